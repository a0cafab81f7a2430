/** Longer leases for claims that are still under way. */
import type Database from 'better-sqlite3';
import type { Settled } from '../store.ts';
import type { Held } from './claims.ts';
import { leaseEnd } from './deliveries.ts';

export type HeldThing = Held & { readonly table: 'work' | 'deliveries' };

export function leaseCommands(db: Database.Database) {
  const of = (table: HeldThing['table']) => ({
    find: db.prepare<[string, number], { due_at_ms: number | null; since_ms: number }>(
      `SELECT due_at_ms, since_ms FROM ${table} WHERE id = ? AND fence = ?`,
    ),
    hold: db.prepare<[number, string]>(`UPDATE ${table} SET due_at_ms = ? WHERE id = ?`),
  });
  const tables = { work: of('work'), deliveries: of('deliveries') };

  return {
    extendClaims({ claims, untilMs }: { claims: readonly HeldThing[]; untilMs: number }): readonly Settled[] {
      return claims.map(({ table, id, fence }) => {
        const row = tables[table].find.get(id, fence);
        if (!row) return 'fenced';
        if (row.due_at_ms !== null) tables[table].hold.run(leaseEnd(untilMs, row.since_ms), id);
        return 'done';
      });
    },
  };
}
