/** A gateway in this process, as the suites of `test/end-to-end` look at one. */
import type { Subject } from '../../contract/cases/subject.ts';
import type { Seen } from '../../end-to-end/seen.ts';
import { eventually, pageItems, readLines } from '../../support/try-gateway.ts';

export function seenSubject({ publicUrl, operatorUrl, store, marketplace, log, eventsFile }: Subject): Seen {
  return {
    publicUrl,
    marketplace: new URL(marketplace).host,
    eventually,
    events: () => readLines(eventsFile),
    messages: async (query = '') =>
      pageItems(await (await fetch(`${operatorUrl}/api/messages?limit=200&${query}`)).json()),
    idle: async () => {
      const { work, deliveries } = await store.backlog();
      return work === 0 && deliveries === 0;
    },
    log: () => JSON.stringify(log.lines),
  };
}
