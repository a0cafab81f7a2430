/** The reader's thread: a read-only connection for all questions of the operator. */
import { readyForXml } from '../shared/payload-search.ts';
import { dispatch, type ReadHandlers, type Sent } from './commands.ts';
import { openForReading } from './file/connection.ts';
import { mustBe } from './file/same-file.ts';
import { reads } from './reads.ts';
import { type Asked, serve } from './serve.ts';

export const reader = (asked: Asked): void =>
  serve(
    asked,
    openForReading,
    (db, { path, file }) => {
      mustBe(path, file);
      const handlers = reads(db);
      // One snapshot per answer: a message and its events belong to the same moment.
      const answer = db.transaction((command: Sent<ReadHandlers>) => dispatch<ReadHandlers>(handlers, command));
      return {
        answer: (command) => answer(command as Sent<ReadHandlers>),
        close: () => {
          db.close();
          return undefined;
        },
      };
    },
    // Reading XML needs a library that takes 0.08 s to load. Few searches look into payloads, so it is not loaded at every start.
    (command) => (asksForPayloads(command as Sent<ReadHandlers>) ? readyForXml() : undefined),
  );

function asksForPayloads({ request }: Sent<ReadHandlers>): boolean {
  return typeof request === 'object' && 'filter' in request && 'search' in request.filter;
}
