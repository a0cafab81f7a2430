/** Makes deliveries due and keeps each order key to one head. Migration 3 explains heads and `behind`. */
import type Database from 'better-sqlite3';

export type Owed = {
  readonly eventSequence: number;
  readonly messageSequence: number;
  readonly sink: string;
  readonly orderKey?: string;
  readonly nowMs: number;
  /** Set for a replay's copy. */
  readonly replay?: { readonly id: number; readonly envelope: string | null };
};

type Head = { id: number; place: number; held: 0 | 1 };

/** Each replay has order keys of its own, apart from those of live deliveries. */
export const orderKeyOf = (subject: string, replay?: number): string => `${replay ?? ''}=${subject}`;

export function createDeliveries(db: Database.Database) {
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO deliveries (event_sequence, sink, copy, replay, lane, order_key, place, behind, due_at_ms, since_ms, envelope)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_sequence, sink, copy) DO NOTHING`,
  );
  const known = db.prepare<[number, string, number], { found: 1 }>(
    'SELECT 1 AS found FROM deliveries WHERE event_sequence = ? AND sink = ? AND copy = ?',
  );
  const headOf = db.prepare<[string, string], Head>(
    `SELECT id, place, due_at_ms <> since_ms AS held FROM deliveries INDEXED BY deliveries_heads
     WHERE sink = ? AND order_key = ? AND order_key IS NOT NULL AND state = 'due' AND behind = 0`,
  );
  const stepBack = db.prepare<[number]>('UPDATE deliveries SET behind = 1, due_at_ms = NULL WHERE id = ?');
  const nextOf = db.prepare<[string, string], { id: number }>(
    `SELECT id FROM deliveries INDEXED BY deliveries_behind
     WHERE sink = ? AND order_key = ? AND behind = 1 ORDER BY place, id LIMIT 1`,
  );
  const stepUp = db.prepare<[number, number, number]>(
    'UPDATE deliveries SET behind = 0, due_at_ms = ?, since_ms = ? WHERE id = ?',
  );

  /** Whether a delivery with this key must wait behind another. A head that nobody holds makes room for a delivery of an earlier message. */
  function mustWait(sink: string, orderKey: string, place: number): boolean {
    const head = headOf.get(sink, orderKey);
    if (!head) return false;
    if (head.held === 1 || head.place <= place) return true;
    stepBack.run(head.id);
    return false;
  }

  return {
    mustWait,

    /** False: this delivery exists already. */
    owe({ eventSequence, messageSequence, sink, orderKey, nowMs, replay }: Owed): boolean {
      const copy = replay?.id ?? 0;
      const key = orderKey === undefined ? null : orderKeyOf(orderKey, replay?.id);
      // Before it looks for a head, which it might push back for nothing.
      if (key !== null && known.get(eventSequence, sink, copy)) return false;
      const behind = key !== null && mustWait(sink, key, messageSequence);
      const lane = replay ? 'replay' : 'live';
      const due = behind ? null : nowMs;
      const made = insert.run(
        ...[eventSequence, sink, copy, replay?.id ?? null, lane, key, messageSequence],
        ...[behind ? 1 : 0, due, nowMs, replay?.envelope ?? null],
      );
      return made.changes === 1;
    },

    /** The head of the key has been settled: the next may go. True: there was one. */
    release(sink: string, orderKey: string, nowMs: number): boolean {
      const next = nextOf.get(sink, orderKey);
      if (next) stepUp.run(nowMs, nowMs, next.id);
      return next !== undefined;
    },
  };
}
