/** What vouched for a push: credentials are counted, nonces are spent. */
import type Database from 'better-sqlite3';
import type { NewMessage } from '../store.ts';
import { anyLimit } from './portion.ts';

// Each nonce that comes in takes up to this many expired ones out: more than one, so that the table shrinks after a burst,
// and few, so that no append pays for the burst alone.
const EXPIRED_NONCES_PER_NONCE = 4;

export function proofs(db: Database.Database) {
  const known = db.prepare<[string, string, number], { found: 1 }>(
    'SELECT 1 AS found FROM nonces WHERE source = ? AND key = ? AND expires_at_ms > ?',
  );
  const spend = db.prepare<[string, string, number]>(
    'INSERT OR REPLACE INTO nonces (source, key, expires_at_ms) VALUES (?, ?, ?)',
  );
  const expired = db.prepare<[number, number], { source: string; key: string }>(
    `SELECT source, key FROM nonces WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ${anyLimit}`,
  );
  const forget = db.prepare<[string, string]>('DELETE FROM nonces WHERE source = ? AND key = ?');
  const count = db.prepare<[string, string, number, number]>(
    `INSERT INTO credential_uses (source, credential, uses, first_used_at_ms, last_used_at_ms) VALUES (?, ?, 1, ?, ?)
     ON CONFLICT DO UPDATE SET uses = uses + 1, last_used_at_ms = max(last_used_at_ms, excluded.last_used_at_ms)`,
  );

  return {
    /** Whether one of the message's nonces was seen before and has not expired. */
    reused({ source, proofs, receivedAtMs }: NewMessage): boolean {
      return proofs.some(({ nonce }) => nonce && known.get(source, nonce.key, receivedAtMs));
    },

    /** Spends the nonces and counts the credentials. */
    note({ source, proofs, receivedAtMs }: NewMessage): void {
      for (const { credential, nonce } of proofs) {
        count.run(source, credential, receivedAtMs, receivedAtMs);
        if (!nonce) continue;
        for (const old of expired.all(receivedAtMs, EXPIRED_NONCES_PER_NONCE)) forget.run(old.source, old.key);
        spend.run(source, nonce.key, nonce.expiresAtMs);
      }
    },
  };
}
