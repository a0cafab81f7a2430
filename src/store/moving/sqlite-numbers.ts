/** What a copy on SQLite needs beyond its rows, so that a gateway can go on with it. */
import type Database from 'better-sqlite3';
import type { Session } from '../postgres/connection/session.ts';

// Each counter of PostgreSQL, and the table whose AUTOINCREMENT goes on from it.
const counters = [
  ['messages', `'pushdock.message_sequence'`],
  ['deliveries', `'pushdock.delivery_sequence'`],
  ['drift', `pg_get_serial_sequence('pushdock.findings', 'id')`],
  ['replays', `pg_get_serial_sequence('pushdock.replays', 'id')`],
] as const;

/** No number that the store on PostgreSQL gave is given again: a cursor of it misses nothing here. */
export async function continueFrom(db: Database.Database, session: Session): Promise<void> {
  const last = new Map<string, number>();
  for (const [table, sequence] of counters) {
    const [row] = await session.rows<{ last: number }>(
      `SELECT coalesce(pg_sequence_last_value(${sequence}::regclass), 0) AS last`,
    );
    last.set(table, row?.last ?? 0);
  }
  const [events] = await session.rows<{ last: number }>(
    'SELECT s.last + (SELECT count(*) FROM pushdock.unnumbered_events) AS last FROM pushdock.sequencer s WHERE s.id = 1',
  );
  last.set('events', events?.last ?? 0);
  // Each message that is copied has its row of work, if it has any.
  db.exec('UPDATE intake SET claimed_until = (SELECT ifnull(max(sequence), 0) FROM messages)');
  const is = db.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck();
  for (const [table, wanted] of last) {
    const found = is.get(table);
    if (found === undefined) db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, wanted);
    else if (found < wanted) db.prepare('UPDATE sqlite_sequence SET seq = ? WHERE name = ?').run(wanted, table);
  }
}

/** The delivery that others of its order key stand behind may be of a message that was not chosen. Then the next one is due. */
export function promoteHeads(db: Database.Database): void {
  db.exec(
    `UPDATE deliveries SET behind = 0, due_at_ms = since_ms WHERE id IN (
       SELECT d.id FROM deliveries d WHERE d.behind = 1
         AND NOT EXISTS (SELECT 1 FROM deliveries h WHERE h.sink = d.sink AND h.order_key = d.order_key AND h.state = 'due' AND h.behind = 0)
         AND NOT EXISTS (SELECT 1 FROM deliveries b WHERE b.sink = d.sink AND b.order_key = d.order_key AND b.behind = 1
           AND (b.place, b.id) < (d.place, d.id)))`,
  );
}
