/** Who hears of what a commit changed: callers in this thread, the other threads of this process, and other gateways on the database. */
import { openChanges } from '../shared/changes.ts';
import { type ReadResults, waitingResults } from '../shared/waiting-results.ts';
import type { BusinessResult, Change } from '../store.ts';
import { openHints } from './hints.ts';
import { openNotices } from './notices.ts';
import type { Parts } from './parts.ts';

/** `now`: the results of messages that somebody here waits for. */
export function openAnnouncing({ clock, log, process, settings }: Parts, now: ReadResults) {
  const changes = openChanges(log);
  const results = waitingResults(clock, now);
  const hints = openHints(process, { changed: changes.announce, result: results.wake });
  const notices = openNotices(settings, {
    ...{ process, clock, log },
    heard: (what) => (what === 'result' ? results.look() : changes.announce(what)),
  });
  return {
    announce(what: Change): void {
      changes.announce(what);
      hints.tell({ kind: 'changed', what });
      notices.tell(what);
    },
    /** Only to callers of this thread: nothing changed, and another look is due. */
    announceHere: changes.announce,
    wake(messageId: string, result: BusinessResult | undefined): void {
      results.wake(messageId, result);
      hints.tell({ kind: 'result', messageId, result });
      notices.tell('result');
    },
    listen: changes.listen,
    wait: results.wait,
    /** Ends every wait for a result. */
    dismiss: results.dismiss,
    closeHints: hints.close,
    close: notices.close,
  };
}
