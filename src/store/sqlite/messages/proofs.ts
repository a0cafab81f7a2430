/** The proofs of a push: credentials are counted, nonces are spent. */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { CredentialUse, NewMessage } from '../../store.ts';
import { anyLimit } from '../listing/any-limit.ts';

// Each new nonce deletes up to this many expired ones: more than one, so that the table shrinks after a burst,
// and few, so that no single append pays for the burst.
const EXPIRED_NONCES_PER_NONCE = 4;

/** A sender whose answer was lost sends the very same request again within seconds. Later than this, only somebody who kept a copy does. */
const REPEAT_MS_MAX = 60_000;

type Spent = { message_id: string | null; identity: string | null; spent_at_ms: number | null };

export type SourceUses = { readonly source: string; readonly uses: readonly CredentialUse[] };

export type NonceJudgement =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'reused' }
  /** The same request again: its message is kept already. */
  | { readonly kind: 'repeat'; readonly sequence: number; readonly messageId: string };

export function proofs(db: Database.Database) {
  const known = db.prepare<[string, string, number], Spent>(
    'SELECT message_id, identity, spent_at_ms FROM nonces WHERE source = ? AND key = ? AND expires_at_ms > ?',
  );
  const sequenceOf = db.prepare<[string], { sequence: number }>('SELECT sequence FROM messages WHERE id = ?');
  const spend = db.prepare<[string, string, number, string, string, number]>(
    'INSERT OR REPLACE INTO nonces (source, key, expires_at_ms, message_id, identity, spent_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const expired = db.prepare<[number, number], { source: string; key: string }>(
    `SELECT source, key FROM nonces WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ${anyLimit}`,
  );
  const forget = db.prepare<[string, string]>('DELETE FROM nonces WHERE source = ? AND key = ?');
  const count = db.prepare<[string, string, number, number, number]>(
    `INSERT INTO credential_uses (source, credential, uses, first_used_at_ms, last_used_at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET uses = uses + excluded.uses,
       first_used_at_ms = min(first_used_at_ms, excluded.first_used_at_ms),
       last_used_at_ms = max(last_used_at_ms, excluded.last_used_at_ms)`,
  );

  return {
    /** Whether its nonces were seen before and have not expired. If so: whether it is the request that they came with, within a minute. */
    judge(message: NewMessage): NonceJudgement {
      const { source, receivedAtMs } = message;
      const nonces = noncesOf(message);
      const found = nonces.flatMap(({ key }) => known.get(source, key, receivedAtMs) ?? []);
      const [first] = found;
      if (first === undefined) return { kind: 'fresh' };
      const own = identityOf(message);
      const same = found.every(
        ({ message_id, identity, spent_at_ms }) =>
          message_id === first.message_id &&
          identity === own &&
          spent_at_ms !== null &&
          receivedAtMs - spent_at_ms <= REPEAT_MS_MAX,
      );
      const sequence = first.message_id === null ? undefined : sequenceOf.get(first.message_id)?.sequence;
      if (!same || found.length < nonces.length || first.message_id === null || sequence === undefined)
        return { kind: 'reused' };
      return { kind: 'repeat', sequence, messageId: first.message_id };
    },

    /** Counts the credentials that vouched. */
    count({ source, proofs, receivedAtMs }: NewMessage): void {
      for (const { credential } of proofs) count.run(source, credential, 1, receivedAtMs, receivedAtMs);
    },

    /** Adds uses that came without a kept message. */
    countUses({ source, uses }: SourceUses): undefined {
      for (const { credential, uses: times, firstUsedAtMs, lastUsedAtMs } of uses)
        count.run(source, credential, times, firstUsedAtMs, lastUsedAtMs);
    },

    /** Spends the nonces. `messageId`: of the message that the push became, or is a repeat of. */
    spend(message: NewMessage, messageId: string): void {
      const { source, receivedAtMs } = message;
      for (const { key, expiresAtMs } of noncesOf(message)) {
        for (const old of expired.all(receivedAtMs, EXPIRED_NONCES_PER_NONCE)) forget.run(old.source, old.key);
        spend.run(source, key, expiresAtMs, messageId, identityOf(message), receivedAtMs);
      }
    },
  };
}

const noncesOf = ({ proofs }: NewMessage) => proofs.flatMap(({ nonce }) => nonce ?? []);

/** A digest of the identities. It is kept beside the nonce, because the identities themselves may have been released for a resend by then. */
function identityOf({ id, identities }: NewMessage): string {
  // Without an identity it is not the same as any other.
  const names = identities.length === 0 ? [id] : identities.map(({ kind, key, binding }) => [kind, key, binding]);
  return createHash('sha256').update(JSON.stringify(names)).digest('base64url');
}
