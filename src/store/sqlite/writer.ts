/** What the writer's thread does: it owns the only connection that writes, and commits batches. */
import type Database from 'better-sqlite3';
import { appender } from './append.ts';
import { awaitingCommands } from './awaiting.ts';
import type { Handlers, Sent, WriteCommands } from './commands.ts';
import { committer } from './commit.ts';
import { completer } from './complete.ts';
import { openForWriting } from './connection.ts';
import { consumerCommands } from './consumer-commands.ts';
import { deliveryCommands } from './deliveries.ts';
import { driftCommands } from './drift.ts';
import { keptWrites } from './kept/writes.ts';
import { leaseCommands } from './leases.ts';
import { namedLeases } from './named-leases.ts';
import { pauses } from './pauses.ts';
import { proofs } from './proofs.ts';
import { redating } from './redating.ts';
import { replayCommands } from './replays.ts';
import { resultCommands } from './results.ts';
import { retentionCommands } from './retention.ts';
import { retryCommands } from './retrying.ts';
import { type Difference, watchSameFile } from './same-file.ts';
import { closeMoved, saveAside } from './save-aside.ts';
import { type Asked, serve } from './serve.ts';
import { workSettler } from './settle-work.ts';
import { workCommands } from './work.ts';

function handlersOf(db: Database.Database): Handlers<WriteCommands> {
  const heartbeat = db.prepare<[number]>('INSERT OR REPLACE INTO heartbeat (id, at_ms) VALUES (1, ?)');
  const { pause, resume } = pauses(db);
  const [work, results, awaiting] = [workCommands(db), resultCommands(db), awaitingCommands(db)];
  return {
    append: appender(db),
    claimWork: work.claimWork,
    loadWork: work.loadWork,
    settleWork: workSettler({ ...work, ...results, ...awaiting, completeWork: completer(db) }),
    readResult: results.readResult,
    oweAnswer: results.oweAnswer,
    completeResult: awaiting.completeResult,
    resultStanding: awaiting.resultStanding,
    ...deliveryCommands(db),
    ...leaseCommands(db),
    ...consumerCommands(db),
    pause,
    resume,
    ...replayCommands(db),
    ...retentionCommands(db),
    ...retryCommands(db),
    ...driftCommands(db),
    ...keptWrites(db),
    ...namedLeases(db),
    ...redating(db),
    countUses: proofs(db).countUses,
    beat: ({ nowMs }) => void heartbeat.run(nowMs),
  };
}

export const writer = (asked: Asked): void =>
  serve(asked, openForWriting, (db, opened) => {
    const sameFile = watchSameFile(opened);
    const { path } = opened;
    let moved: Difference['kind'] | undefined;
    let said: string | undefined;
    const commit = committer(db, handlersOf(db), sameFile, ({ kind }) => {
      moved = kind;
      // After the answer, for which somebody waits.
      setImmediate(save);
    });
    function save(): void {
      if (moved !== undefined) said ??= saveAside(db, path, moved);
    }
    return {
      answer: (batch) => commit(batch as readonly Sent<WriteCommands>[]),
      close: () => {
        save();
        if (moved === 'moved') closeMoved(db, path, sameFile);
        else db.close();
        return said;
      },
    };
  });
