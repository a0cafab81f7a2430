/** Whether a claim of work is still valid. */
import type Database from 'better-sqlite3';
import type { Held } from './claims.ts';

/**
 * `due_at_ms` of work that is laid aside until somebody gives its result: the end of the year 9999. It is not NULL, so retention leaves
 * the work alone. It equals `since_ms`, so it is not a lease. `backlog` counts work that is due before it.
 */
export const AWAITING_MS = 253_402_300_799_000;

/** Whether a claim is still valid: `open` = the caller holds it, `settled` = it was settled under this very claim, `fenced` = passed on. */
export type ClaimStatus =
  | { readonly kind: 'open'; readonly sequence: number }
  | { readonly kind: 'settled'; readonly sequence: number }
  | { readonly kind: 'fenced' };

/** Looks a claim up by row and fence. Every settling command does this first, inside its transaction. */
export function claimStatus(db: Database.Database): (claim: Held) => ClaimStatus {
  const find = db.prepare<[string, number], { message_sequence: number; due_at_ms: number | null }>(
    'SELECT message_sequence, due_at_ms FROM work WHERE id = ? AND fence = ?',
  );
  return ({ id, fence }) => {
    const row = find.get(id, fence);
    if (!row) return { kind: 'fenced' };
    return { kind: row.due_at_ms === null ? 'settled' : 'open', sequence: row.message_sequence };
  };
}
