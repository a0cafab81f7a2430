/** Conditions of the work: too many failures and dead letters, promised answers that were never sent, work that ends the process. */

import type { Store } from '../store/store.ts';
import type { Found, Watch } from './conditions.ts';

const DAY_MS = 86_400_000;
// One or two a day come of somebody's odd order. Five of one source or sink have a common cause.
const ORDINARY_MAX = 4;
// Three ends in a row may be three restarts; work that was under way by chance is not there at that many.
const UNFINISHED_MIN = 8;
const SUSPECTS_MAX = 10;

export function workWatch(store: Pick<Store, 'troubles'>): Watch {
  return async (nowMs) => {
    const request = { sinceMs: nowMs - DAY_MS, unfinished: UNFINISHED_MIN, limit: SUSPECTS_MAX };
    const { failed, dead, undelivered, suspects } = await store.troubles(request);
    return [
      ...failed
        .filter(({ count }) => count > ORDINARY_MAX)
        .map(
          ({ source, count }): Found => ({
            kind: 'messages-failed',
            about: `source ${source}`,
            detail: `${count} messages of the last day were given up. \`pushdock messages list --source ${source} --state failed\` shows why. Remove the cause, then run \`pushdock messages retry <id>\` or \`pushdock replay --source ${source} --state failed\`.`,
          }),
        ),
      ...dead
        .filter(({ count }) => count > ORDINARY_MAX)
        .map(
          ({ sink, count }): Found => ({
            kind: 'dead-letters',
            about: `sink ${sink}`,
            detail: `${count} deliveries of the last day are dead letters. \`pushdock dead-letters list --sink ${sink}\` shows why. Remove the cause, then run \`pushdock dead-letters redeliver --sink ${sink}\`.`,
          }),
        ),
      ...undelivered.map(
        ({ source, count, messageId }): Found => ({
          kind: 'results-undelivered',
          about: `source ${source}`,
          detail: `${count === 1 ? 'A result that was' : `${count} results that were`} promised to the provider did not reach it, and the gateway has given up. \`pushdock messages show ${messageId}\` shows why. To try for another day, run \`pushdock messages retry ${messageId}\`.`,
        }),
      ),
      ...suspects.map(
        (one): Found => ({
          kind: 'ends-the-process',
          about: 'messageId' in one ? `message ${one.messageId}` : `delivery ${one.deliveryId} to ${one.sink}`,
          detail: `The gateway's process ended ${one.unfinished} times in a row while this was under way. The gateway now works on it alone, at growing intervals, and gives it up in the end. Look at the log before each end, and keep a copy of the content (\`pushdock ${'messageId' in one ? `messages show ${one.messageId}` : `deliveries show ${one.deliveryId}`}\`).`,
        }),
      ),
    ];
  };
}
