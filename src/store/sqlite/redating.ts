/** The time of day was set: what waits by it is dated again, so that each wait is as long as it was meant. */
import type Database from 'better-sqlite3';
import { AWAITING_MS } from './awaiting-time.ts';
import { voidLeases } from './unfinished-claims.ts';

export type Redating = { readonly nowMs: number; readonly jumpMs: number };

export function redating(db: Database.Database) {
  // Set forward, what is due already stays so; set back, what is due would wait as long as the clock was ahead.
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

  function redate({ nowMs, jumpMs }: Redating): undefined {
    for (const statement of shift) statement.run({ jump: jumpMs, from: nowMs + Math.min(0, jumpMs) });
    shiftLeases.run(jumpMs);
    return undefined;
  }

  return {
    redate,

    /** The process before this one has died: its claims end. A clock that has been set back since its last sign of life has jumped. */
    takeOver({ nowMs }: { nowMs: number }): number | undefined {
      const lastMs = lastSign.get()?.at_ms;
      if (lastMs !== undefined && nowMs < lastMs) redate({ nowMs: lastMs, jumpMs: nowMs - lastMs });
      endLeases({ nowMs });
      freeLeases.run();
      return lastMs;
    },
  };
}
