/*
 * Generated from spec/providers/appdirect/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../../runtime/operation.ts';

/** Every operation of spec/providers/appdirect/push.yaml. */
export const appdirectPushOperations = [
  {
    operationId: 'receiveEventNotification',
    method: 'get',
    path: '/push/appdirect/{source}',
    statuses: [200, 202, 401, 404, 405, 413, 429],
    security: [{ oauth2: [] }, { basic: [] }, { oauth1: [] }],
    extensions: {
      'x-push-policy': {
        success: {
          statuses: [200, 202],
          certainty: 'documented',
          note: 'A 200 counts only with a result document whose `success` is true; false is a business error, shown to the customer.\n202 promises a later POST of the result.\n',
        },
        timeout: {
          certainty: 'unknown',
          note: 'Documented nowhere that we know. The budget for which a connection waits is configuration.',
        },
        retries: {
          schedule: [],
          then: { kind: 'stop' },
          certainty: 'unknown',
          note: 'No automatic retry is documented. An operator of the marketplace may resend an event; it then has the same token.',
        },
        givingUp: {
          action: 'mails-vendor',
          consequence:
            'The customer sees the operation fail, and AppDirect mails the vendor. The event stays unprocessed until an operator of\nthe marketplace sends it again.\n',
          threshold: { certainty: 'unknown' },
          certainty: 'inferred',
        },
        duplicates: {
          identity: 'The event token, which is the last path segment of the event URL',
          certainty: 'inferred',
          note: 'Remembered as long as the message is kept. After UNKNOWN_ERROR, TRANSPORT_ERROR or a failed fetch a resend is new\nwork; after a final result it hears that result again.\n',
        },
      },
    },
  },
] as const satisfies readonly Operation[];
