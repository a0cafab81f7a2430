/**
 * Seals secrets that were stored plain before there was an `encryptionKey`: once, when their source is first opened with one. After that a plain
 * secret is not believed, because anybody who can write into the store could put a key of their own there, while only we can seal.
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
 * Call it before any secret of the source is opened. A secret that an earlier try has sealed stays as it is, so a
 * process that dies in between leaves nothing to repair.
 */
export async function sealOnce(source: string, keeping: Keeping, purposes: Purposes, log: Log): Promise<void> {
  const { store, sealing, now } = keeping;
  const mark = keptValue(store, 'sealed-sources', source);
  const marked = (await mark.read()) !== undefined;
  if (!sealing.encrypts) {
    // The configuration says plain (again): secrets that are stored from now on may be sealed once by the next key.
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
