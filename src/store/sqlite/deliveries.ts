/** Deliveries: our duty to bring one event to one sink, from `completeWork` until delivered or dead. */
import type Database from 'better-sqlite3';
import type { DeliveryClaim, DeliveryOutcome, Settled } from '../store.ts';
import type { Claiming, Held } from './commands.ts';
import { type EventRow, eventColumns, storedEvent } from './events.ts';
import { portion } from './portion.ts';

type WaitingRow = EventRow & { delivery_id: number; fence: number; attempts: number };

export function deliveryCommands(db: Database.Database) {
  const due = db.prepare<[string, number, number], WaitingRow>(
    `SELECT d.id AS delivery_id, d.fence, d.attempts, ${eventColumns}
     FROM deliveries d INDEXED BY deliveries_waiting
     JOIN events e ON e.sequence = d.event_sequence JOIN messages m ON m.sequence = e.message_sequence
     WHERE d.sink = ? AND d.due_at_ms IS NOT NULL AND d.due_at_ms <= ? ORDER BY d.due_at_ms, d.since_ms LIMIT ?`,
  );
  const hold = db.prepare<[number, number]>(
    'UPDATE deliveries SET due_at_ms = ?, fence = fence + 1, attempts = attempts + 1 WHERE id = ?',
  );
  const find = db.prepare<[string, number], { due_at_ms: number | null }>(
    'SELECT due_at_ms FROM deliveries WHERE id = ? AND fence = ?',
  );
  const giveBack = db.prepare<[number, number, string, string]>(
    'UPDATE deliveries SET due_at_ms = ?, since_ms = ?, detail = ?, fence = fence + 1 WHERE id = ?',
  );
  const settle = db.prepare<[string, string, number, string]>(
    'UPDATE deliveries SET state = ?, detail = ?, settled_at_ms = ?, due_at_ms = NULL WHERE id = ?',
  );

  return {
    claimDeliveries({ sink, nowMs, leaseMs, limit }: Claiming & { sink: string }): readonly DeliveryClaim[] {
      const found = portion(due.iterate(sink, nowMs, limit), limit, ({ envelope }) => envelope.length);
      return found.items.map((row) => {
        hold.run(nowMs + leaseMs, row.delivery_id);
        return {
          deliveryId: String(row.delivery_id),
          fence: row.fence + 1,
          attempt: row.attempts + 1,
          sink,
          event: storedEvent(row),
        };
      });
    },

    settleDelivery(request: { claim: Held; outcome: DeliveryOutcome; nowMs: number }): Settled {
      const { claim, outcome, nowMs } = request;
      const row = find.get(claim.id, claim.fence);
      if (!row) return 'fenced';
      if (row.due_at_ms === null) return 'done';
      if (outcome.kind === 'retry') giveBack.run(outcome.dueAtMs, outcome.dueAtMs, outcome.detail, claim.id);
      else settle.run(outcome.kind, outcome.detail, nowMs, claim.id);
      return 'done';
    },
  };
}
