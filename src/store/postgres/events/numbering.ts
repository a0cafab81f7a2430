/**
 * Events get their position, by which they are pulled, in a second, short transaction. A number that is drawn while the event is inserted says nothing about
 * the order of commits: a consumer that had seen a later one would never see the earlier one (656 of 5,968 were missed with eight writers).
 * Here the sequencer's row is locked first, in a statement of its own, so that the next one sees every event that was committed before.
 */
import type { Session } from '../connection/session.ts';

// One transaction: a tenth of a second, during which other nodes wait for the row.
const EVENTS_AT_ONCE_MAX = 2_000;

/** Numbers what waits. True: there may be more. */
export async function numberEvents(session: Session): Promise<boolean> {
  const [sequencer] = await session.rows<{ last: number }>(
    'SELECT last FROM pushdock.sequencer WHERE id = 1 FOR UPDATE',
  );
  if (!sequencer) throw new Error('The sequencer has its row');
  const numbered = await session.run(
    `WITH next AS (SELECT event_sequence FROM pushdock.unnumbered_events ORDER BY event_sequence LIMIT ${EVENTS_AT_ONCE_MAX}),
     taken AS (DELETE FROM pushdock.unnumbered_events u USING next WHERE u.event_sequence = next.event_sequence RETURNING u.event_sequence)
     INSERT INTO pushdock.event_positions (position, event_sequence)
     SELECT $1::bigint + row_number() OVER (ORDER BY event_sequence), event_sequence FROM taken`,
    [sequencer.last],
  );
  if (numbered > 0) await session.run('UPDATE pushdock.sequencer SET last = last + $1 WHERE id = 1', [numbered]);
  return numbered === EVENTS_AT_ONCE_MAX;
}

export async function waitForNumber(session: Session): Promise<boolean> {
  return (await session.rows('SELECT 1 FROM pushdock.unnumbered_events LIMIT 1')).length > 0;
}

/** The position of the newest event that ever had one, also when it is forgotten. */
export async function newestPosition(session: Session): Promise<number> {
  return (await session.rows<{ last: number }>('SELECT last FROM pushdock.sequencer WHERE id = 1'))[0]?.last ?? 0;
}
