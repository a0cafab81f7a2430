/**
 * First claims: of messages that have no row in `work` (migration 18). Who holds one is in a table in the writer's memory, which is part of each transaction and gone with the
 * process; durable is how far first claims came. So a first claim that its process did not end is found at the next start: the message is in `received`, claimed, and has no row.
 */
import type Database from 'better-sqlite3';

/** Of every first claim. What ends it otherwise than by settling raises it, in the row that it gets. */
export const FIRST_FENCE = 1;

export type FreshRow = {
  readonly sequence: number;
  readonly message_id: string;
  readonly since_ms: number;
  readonly bytes: number;
};

// SQLite uses the partial index only if the query has its condition in the same words.
const received = `m.state = 'received' AND m.state <> 'processed'`;
const withoutRow = 'NOT EXISTS (SELECT 1 FROM work w WHERE w.message_sequence = m.sequence)';

/** In work, and known by its own row alone. For connections that only read, too. */
export const withoutWorkRow = `FROM messages m INDEXED BY messages_by_state WHERE ${received} AND ${withoutRow}`;

export function firstClaims(db: Database.Database) {
  db.exec(
    `CREATE TEMP TABLE IF NOT EXISTS first_claims (message_sequence INTEGER PRIMARY KEY, until_ms INTEGER NOT NULL, since_ms INTEGER NOT NULL) STRICT`,
  );
  const next = db.prepare<[number], FreshRow>(
    `SELECT m.sequence, m.id AS message_id, m.received_at_ms AS since_ms, m.body_bytes AS bytes ${withoutWorkRow}
       AND m.sequence > (SELECT claimed_until FROM intake WHERE id = 1) ORDER BY m.sequence LIMIT 0 + ?`,
  );
  const reach = db.prepare<[number]>('UPDATE intake SET claimed_until = ? WHERE id = 1');
  const hold = db.prepare<[number, number, number]>(
    'INSERT INTO first_claims (message_sequence, until_ms, since_ms) VALUES (?, ?, ?)',
  );
  const held = db.prepare<[number], { found: 1 }>('SELECT 1 AS found FROM first_claims WHERE message_sequence = ?');
  const extend = db.prepare<[number, number]>('UPDATE first_claims SET until_ms = ? WHERE message_sequence = ?');
  const letGo = db.prepare<[number]>('DELETE FROM first_claims WHERE message_sequence = ?');
  const write = db.prepare<[number]>(
    `INSERT INTO work (message_sequence, due_at_ms, since_ms, fence, attempts)
     SELECT message_sequence, until_ms, since_ms, ${FIRST_FENCE}, 1 FROM first_claims WHERE message_sequence = ?`,
  );
  const lapsed = db.prepare<[number], { sequence: number }>(
    'SELECT message_sequence AS sequence FROM first_claims WHERE until_ms <= ?',
  );
  // Not an attempt, and once unfinished. If the clock was set back since, it does not wait for the time of its arrival to come again.
  const unfinished = `INSERT INTO work (message_sequence, due_at_ms, since_ms, fence, attempts, unfinished)
    SELECT m.sequence, min(m.received_at_ms, :now), min(m.received_at_ms, :now), ${FIRST_FENCE + 1}, 0, 1`;
  const endOne = db.prepare<[{ now: number; sequence: number }]>(
    `${unfinished} FROM messages m WHERE m.sequence = :sequence`,
  );
  const endAll = db.prepare<[{ now: number }]>(
    `${unfinished} ${withoutWorkRow} AND m.sequence <= (SELECT claimed_until FROM intake WHERE id = 1)`,
  );
  const waiting =
    'INSERT INTO work (message_sequence, due_at_ms, since_ms) SELECT m.sequence, m.received_at_ms, m.received_at_ms';
  const wait = db.prepare<[number]>(`${waiting} FROM messages m WHERE m.sequence = ?`);
  const waitFrom = db.prepare<[number]>(
    `${waiting} ${withoutWorkRow} AND m.sequence > (SELECT claimed_until FROM intake WHERE id = 1) AND m.received_at_ms > ?`,
  );
  const shift = db.prepare<[{ jump: number; from: number }]>(
    'UPDATE first_claims SET until_ms = until_ms + :jump, since_ms = since_ms + :jump WHERE until_ms > :from',
  );
  const forgetAll = db.prepare<[]>('DELETE FROM first_claims');

  return {
    /** The next that were never claimed, in the order of their arrival. One that is not due gets its row and waits there. */
    next(limit: number, isDue: (sinceMs: number) => boolean): readonly FreshRow[] {
      for (;;) {
        const rows = next.all(limit);
        const early = rows.filter(({ since_ms }) => !isDue(since_ms));
        if (early.length === 0) return rows;
        for (const { sequence } of early) wait.run(sequence);
      }
    },
    /** Whether one was never claimed, or is held by a claim that has run out. */
    anyDue: (nowMs: number): boolean => next.get(1) !== undefined || lapsed.get(nowMs) !== undefined,
    /** The time of day was set: leases are as long as before, and what would become due later than `from` waits in its row, where it is dated again. */
    shift({ from, jump }: { from: number; jump: number }): void {
      shift.run({ from, jump });
      waitFrom.run(from);
    },
    hold({ sequence, since_ms }: FreshRow, untilMs: number): void {
      hold.run(sequence, untilMs, since_ms);
    },
    /** Notes durably how far first claims came. Nothing changes without one. */
    reached(last: FreshRow | undefined): void {
      if (last !== undefined) reach.run(last.sequence);
    },
    isHeld: (sequence: number): boolean => held.get(sequence) !== undefined,
    /** False: it is not a first claim that is held. */
    extend: (sequence: number, untilMs: number): boolean => extend.run(untilMs, sequence).changes === 1,
    /** It is settled, and so the message needs no row. False: it has one. */
    letGo: (sequence: number): boolean => letGo.run(sequence).changes === 1,
    /** Gives the message its row, under the same claim. Nothing changes if it has one. */
    toRow(sequence: number): void {
      if (write.run(sequence).changes === 1) letGo.run(sequence);
    },
    /** Ends those whose lease has run out: each gets its row, which counts the end. */
    reap(nowMs: number): void {
      for (const { sequence } of lapsed.all(nowMs)) {
        letGo.run(sequence);
        endOne.run({ now: nowMs, sequence });
      }
    },
    /** Ends all of them, also those of an earlier process. */
    endAll(nowMs: number): void {
      endAll.run({ now: nowMs });
      forgetAll.run();
    },
  };
}
