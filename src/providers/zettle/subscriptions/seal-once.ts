/**
 * Secrets that were stored plain before there was an `encryptionKey`: sealed once, when their source is first opened with one. After that a plain
 * one is not believed, because nobody but us seals, and anybody who can write into the store could put a key of his own there.
 */
import type { Log } from '../../../log.ts';
import { openSealing } from '../../../trust/sealing.ts';
import type { Keeping } from '../../keeping.ts';
import { keptValue } from '../../kept-values.ts';
import { openKeptKeys } from './kept-keys.ts';
import { keptRefreshToken } from './refresh-tokens.ts';

/** What a source's secrets are sealed for. */
export type Purposes = { signingKey(subscription: string): string; readonly refreshToken: string };

/**
 * Before any secret of the source is opened. A secret that was sealed in an earlier try is not plain any more and stays as it is, so that a
 * process that dies in between leaves nothing to mend.
 */
export async function sealOnce(source: string, keeping: Keeping, purposes: Purposes, log: Log): Promise<void> {
  const { store, sealing, now } = keeping;
  const mark = keptValue(store, 'sealed-sources', source);
  const marked = (await mark.read()) !== undefined;
  if (!sealing.encrypts) {
    // The configuration says plain (again): what is stored from now on may be sealed once more by the next key.
    if (marked) await mark.change(() => undefined);
    return;
  }
  if (marked) return;
  const resealed = (bytes: Uint8Array, purpose: string) => {
    const secret = plain.open(bytes, purpose);
    return secret && sealing.seal(secret, purpose);
  };
  const keys = await openKeptKeys(source, store).reseal(({ subscription, sealed }) =>
    resealed(sealed, purposes.signingKey(subscription)),
  );
  let tokens = 0;
  await keptRefreshToken(source, keeping).change((before) => {
    const sealed = before && resealed(before, purposes.refreshToken);
    tokens = sealed === undefined ? 0 : 1;
    return sealed ?? before;
  });
  await mark.change(() => Buffer.from(JSON.stringify({ sinceMs: now() })));
  const secrets = keys + tokens;
  if (secrets > 0) log.warn('secrets.sealed', { source, secrets });
}

const plain = openSealing('plain');
