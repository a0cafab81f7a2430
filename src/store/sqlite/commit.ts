/** One batch, one transaction, and one fsync where something of it may not be taken back by a power cut. */
import type Database from 'better-sqlite3';
import { dispatch, type Sent, type WriteHandlers } from './commands.ts';
import type { MessageCounts } from './counts/writes.ts';
import { mustBeSynced } from './estimate-size.ts';
import { describe, type Failure } from './failures.ts';
import { syncing } from './file/connection.ts';
import type { Difference, SameFile } from './file/same-file.ts';

export type Committed =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly failure: Failure };

/**
 * Returns the function that commits a batch. If a command throws because of a bug, the batch is rolled back and each command runs
 * again in a transaction of its own, so that only the guilty one fails. If the disk or the database refuses, all fail together.
 * `onMoved` is called once, when the paths no longer lead to the open file; the current batch has failed then.
 */
export function committer(
  db: Database.Database,
  { handlers, counts }: { readonly handlers: WriteHandlers; readonly counts: MessageCounts },
  sameFile: Pick<SameFile, 'before' | 'after'>,
  onMoved: (difference: Difference) => void,
) {
  let broken: Failure | undefined;
  const sync = syncing(db);
  // Prepared once: to compile these two for each batch takes half of the processor time of a small one.
  const [begin, end] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];

  function move(difference: Difference): Failure {
    broken = { kind: 'unavailable', fatal: true, message: difference.sentence };
    onMoved(difference);
    return broken;
  }

  function together(commands: readonly Sent<WriteHandlers>[], lasting: boolean): readonly Committed[] {
    sync(lasting);
    begin.run();
    counts.begin();
    const answers = commands.map((command) => dispatch<WriteHandlers>(handlers, command));
    counts.write();
    end.run();
    return answers.map((answer) => ({ ok: true, answer }));
  }

  return function commit(commands: readonly Sent<WriteHandlers>[]): readonly Committed[] {
    const fail = (failure: Failure) => commands.map(() => ({ ok: false as const, failure }));
    if (broken) return fail(broken);
    const before = sameFile.before();
    if (before) return fail(move(before));
    try {
      const lasting = commands.some(mustBeSynced);
      const outcomes = together(commands, lasting);
      const after = sameFile.after(lasting);
      return after ? fail(move(after)) : outcomes;
    } catch (error) {
      const failure = describe(error, db.name);
      if (failure.kind === 'unavailable' && failure.fatal) {
        // Do not even roll back: nothing that the connection says now can be believed. The next start recovers from the log.
        broken = failure;
        return fail(failure);
      }
      if (db.inTransaction) db.exec('ROLLBACK');
      if (failure.kind === 'unavailable' || commands.length === 1) return fail(failure);
      return commands.flatMap((command) => commit([command]));
    }
  };
}
