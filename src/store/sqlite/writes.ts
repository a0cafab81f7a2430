/** The writer's handlers, by command. */
import type Database from 'better-sqlite3';
import { consumerCommands } from './consumers/writes.ts';
import type { MessageCounts } from './counts/writes.ts';
import { pauses } from './deliveries/pauses.ts';
import { deliveryCommands } from './deliveries/writes.ts';
import { findingWrites } from './findings/writes.ts';
import { keptWrites } from './kept.ts';
import { appender } from './messages/append.ts';
import { proofs } from './messages/proofs.ts';
import { messageStates } from './messages/states.ts';
import { replayCommands } from './replays/writes.ts';
import { deferredWorkCommands, resultCommands } from './results/writes.ts';
import { retentionCommands } from './retention/aged.ts';
import { topicCommands } from './retention/topics.ts';
import { anyDueCommand } from './work/any-due.ts';
import { completer } from './work/complete.ts';
import { leaseCommands, namedLeases, redating } from './work/leases.ts';
import { retryCommands } from './work/reopening.ts';
import { workSettler } from './work/settle.ts';
import { workCommands } from './work/writes.ts';

/** `counts`: what a transaction notes there is written before it commits. */
export function writes(db: Database.Database, counts: MessageCounts) {
  const states = messageStates(db, counts);
  const heartbeat = db.prepare<[number]>('INSERT OR REPLACE INTO heartbeat (id, at_ms) VALUES (1, ?)');
  const [work, results, deferred] = [workCommands(db, states), resultCommands(db), deferredWorkCommands(db, states)];
  return {
    append: appender(db, states),
    claimWork: work.claimWork,
    loadWork: work.loadWork,
    settleWork: workSettler({ ...work, ...results, ...deferred, completeWork: completer(db, states) }),
    anyDue: anyDueCommand(db),
    readResult: results.readResult,
    oweAnswer: results.oweAnswer,
    completeResult: deferred.completeResult,
    ...deliveryCommands(db),
    ...leaseCommands(db),
    ...consumerCommands(db),
    setSinkPause: pauses(db).setSinkPause,
    ...replayCommands(db, states),
    ...retentionCommands(db),
    ...topicCommands(db),
    ...retryCommands(db, states),
    ...findingWrites(db),
    ...keptWrites(db),
    ...namedLeases(db),
    ...redating(db),
    countUses: proofs(db).countUses,
    beat: ({ nowMs }: { nowMs: number }): void => void heartbeat.run(nowMs),
  };
}
