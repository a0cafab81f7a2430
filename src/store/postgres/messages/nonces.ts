/** Nonces, each spent once: by an insertion that finds none, so two nodes cannot both find it fresh. */
import { createHash } from 'node:crypto';
import type { NewMessage } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { indexed } from '../indexed.ts';

/** A sender whose answer was lost sends the very same request again within seconds. Later than this, only somebody who kept a copy does. */
const REPEAT_MS_MAX = 60_000;
// Each new nonce deletes up to this many expired ones: more than one, so that the table shrinks after a burst.
const EXPIRED_NONCES_PER_NONCE = 4;

type Spent = {
  readonly message_id: string | null;
  readonly identity: string | null;
  readonly spent_at_ms: number | null;
};

export type NonceJudgement =
  | { readonly kind: 'fresh'; readonly keys: readonly string[] }
  | { readonly kind: 'reused' }
  /** The same request again: its message is kept already. */
  | { readonly kind: 'repeat'; readonly sequence: number; readonly messageId: string };

export const noncesOf = ({ proofs }: NewMessage) => proofs.flatMap(({ nonce }) => nonce ?? []);

/** Spends the nonces, or says that they were seen before and have not expired, and whether it is the request that they came with, within a minute. */
export async function spendNonces(session: Session, message: NewMessage): Promise<NonceJudgement> {
  const { source, receivedAtMs } = message;
  const nonces = noncesOf(message);
  if (nonces.length === 0) return { kind: 'fresh', keys: [] };
  const own = identityOf(message);
  const keys = [...new Set(nonces.map(({ key }) => indexed(key)))].sort();
  const found: Spent[] = [];
  const fresh: string[] = [];
  for (const key of keys) {
    const expiresAtMs = Math.max(...nonces.filter((one) => indexed(one.key) === key).map((one) => one.expiresAtMs));
    const took = await session.run(
      `INSERT INTO pushdock.nonces (source, key, expires_at_ms, message_id, identity, spent_at_ms) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (source, key) DO UPDATE SET expires_at_ms = excluded.expires_at_ms, message_id = excluded.message_id,
         identity = excluded.identity, spent_at_ms = excluded.spent_at_ms WHERE nonces.expires_at_ms <= $6`,
      [source, key, expiresAtMs, message.id, own, receivedAtMs],
    );
    if (took === 1) fresh.push(key);
    else {
      const [spent] = await session.rows<Spent>(
        'SELECT message_id, identity, spent_at_ms FROM pushdock.nonces WHERE source = $1 AND key = $2',
        [source, key],
      );
      found.push(spent ?? { message_id: null, identity: null, spent_at_ms: null });
    }
  }
  const [first] = found;
  if (first === undefined) {
    await forgetExpired(session, receivedAtMs, keys.length);
    return { kind: 'fresh', keys };
  }
  await unspend(session, source, fresh);
  const same = found.every(
    ({ message_id, identity, spent_at_ms }) =>
      message_id === first.message_id &&
      identity === own &&
      spent_at_ms !== null &&
      receivedAtMs - spent_at_ms <= REPEAT_MS_MAX,
  );
  if (!same || fresh.length > 0 || first.message_id === null) return { kind: 'reused' };
  const [message_] = await session.rows<{ sequence: number }>('SELECT sequence FROM pushdock.messages WHERE id = $1', [
    first.message_id,
  ]);
  return message_ === undefined
    ? { kind: 'reused' }
    : { kind: 'repeat', sequence: message_.sequence, messageId: first.message_id };
}

/** `messageId`: of the message that the push became, or is a repeat of. */
export async function nameNonces(
  session: Session,
  source: string,
  keys: readonly string[],
  messageId: string,
): Promise<void> {
  if (keys.length === 0) return;
  await session.run('UPDATE pushdock.nonces SET message_id = $3 WHERE source = $1 AND key = ANY($2::text[])', [
    source,
    keys,
    messageId,
  ]);
}

/** Nothing was kept, so nothing was spent. */
export async function unspend(session: Session, source: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await session.run('DELETE FROM pushdock.nonces WHERE source = $1 AND key = ANY($2::text[])', [source, keys]);
}

async function forgetExpired(session: Session, nowMs: number, spent: number): Promise<void> {
  await session.run(
    `DELETE FROM pushdock.nonces WHERE (source, key) IN (SELECT source, key FROM pushdock.nonces WHERE expires_at_ms <= $1
       ORDER BY expires_at_ms LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [nowMs, spent * EXPIRED_NONCES_PER_NONCE],
  );
}

/** A digest of the identities. It is kept beside the nonce, because the identities themselves may have been released for a resend by then. */
function identityOf({ id, identities }: NewMessage): string {
  // Without an identity it is not the same as any other.
  const names = identities.length === 0 ? [id] : identities.map(({ kind, key, binding }) => [kind, key, binding]);
  return createHash('sha256').update(JSON.stringify(names)).digest('base64url');
}
