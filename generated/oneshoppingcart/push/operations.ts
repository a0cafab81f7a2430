/*
 * Generated from spec/providers/oneshoppingcart/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../../runtime/operation.ts';

/** Every operation of spec/providers/oneshoppingcart/push.yaml. */
export const oneshoppingcartPushOperations = [
  {
    operationId: 'receiveNotification',
    method: 'post',
    path: '/push/oneshoppingcart/{source}/{key}',
    statuses: [200, 404, 405, 413, 429, 503],
    security: [],
    extensions: {
      'x-push-policy': {
        success: {
          statuses: [200],
          certainty: 'documented',
          note: '"Retried until a http response 200/OK is received": another 2xx is taken for a failure.',
        },
        timeout: { certainty: 'unknown' },
        retries: {
          schedule: [],
          then: { kind: 'double-forever', firstWaitSeconds: 60 },
          certainty: 'documented',
          note: 'The first attempt is made immediately, the second after one minute, the third after two more, the fourth after four, and so on.\nNo end is named.\n',
        },
        givingUp: {
          action: 'never',
          consequence:
            'Nothing is lost, but the waits double, so after a long outage the next attempt may be days away.',
          threshold: { certainty: 'unknown', note: 'Does not apply; no end of the retries is named.' },
          certainty: 'inferred',
        },
        duplicates: {
          identity: 'The token of a new order; the bytes of the body for everything else.',
          certainty: 'inferred',
        },
      },
    },
  },
] as const satisfies readonly Operation[];
