/**
 * Claims of this node that it knows nothing of: the connection was lost while they were committed. They are given back with the next claim. Otherwise
 * they would wait for the end of their lease, because the node that holds them is alive.
 *
 * The server may still be about to commit when we claim again: a COMMIT that reached it before the connection broke. Then its rows are locked and look unclaimed, so
 * they are looked at again with each claim until nobody has them locked. Otherwise such a claim would wait for the end of its lease, 90 s.
 */
import type { Session } from '../connection/session.ts';
import type { HeldThing, Table } from './lapsed.ts';

type Taking<Claim> = (session: Session) => Promise<readonly Claim[]>;

/** `node`: the epoch of this one. Claims of one table must come one after the other. */
export function lostClaims<Held>(node: number, thingOf: (claim: Held) => HeldThing) {
  const lost: Record<Table, readonly HeldThing[]> = { work: [], deliveries: [] };

  return {
    /** Claims in a transaction of `write`. */
    async claim<Claim extends Held>(
      table: Table,
      write: (use: Taking<Claim>) => Promise<readonly Claim[]>,
      take: Taking<Claim>,
    ): Promise<readonly Claim[]> {
      const before = lost[table];
      let taken: readonly Claim[] = [];
      let unclear: readonly HeldThing[] = [];
      try {
        const claims = await write(async (session) => {
          unclear = await giveBack(session, table, before, node);
          taken = await take(session);
          return taken;
        });
        lost[table] = unclear;
        return claims;
      } catch (error) {
        lost[table] = [...before, ...taken.map(thingOf)];
        throw error;
      }
    },
  };
}

/**
 * As they were before their claim: nobody has begun with them. One whose claim was not kept, or that has ended, has another fence or no lease. Returns those that somebody has
 * locked: whether their claim is kept is not known yet.
 */
async function giveBack(
  session: Session,
  table: Table,
  things: readonly HeldThing[],
  node: number,
): Promise<readonly HeldThing[]> {
  if (things.length === 0) return [];
  const key = table === 'work' ? 'message_sequence' : 'id';
  const ids = things.map(({ id }) => id);
  const asked = (lock: string) =>
    session.rows<{ id: number }>(`SELECT ${key} AS id FROM pushdock.${table} WHERE ${key} = ANY($1::bigint[])${lock}`, [
      ids,
    ]);
  const free = new Set((await asked(' FOR UPDATE SKIP LOCKED')).map(({ id }) => id));
  const all = new Set((await asked('')).map(({ id }) => id));
  const clear = things.filter(({ id }) => free.has(id));
  await session.run(
    `UPDATE pushdock.${table} t SET lease_until_ms = 0, node = NULL, fence = t.fence + 1, attempts = t.attempts - 1
     FROM unnest($1::bigint[], $2::bigint[]) AS l (id, fence)
     WHERE t.${key} = l.id AND t.fence = l.fence AND t.node = $3 AND t.due_at_ms IS NOT NULL AND t.lease_until_ms > 0`,
    [clear.map(({ id }) => id), clear.map(({ fence }) => fence), node],
  );
  return things.filter(({ id }) => all.has(id) && !free.has(id));
}
