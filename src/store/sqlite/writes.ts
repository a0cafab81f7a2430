/** What the writer's thread can do, by command. */
import type Database from 'better-sqlite3';
import { appender } from './append.ts';
import { completer } from './complete.ts';
import { consumerCommands } from './consumer-commands.ts';
import { deliveryCommands } from './deliveries.ts';
import { findingWrites } from './findings.ts';
import { keptWrites } from './kept.ts';
import { leaseCommands, namedLeases, redating } from './leases.ts';
import { pauses } from './pauses.ts';
import { proofs } from './proofs.ts';
import { retryCommands } from './reopening.ts';
import { replayCommands } from './replays.ts';
import { awaitingCommands, resultCommands } from './result-writes.ts';
import { retentionCommands } from './retention.ts';
import { workSettler } from './settle-work.ts';
import { workCommands } from './work.ts';

export function writes(db: Database.Database) {
  const heartbeat = db.prepare<[number]>('INSERT OR REPLACE INTO heartbeat (id, at_ms) VALUES (1, ?)');
  const [work, results, awaiting] = [workCommands(db), resultCommands(db), awaitingCommands(db)];
  return {
    append: appender(db),
    claimWork: work.claimWork,
    loadWork: work.loadWork,
    settleWork: workSettler({ ...work, ...results, ...awaiting, completeWork: completer(db) }),
    readResult: results.readResult,
    oweAnswer: results.oweAnswer,
    completeResult: awaiting.completeResult,
    ...deliveryCommands(db),
    ...leaseCommands(db),
    ...consumerCommands(db),
    setSinkPause: pauses(db).setSinkPause,
    ...replayCommands(db),
    ...retentionCommands(db),
    ...retryCommands(db),
    ...findingWrites(db),
    ...keptWrites(db),
    ...namedLeases(db),
    ...redating(db),
    countUses: proofs(db).countUses,
    beat: ({ nowMs }: { nowMs: number }): void => void heartbeat.run(nowMs),
  };
}
