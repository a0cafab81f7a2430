/** Ends of claims that nobody gave: the lease ran out, or its node is gone. */
import { isSuspect, waitAfterMs } from '../../shared/unfinished.ts';
import type { Session } from '../connection/session.ts';

export type Table = 'work' | 'deliveries';
const keys = { work: 'message_sequence', deliveries: 'id' } as const;

type Ended = { readonly id: number; readonly unfinished: number };

/** It does not count as an attempt, and the claim can no longer settle anything. From the third in a row the item waits. */
async function endClaims(session: Session, table: Table, rows: readonly Ended[], nowMs: number): Promise<void> {
  if (rows.length === 0) return;
  const key = keys[table];
  const first = table === 'work' ? ', first_of = CASE WHEN e.until IS NULL THEN t.first_of END' : '';
  const waits = rows.map(({ unfinished }) => {
    const waitMs = isSuspect(unfinished + 1) ? waitAfterMs(unfinished + 1) : undefined;
    return waitMs === undefined ? null : nowMs + waitMs;
  });
  await session.run(
    `UPDATE pushdock.${table} t SET due_at_ms = coalesce(e.until, t.due_at_ms), since_ms = coalesce(e.until, t.since_ms), fence = t.fence + 1,
       attempts = t.attempts - 1, unfinished = t.unfinished + 1, lease_until_ms = 0, node = NULL${first}
     FROM unnest($1::bigint[], $2::bigint[]) AS e (id, until) WHERE t.${key} = e.id`,
    [rows.map(({ id }) => id), waits],
  );
}

/** Returns the rows of `find`, which it locks. First it ends the claims among them whose lease has run out, so that they count; then it finds again. */
export async function endLapsed<Row extends Ended & { readonly lease_until_ms: number }>(
  session: Session,
  table: Table,
  nowMs: number,
  find: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  for (;;) {
    const rows = await find();
    const lapsed = rows.filter(({ lease_until_ms }) => lease_until_ms > 0);
    if (lapsed.length === 0) return rows;
    await endClaims(session, table, lapsed, nowMs);
  }
}

/** Ends all claims of these nodes. `epochs`: of nodes that are gone. */
export async function endClaimsOf(session: Session, epochs: readonly number[], nowMs: number): Promise<void> {
  if (epochs.length === 0) return;
  for (const table of ['work', 'deliveries'] as const) {
    const rows = await session.rows<Ended>(
      `SELECT ${keys[table]} AS id, unfinished FROM pushdock.${table} WHERE due_at_ms IS NOT NULL AND lease_until_ms > 0 AND node = ANY($1::bigint[])
       ORDER BY 1 FOR UPDATE`,
      [epochs],
    );
    await endClaims(session, table, rows, nowMs);
  }
}

export type HeldThing = { readonly table: Table; readonly id: number; readonly fence: number };

/** One answer for each, in their order. */
export async function extendLeases(
  session: Session,
  held: readonly HeldThing[],
  untilMs: number,
): Promise<readonly ('done' | 'fenced')[]> {
  const valid = new Set<string>();
  for (const table of ['work', 'deliveries'] as const) {
    const mine = held.filter((one) => one.table === table);
    if (mine.length === 0) continue;
    const ids = mine.map(({ id }) => id);
    const key = keys[table];
    const rows = await session.rows<{ id: number; fence: number; due_at_ms: number | null }>(
      `SELECT ${key} AS id, fence, due_at_ms FROM pushdock.${table} WHERE ${key} = ANY($1::bigint[]) ORDER BY ${key} FOR UPDATE`,
      [ids],
    );
    const same = rows.filter((row) => mine.some(({ id, fence }) => id === row.id && fence === row.fence));
    for (const { id, fence } of same) valid.add(`${table} ${id} ${fence}`);
    const open = same.filter(({ due_at_ms }) => due_at_ms !== null).map(({ id }) => id);
    await session.run(`UPDATE pushdock.${table} SET lease_until_ms = $2 WHERE ${key} = ANY($1::bigint[])`, [
      open,
      untilMs,
    ]);
  }
  const delivered = held.filter(
    ({ table, id, fence }) => table === 'deliveries' && !valid.has(`${table} ${id} ${fence}`),
  );
  if (delivered.length > 0) {
    const rows = await session.rows<{ id: number; fence: number }>(
      'SELECT id, fence FROM pushdock.delivered WHERE id = ANY($1::bigint[])',
      [delivered.map(({ id }) => id)],
    );
    for (const { id, fence } of rows) valid.add(`deliveries ${id} ${fence}`);
  }
  return held.map(({ table, id, fence }) => (valid.has(`${table} ${id} ${fence}`) ? 'done' : 'fenced'));
}
