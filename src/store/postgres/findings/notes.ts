/** Writes findings: as a part of ending the work, and when an operator settles an entry. */
import type { WrittenDeparture } from '../../shared/serialize-completion.ts';
import { FINDINGS_MAX, type FindingState } from '../../store.ts';
import type { Session } from '../connection/session.ts';

type Whose = { readonly id: string; readonly provider: string; readonly source: string };

/** Counts the departures of a message, and returns those that must be announced. */
export async function noteDepartures(
  session: Session,
  sequence: number,
  departures: readonly WrittenDeparture[],
  nowMs: number,
): Promise<readonly WrittenDeparture[]> {
  if (departures.length === 0) return [];
  const [message] = await session.rows<Whose>(
    'SELECT id, provider, source FROM pushdock.messages WHERE sequence = $1',
    [sequence],
  );
  if (!message) return [];
  // One at a time for each provider: entries are counted, and make room for each other.
  await session.run(
    `INSERT INTO pushdock.finding_overflow (provider, count, last_seen_at_ms) VALUES ($1, 0, 0) ON CONFLICT (provider) DO UPDATE SET count = finding_overflow.count`,
    [message.provider],
  );
  const announced: WrittenDeparture[] = [];
  for (const one of departures) if (await note(session, message, one, nowMs)) announced.push(one);
  return announced;
}

/** Whether it must be announced. Not if another new entry made room for it: a provider with a random name in every message would announce each of them. */
async function note(session: Session, message: Whose, one: WrittenDeparture, nowMs: number): Promise<boolean> {
  const { provider, source, id: messageId } = message;
  const { event, path, rule, finding, times } = one;
  const alert = one.alert ? 1 : 0;
  const [entry] = await session.rows<{ id: number; state: FindingState }>(
    `SELECT id, state FROM pushdock.findings WHERE provider = $1 AND md5(event || chr(1) || path || chr(1) || rule) = md5($2 || chr(1) || $3 || chr(1) || $4)`,
    [provider, event, path, rule],
  );
  if (entry) {
    const reopened = entry.state === 'resolved';
    await session.run(
      `UPDATE pushdock.findings SET source = $2, message_id = $3, finding = $4, last_seen_at_ms = $5, count = count + $6,
         alert = CASE WHEN $8 THEN $7::smallint ELSE greatest(alert, $7::smallint) END, state = CASE WHEN $8 THEN 'new' ELSE state END,
         state_since_ms = CASE WHEN $8 THEN $5 ELSE state_since_ms END WHERE id = $1`.replaceAll(
        '$8',
        reopened ? 'true' : 'false',
      ),
      [entry.id, source, messageId, finding, nowMs, times, alert],
    );
    return reopened;
  }
  const room = await makeRoom(session, provider, nowMs);
  if (room === 'none') {
    await overflow(session, provider, times, nowMs);
    return false;
  }
  await session.run(
    `INSERT INTO pushdock.findings (provider, event, path, rule, source, message_id, finding, state_since_ms, first_seen_at_ms, last_seen_at_ms,
       count, alert) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, $9, $10)`,
    [provider, event, path, rule, source, messageId, finding, nowMs, times, alert],
  );
  return room === 'free';
}

/** `in place of a new one`: the count of that entry goes to the overflow. */
async function makeRoom(
  session: Session,
  provider: string,
  nowMs: number,
): Promise<'free' | 'in place of a new one' | 'none'> {
  const [entries] = await session.rows<{ count: number }>(
    'SELECT count(*) AS count FROM pushdock.findings WHERE provider = $1',
    [provider],
  );
  if ((entries?.count ?? 0) < FINDINGS_MAX) return 'free';
  const resolved = await session.run(
    `DELETE FROM pushdock.findings WHERE id =
       (SELECT id FROM pushdock.findings WHERE state = 'resolved' AND provider = $1 ORDER BY last_seen_at_ms LIMIT 1)`,
    [provider],
  );
  if (resolved > 0) return 'free';
  // An entry that alerts goes last: somebody wanted to be told of it.
  const [rarest] = await session.rows<{ count: number }>(
    `DELETE FROM pushdock.findings WHERE id =
       (SELECT id FROM pushdock.findings WHERE state = 'new' AND provider = $1 ORDER BY alert, count, last_seen_at_ms, id LIMIT 1) RETURNING count`,
    [provider],
  );
  if (!rarest) return 'none';
  await overflow(session, provider, rarest.count, nowMs);
  return 'in place of a new one';
}

const overflow = (session: Session, provider: string, count: number, nowMs: number) =>
  session.run('UPDATE pushdock.finding_overflow SET count = count + $2, last_seen_at_ms = $3 WHERE provider = $1', [
    provider,
    count,
    nowMs,
  ]);
