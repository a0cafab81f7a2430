/*
 * Generated from spec/providers/paazl/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../../runtime/operation.ts';

/** Every operation of spec/providers/paazl/push.yaml. */
export const paazlPushOperations = [
  {
    operationId: 'receiveShipmentStatus',
    method: 'post',
    path: '/push/paazl/{source}',
    statuses: [200, 401, 404, 405, 413, 429, 503],
    security: [{ bearerToken: [] }],
    extensions: {
      'x-push-policy': {
        success: {
          statuses: '2xx',
          certainty: 'documented',
          note: 'The integration tips accept any 2xx, the reference demands 200. The gateway answers 200.',
        },
        timeout: { certainty: 'unknown' },
        retries: {
          schedule: [
            { waitSeconds: 1, times: 1, certainty: 'documented' },
            { waitSeconds: 6.46, times: 1, certainty: 'documented' },
            { waitSeconds: 41.8, times: 1, certainty: 'documented' },
            { waitSeconds: 270, times: 1, certainty: 'inferred' },
            { waitSeconds: 1747, times: 1, certainty: 'inferred' },
            { waitSeconds: 11294, times: 1, certainty: 'inferred' },
            { waitSeconds: 73014, times: 1, certainty: 'inferred' },
          ],
          then: { kind: 'stop' },
          certainty: 'documented',
          note: 'Documented are seven retries over 24 hours and the first three waits. The other waits continue their factor of 6.465,\nwhich makes 24 hours.\n',
        },
        givingUp: {
          action: 'disables-push',
          consequence:
            'A person has to enable the push again in the Paazl web app account. Events that were queued then, and those that\narise while it is disabled, are lost.\n',
          threshold: {
            certainty: 'unknown',
            note: 'Failed calls "build up" until Paazl is forced to disable the push; no number is given.',
          },
          certainty: 'documented',
        },
        duplicates: {
          identity:
            'The bytes of the body, as long as no other status of the same barcode came in between. The message has no id.\n',
          windowSeconds: 90000,
          certainty: 'inferred',
          note: '25 hours, because Paazl retries for 24. A returned shipment may repeat a status, which is then news.',
        },
      },
    },
  },
] as const satisfies readonly Operation[];
