/** The keys that sign and verify our tokens: the configured ones, or one derived from each client's secret. */
import { hash, scrypt, webcrypto } from 'node:crypto';
import type { TokenKey } from './schemes/oauth2.ts';
import type { Secret } from './secrets.ts';

/** A client of a source, as it is configured. One id may have several secrets. */
export type TokenClient = { readonly id: string; readonly secret: Secret };

// 16 MiB and some 30 ms for each secret, once at the start. An observer of a token can try secrets against its signature at leisure, and a
// client's secret may be a word that a person chose.
const DERIVATION = { N: 16_384, r: 8, p: 1 } as const;
const KEY_BYTES = 32;

/** `oauth.signingKeys`, the one that signs first. */
export function configuredKeys(signingKeys: readonly Secret[]): Promise<readonly TokenKey[]> {
  return Promise.all(signingKeys.map((secret) => tokenKey(digest(secret.bytes()))));
}

/**
 * Without `oauth.signingKeys`: each client's tokens are signed with a key that only its own secret gives. They outlive a restart, hold
 * between several processes with the same configuration, and end when the secret is removed from it.
 */
export function derivedKeys(source: string, clients: readonly TokenClient[]): Promise<readonly TokenKey[]> {
  return Promise.all(
    clients.map(async ({ id, secret }) => ({
      ...(await tokenKey(await stretched(secret.bytes(), `pushdock token ${JSON.stringify([source, id])}`))),
      clientId: id,
    })),
  );
}

/** `kid` is a digest of the key under a label of its own: it names the key to those who have it, and tells others nothing. */
async function tokenKey(bytes: Uint8Array<ArrayBuffer>): Promise<TokenKey> {
  const kid = hash('sha256', Buffer.concat([Buffer.from('pushdock kid '), bytes]), 'base64url').slice(0, 16);
  // Not extractable: nothing that prints a key finds its bytes.
  const key = await webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ]);
  return { kid, key };
}

const digest = (secret: Uint8Array) =>
  Uint8Array.from(hash('sha256', Buffer.concat([Buffer.from('pushdock signing key '), secret]), 'buffer'));

function stretched(secret: Uint8Array, salt: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, DERIVATION, (error, key) => {
      if (error) reject(error);
      else resolve(Uint8Array.from(key));
    });
  });
}
