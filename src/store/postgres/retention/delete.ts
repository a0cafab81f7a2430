/** Forgets messages and events with all that is their own: nothing refers by a foreign key, so everything is named here. */
import type { Session } from '../connection/session.ts';

const ofMessage = [
  'receipts',
  'documents',
  'results',
  'owed_answers',
  'identities',
  'released_identities',
  'conflicts',
  'contents',
  'outcomes',
  'work',
];

export async function deleteMessages(session: Session, sequences: readonly number[]): Promise<void> {
  if (sequences.length === 0) return;
  const events = await session.rows<{ sequence: number }>(
    'SELECT sequence FROM pushdock.events WHERE message_sequence = ANY($1::bigint[])',
    [sequences],
  );
  await deleteEvents(
    session,
    events.map(({ sequence }) => sequence),
  );
  for (const table of ofMessage)
    await session.run(`DELETE FROM pushdock.${table} WHERE message_sequence = ANY($1::bigint[])`, [sequences]);
  await session.run('DELETE FROM pushdock.messages WHERE sequence = ANY($1::bigint[])', [sequences]);
}

export async function deleteEvents(session: Session, sequences: readonly number[]): Promise<void> {
  if (sequences.length === 0) return;
  // A consumer whose place is before the newest of them has lost something.
  await session.run(
    `UPDATE pushdock.forgotten_events f SET position = n.position, created_at_ms = n.created_at_ms FROM (
       SELECT p.position, e.created_at_ms FROM pushdock.event_positions p JOIN pushdock.events e ON e.sequence = p.event_sequence
       WHERE p.event_sequence = ANY($1::bigint[]) ORDER BY p.position DESC LIMIT 1) AS n WHERE f.id = 1 AND f.position < n.position`,
    [sequences],
  );
  for (const table of ['deliveries', 'delivered']) {
    await session.run(
      `WITH gone AS (DELETE FROM pushdock.${table} WHERE event_sequence = ANY($1::bigint[]) RETURNING id)
       DELETE FROM pushdock.attempts a USING gone WHERE a.delivery_id = gone.id`,
      [sequences],
    );
  }
  for (const table of ['event_positions', 'unnumbered_events'])
    await session.run(`DELETE FROM pushdock.${table} WHERE event_sequence = ANY($1::bigint[])`, [sequences]);
  await session.run('DELETE FROM pushdock.events WHERE sequence = ANY($1::bigint[])', [sequences]);
}
