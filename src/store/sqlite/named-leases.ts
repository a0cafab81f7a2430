/** Leases by name, for what must run once. Claims of work and deliveries have theirs in their own rows. */
import type Database from 'better-sqlite3';
import type { LeaseTerm } from '../store.ts';

export function namedLeases(db: Database.Database) {
  // Nobody's, one's own, or run out.
  const take = db.prepare<[string, string, number, number]>(
    `INSERT INTO leases (name, holder, until_ms) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
       WHERE leases.holder = excluded.holder OR leases.until_ms <= ?`,
  );
  const giveUp = db.prepare<[string, string]>('DELETE FROM leases WHERE name = ? AND holder = ?');
  return {
    lease({ name, holder, nowMs, forMs }: LeaseTerm & { readonly name: string }): boolean {
      if (forMs > 0) return take.run(name, holder, nowMs + forMs, nowMs).changes === 1;
      giveUp.run(name, holder);
      return false;
    },
  };
}
