/** Writes findings: as a part of ending the work, and when an operator settles an entry. */
import type Database from 'better-sqlite3';
import type { WrittenDeparture } from '../../shared/serialize-completion.ts';
import { FINDINGS_MAX, type FindingState } from '../../store.ts';

export function findingNotes(db: Database.Database) {
  const whose = db.prepare<[number], { id: string; provider: string; source: string }>(
    'SELECT id, provider, source FROM messages WHERE sequence = ?',
  );
  const known = db.prepare<[string, string, string, string], { id: number; state: FindingState }>(
    'SELECT id, state FROM drift WHERE provider = ? AND event = ? AND path = ? AND rule = ?',
  );
  const again = db.prepare<[string, string, string, number, number, number, number]>(
    `UPDATE drift SET source = ?, message_id = ?, finding = ?, last_seen_at_ms = ?, count = count + ?, alert = max(alert, ?) WHERE id = ?`,
  );
  const reopen = db.prepare<[number, number, number]>(
    `UPDATE drift SET state = 'new', state_since_ms = ?, alert = ? WHERE id = ?`,
  );
  const entries = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM drift WHERE provider = ?');
  const oldestResolved = db.prepare<[string]>(
    `DELETE FROM drift WHERE id =
       (SELECT id FROM drift WHERE state = 'resolved' AND provider = ? ORDER BY last_seen_at_ms LIMIT 1)`,
  );
  // An entry that alerts goes last: somebody wanted to be told of it.
  const rarestNew = db.prepare<[string], { count: number }>(
    `DELETE FROM drift WHERE id =
       (SELECT id FROM drift WHERE state = 'new' AND provider = ? ORDER BY alert, count, last_seen_at_ms, id LIMIT 1) RETURNING count`,
  );
  const overflow = db.prepare<[string, number, number]>(
    `INSERT INTO drift_overflow (provider, count, last_seen_at_ms) VALUES (?, ?, ?) ON CONFLICT (provider)
     DO UPDATE SET count = count + excluded.count, last_seen_at_ms = excluded.last_seen_at_ms`,
  );
  const add = db.prepare<
    [string, string, string, string, string, string, string, number, number, number, number, number]
  >(
    `INSERT INTO drift (provider, event, path, rule, source, message_id, finding, state_since_ms, first_seen_at_ms,
       last_seen_at_ms, count, alert) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  /** `in place of a new one`: the count of that entry goes to the overflow. */
  function makeRoom(provider: string, nowMs: number): 'free' | 'in place of a new one' | 'none' {
    if ((entries.get(provider)?.n ?? 0) < FINDINGS_MAX) return 'free';
    if (oldestResolved.run(provider).changes > 0) return 'free';
    const rarest = rarestNew.get(provider);
    if (rarest === undefined) return 'none';
    overflow.run(provider, rarest.count, nowMs);
    return 'in place of a new one';
  }

  /** Whether it must be announced. Not if another new entry made room for it: a provider with a random name in every message would announce each of them. */
  function note(message: { id: string; provider: string; source: string }, one: WrittenDeparture, nowMs: number) {
    const { provider } = message;
    const { event, path, rule, finding, times } = one;
    const alert = one.alert ? 1 : 0;
    const entry = known.get(provider, event, path, rule);
    if (entry !== undefined) {
      if (entry.state === 'resolved') reopen.run(nowMs, 0, entry.id);
      again.run(message.source, message.id, finding, nowMs, times, alert, entry.id);
      return entry.state === 'resolved';
    }
    const room = makeRoom(provider, nowMs);
    if (room === 'none') {
      overflow.run(provider, times, nowMs);
      return false;
    }
    add.run(provider, event, path, rule, message.source, message.id, finding, nowMs, nowMs, nowMs, times, alert);
    return room === 'free';
  }

  return {
    /** Counts the departures of a message, and returns those that must be announced. */
    noteDepartures(
      sequence: number,
      departures: readonly WrittenDeparture[],
      nowMs: number,
    ): readonly WrittenDeparture[] {
      const message = departures.length === 0 ? undefined : whose.get(sequence);
      return message === undefined ? [] : departures.filter((one) => note(message, one, nowMs));
    },
  };
}

export function findingWrites(db: Database.Database) {
  const settle = db.prepare<[{ id: string; state: FindingState; now: number }]>(
    `UPDATE drift SET state_since_ms = CASE state WHEN :state THEN state_since_ms ELSE :now END, state = :state WHERE id = :id`,
  );
  return {
    settleFinding: ({ id, state, nowMs }: { id: string; state: FindingState; nowMs: number }): boolean =>
      settle.run({ id, state, now: nowMs }).changes === 1,
  };
}
