/** What the writer's thread does: it owns the only connection that writes, and commits batches. */
import type { Sent, WriteHandlers } from './commands.ts';
import { committer } from './commit.ts';
import { messageCounts } from './counts/writes.ts';
import { openForWriting } from './file/connection.ts';
import { type Difference, watchSameFile } from './file/same-file.ts';
import { closeMoved, saveAside } from './file/save-aside.ts';
import { type Asked, serve } from './serve.ts';
import { writes } from './writes.ts';

export const writer = (asked: Asked): void =>
  serve(asked, openForWriting, (db, opened) => {
    const sameFile = watchSameFile(opened);
    const { path } = opened;
    let moved: Difference['kind'] | undefined;
    let said: string | undefined;
    const counts = messageCounts(db);
    const commit = committer(db, { handlers: writes(db, counts), counts }, sameFile, ({ kind }) => {
      moved = kind;
      // After the answer, for which somebody waits.
      setImmediate(save);
    });
    function save(): void {
      if (moved !== undefined) said ??= saveAside(db, path, moved);
    }
    return {
      answer: (batch) => commit(batch as readonly Sent<WriteHandlers>[]),
      together: (commands) => {
        const batches = commands as readonly (readonly Sent<WriteHandlers>[])[];
        const outcomes = [...commit(batches.flat())];
        return batches.map(({ length }) => outcomes.splice(0, length));
      },
      close: () => {
        save();
        if (moved === 'moved') closeMoved(db, path, sameFile);
        else db.close();
        return said;
      },
    };
  });
