/** Claims that nobody ended: what `unfinished.ts` says of them, in rows. A lease shows as `due_at_ms` <> `since_ms`. */
import type Database from 'better-sqlite3';
import { waitAfterMs } from '../unfinished.ts';

type Table = 'work' | 'deliveries';
type Row = { readonly due_at_ms: number; readonly since_ms: number };

/** No attempt, and the claim settles nothing any more. */
function endClaims<Bound>(db: Database.Database, table: Table, which: string) {
  db.function('wait_after_ms', { deterministic: true }, (unfinished) => waitAfterMs(Number(unfinished)) ?? null);
  const waits = 'ifnull(:now + wait_after_ms(unfinished + 1), since_ms)';
  return db.prepare<[{ now: number } & Bound]>(
    `UPDATE ${table} SET due_at_ms = ${waits}, since_ms = ${waits}, fence = fence + 1, attempts = attempts - 1,
       unfinished = unfinished + 1 WHERE ${which}`,
  );
}

/** Gives what `find` gives once every claim in it whose lease has run out is ended, so that it counts, and from the third on waits. */
export function reaper(db: Database.Database, table: Table) {
  const end = endClaims<{ id: number }>(db, table, 'id = :id');
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

/** Ends every claim there is. */
export function voidLeases(db: Database.Database): (request: { nowMs: number }) => undefined {
  const held = 'due_at_ms IS NOT NULL AND due_at_ms <> since_ms';
  const ends = [endClaims(db, 'work', held), endClaims(db, 'deliveries', held)];
  return ({ nowMs }) => {
    for (const end of ends) end.run({ now: nowMs });
    return undefined;
  };
}
