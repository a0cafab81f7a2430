/** Whether a claim of work is still valid. */
import type Database from 'better-sqlite3';
import type { Held } from './claims.ts';
import { FIRST_FENCE, firstClaims } from './first-claims.ts';

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

/** Looks a claim up by message and fence. Every settling command does this first, inside its transaction. */
export function claimStatus(db: Database.Database): (claim: Held) => ClaimStatus {
  const first = firstClaims(db);
  const find = db.prepare<[number], { fence: number; due_at_ms: number | null }>(
    'SELECT fence, due_at_ms FROM work WHERE message_sequence = ?',
  );
  const ended = db.prepare<[number], { found: 1 }>(
    `SELECT 1 AS found FROM messages WHERE sequence = ? AND state <> 'received'`,
  );
  return ({ id, fence }) => {
    const sequence = Number(id);
    if (fence === FIRST_FENCE && first.isHeld(sequence)) return { kind: 'open', sequence };
    const row = find.get(sequence);
    if (row)
      return row.fence === fence ? { kind: row.due_at_ms === null ? 'settled' : 'open', sequence } : { kind: 'fenced' };
    // Without a row only its first claim can have settled it.
    return fence === FIRST_FENCE && ended.get(sequence) ? { kind: 'settled', sequence } : { kind: 'fenced' };
  };
}
