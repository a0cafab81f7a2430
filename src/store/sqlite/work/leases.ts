/** Leases: those of claims in their own rows, where `due_at_ms` <> `since_ms` means a lease, and leases by name for jobs that must run once. */
import type Database from 'better-sqlite3';
import { waitAfterMs } from '../../shared/unfinished.ts';
import type { LeaseTerm, Settled } from '../../store.ts';
import { AWAITING_MS, claimStatus } from './claim-status.ts';
import type { Held } from './claims.ts';
import { FIRST_FENCE, firstClaims } from './first-claims.ts';

type Table = 'work' | 'deliveries';
const keys = { work: 'message_sequence', deliveries: 'id' } as const;
type Row = { readonly due_at_ms: number; readonly since_ms: number };

/** It does not count as an attempt, and the claim can no longer settle anything. */
function endClaims<Bound>(db: Database.Database, table: Table, which: string) {
  db.function('wait_after_ms', { deterministic: true }, (unfinished) => waitAfterMs(Number(unfinished)) ?? null);
  const waits = 'ifnull(:now + wait_after_ms(unfinished + 1), since_ms)';
  return db.prepare<[{ now: number } & Bound]>(
    `UPDATE ${table} SET due_at_ms = ${waits}, since_ms = ${waits}, fence = fence + 1, attempts = attempts - 1,
       unfinished = unfinished + 1 WHERE ${which}`,
  );
}

/** Returns the rows of `find`. First it ends the claims among them whose lease has run out, so that they count, and wait from the third on; then it finds again. */
export function reaper(db: Database.Database, table: Table) {
  const end = endClaims<{ id: number }>(db, table, `${keys[table]} = :id`);
  return <Found extends Row>(
    nowMs: number,
    idOf: (row: Found) => number,
    find: () => readonly Found[],
  ): readonly Found[] => {
    for (;;) {
      const rows = find();
      const lost = rows.filter(({ due_at_ms, since_ms }) => due_at_ms !== since_ms);
      if (lost.length === 0) return rows;
      for (const row of lost) end.run({ id: idOf(row), now: nowMs });
    }
  };
}

/** Ends all claims that are held. */
export function voidLeases(db: Database.Database): (request: { nowMs: number }) => undefined {
  const held = 'due_at_ms IS NOT NULL AND due_at_ms <> since_ms';
  const ends = [endClaims(db, 'work', held), endClaims(db, 'deliveries', held)];
  const first = firstClaims(db);
  return ({ nowMs }) => {
    for (const end of ends) end.run({ now: nowMs });
    first.endAll(nowMs);
    return undefined;
  };
}

export type Redating = { readonly nowMs: number; readonly jumpMs: number };

export function redating(db: Database.Database) {
  // If the clock was set forward, due items stay due. If it was set back, they would wait for as long as the clock was ahead.
  const shift = ['work', 'deliveries'].map((table) =>
    db.prepare<[{ jump: number; from: number }]>(
      `UPDATE ${table} SET due_at_ms = due_at_ms + :jump, since_ms = since_ms + :jump
       WHERE due_at_ms IS NOT NULL AND due_at_ms > :from AND due_at_ms < ${AWAITING_MS}`,
    ),
  );
  const shiftLeases = db.prepare<[number]>('UPDATE leases SET until_ms = until_ms + ?');
  const freeLeases = db.prepare<[]>('DELETE FROM leases');
  const lastSign = db.prepare<[], { at_ms: number }>('SELECT at_ms FROM heartbeat WHERE id = 1');
  const endLeases = voidLeases(db);
  const first = firstClaims(db);

  function redate({ nowMs, jumpMs }: Redating): undefined {
    first.shift({ jump: jumpMs, from: nowMs + Math.min(0, jumpMs) });
    for (const statement of shift) statement.run({ jump: jumpMs, from: nowMs + Math.min(0, jumpMs) });
    shiftLeases.run(jumpMs);
    return undefined;
  }

  return {
    redate,

    /** The earlier process has died, so its claims end. If the time is before its last sign of life, the clock has jumped. */
    takeOver({ nowMs }: { nowMs: number }): number | undefined {
      const lastMs = lastSign.get()?.at_ms;
      if (lastMs !== undefined && nowMs < lastMs) redate({ nowMs: lastMs, jumpMs: nowMs - lastMs });
      endLeases({ nowMs });
      freeLeases.run();
      return lastMs;
    },
  };
}

export type HeldThing = Held & { readonly table: Table };

export function leaseCommands(db: Database.Database) {
  const of = (table: Table) => ({
    find: db.prepare<[string, number], { due_at_ms: number | null; since_ms: number }>(
      `SELECT due_at_ms, since_ms FROM ${table} WHERE ${keys[table]} = ? AND fence = ?`,
    ),
    hold: db.prepare<[number, string]>(`UPDATE ${table} SET due_at_ms = ? WHERE ${keys[table]} = ?`),
  });
  const tables = { work: of('work'), deliveries: of('deliveries') };
  const statusOf = claimStatus(db);
  const first = firstClaims(db);

  return {
    extendClaims({ claims, untilMs }: { claims: readonly HeldThing[]; untilMs: number }): readonly Settled[] {
      return claims.map(({ table, id, fence }) => {
        if (table === 'work' && fence === FIRST_FENCE && first.extend(Number(id), untilMs)) return 'done';
        const row = tables[table].find.get(id, fence);
        if (!row) return table === 'work' && statusOf({ id, fence }).kind === 'settled' ? 'done' : 'fenced';
        if (row.due_at_ms !== null) tables[table].hold.run(leaseEnd(untilMs, row.since_ms), id);
        return 'done';
      });
    },
  };
}

/** `due_at_ms` = `since_ms` means that nobody holds it, so the end of a lease never falls on that. */
export const leaseEnd = (endMs: number, sinceMs: number): number => (endMs === sinceMs ? endMs + 1 : endMs);

export function namedLeases(db: Database.Database) {
  // Free, the caller's own, or run out.
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
