/** The end of work: verdict, findings, events and deliveries, together or not at all. */
import type Database from 'better-sqlite3';
import type { WrittenCompletion } from '../../shared/serialize-completion.ts';
import type { Settled } from '../../store.ts';
import { createDeliveries } from '../deliveries/create-deliveries.ts';
import { findingNotes } from '../findings/writes.ts';
import type { MessageStates } from '../messages/states.ts';
import { claimStatus } from './claim-status.ts';
import type { Held } from './claims.ts';
import { firstClaims } from './first-claims.ts';

export function completer(db: Database.Database, states: MessageStates) {
  const statusOf = claimStatus(db);
  // Ids are message id + index, so the events of a repeated step have the same ids.
  const insertEvent = db.prepare<[string, number, string, string, string | null, number, string]>(
    `INSERT INTO events (id, message_sequence, type, source, subject, created_at_ms, envelope) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const { owe } = createDeliveries(db);
  const { noteDepartures } = findingNotes(db);
  const eventOf = db.prepare<[string], { sequence: number }>('SELECT sequence FROM events WHERE id = ?');
  const first = firstClaims(db);
  const settle = db.prepare<[number]>('UPDATE work SET due_at_ms = NULL WHERE message_sequence = ?');
  const goOn = db.prepare<[number, number, number]>(
    'UPDATE work SET due_at_ms = ?, since_ms = ?, fence = fence + 1, unfinished = 0 WHERE message_sequence = ?',
  );

  return function completeWork(request: { claim: Held; completion: WrittenCompletion; nowMs: number }): Settled {
    const { claim, completion, nowMs } = request;
    const found = statusOf(claim);
    if (found.kind === 'fenced') return 'fenced';
    if (found.kind === 'settled') return 'done';
    const { state, reason, verdict, findings } = completion;
    const news = noteDepartures(found.sequence, completion.departures, nowMs).flatMap(
      ({ announcement }) => announcement ?? [],
    );
    const events = [...completion.events, ...news.map(({ event }) => event)];
    const deliveries = [...completion.deliveries, ...news.flatMap((one) => one.deliveries)];
    states.judge(found.sequence, { state, reason: reason ?? null, verdict, findings });
    const sequences = new Map<string, number>();
    for (const { id, type, source, subject, envelope } of events) {
      const made = insertEvent.run(id, found.sequence, type, source, subject ?? null, nowMs, envelope);
      if (made.changes === 1) sequences.set(id, Number(made.lastInsertRowid));
    }
    for (const { eventId, sink, orderKey } of deliveries) {
      const sequence = sequences.get(eventId) ?? eventOf.get(eventId)?.sequence;
      if (sequence === undefined) throw new Error(`A delivery names the event ${eventId}, which does not exist`);
      owe({
        ...{ eventSequence: sequence, messageSequence: found.sequence, sink, nowMs },
        ...(orderKey !== undefined && { orderKey }),
      });
    }
    const { againAtMs } = completion;
    if (againAtMs !== undefined) {
      first.toRow(found.sequence);
      goOn.run(againAtMs, againAtMs, found.sequence);
    } else if (!first.letGo(found.sequence)) settle.run(found.sequence);
    return 'done';
  };
}
