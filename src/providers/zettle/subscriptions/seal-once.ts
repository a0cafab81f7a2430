/**
 * Secrets that were stored plain before there was an `encryptionKey`: sealed once, when their source is first opened with one. After that a plain
 * one is not believed, because nobody but us seals, and anybody who can write into the store could put a key of his own there.
 */
import type { Log } from '../../../log.ts';
import { openSealing } from '../../../trust/sealing.ts';
import type { Keeping } from '../../keeping.ts';

/** What a source's secrets are sealed for. */
export type Purposes = { signingKey(subscription: string): string; readonly refreshToken: string };

/** Before any secret of the source is opened. */
export async function sealOnce(
  source: string,
  { store, sealing, now }: Keeping,
  purposes: Purposes,
  log: Log,
): Promise<void> {
  const sinceMs = await store.sealedSince(source);
  if (!sealing.encrypts) {
    // The configuration says plain (again): what is stored from now on may be sealed once more by the next key.
    if (sinceMs !== undefined) await store.sealSource(source, { signingKeys: [] });
    return;
  }
  if (sinceMs !== undefined) return;
  const resealed = (bytes: Uint8Array, purpose: string) => {
    const secret = plain.open(bytes, purpose);
    return secret && sealing.seal(secret, purpose);
  };
  const signingKeys = (await store.listSigningKeys(source)).flatMap(({ subscription, label, sealed: before }) => {
    const sealed = resealed(before, purposes.signingKey(subscription));
    return sealed === undefined ? [] : [{ subscription, label, sealed }];
  });
  const token = await store.refreshToken(source);
  const refreshToken = token && resealed(token, purposes.refreshToken);
  await store.sealSource(source, { signingKeys, ...(refreshToken && { refreshToken }), sinceMs: now() });
  const secrets = signingKeys.length + (refreshToken === undefined ? 0 : 1);
  if (secrets > 0) log.warn('secrets.sealed', { source, secrets });
}

const plain = openSealing('plain');
