/*
 * Generated from spec/providers/zettle/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../../runtime/operation.ts';

/** Every operation of spec/providers/zettle/push.yaml. */
export const zettlePushOperations = [
  {
    operationId: 'receiveEvent',
    method: 'post',
    path: '/push/zettle/{source}',
    statuses: [200, 401, 404, 405, 413, 429, 503],
    security: [{ zettleSignature: [] }],
    extensions: {
      'x-test-message': '#/components/requestBodies/TestMessage',
      'x-push-policy': {
        success: { statuses: '2xx', certainty: 'documented' },
        timeout: { seconds: 10, certainty: 'documented' },
        retries: {
          schedule: [
            { waitSeconds: 60, times: 10, certainty: 'documented' },
            { waitSeconds: 600, times: 9, certainty: 'documented' },
            { waitSeconds: 3600, times: 70, certainty: 'documented' },
          ],
          then: { kind: 'stop' },
          certainty: 'documented',
          note: 'Ten times a minute apart, nine times ten minutes apart, then hourly for 70 hours: the last attempt comes 258,000 seconds\n(71 hours 40 minutes) after the first, not counting the time that each attempt itself takes.\n',
        },
        givingUp: {
          action: 'deletes-subscription',
          consequence:
            'Zettle deletes the subscription. Nothing is pushed until it is created again with a new uuid, and then under a new signing key;\nthe events in between are lost.\n',
          threshold: { failures: 90, certainty: 'inferred', note: 'The first attempt and the 89 of the schedule.' },
          certainty: 'documented',
        },
        duplicates: {
          identity: 'messageUuid, else messageId; and the signature, because messageUuid is not signed',
          windowSeconds: 259200,
          certainty: 'inferred',
          note: 'An event may be published more than once [documented]. The window is the longest that retries can take, rounded up to 72 hours;\nthe gateway remembers for at least as long.\n',
        },
      },
    },
  },
] as const satisfies readonly Operation[];
