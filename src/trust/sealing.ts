/**
 * Secrets at rest. AES-256-GCM under a key derived from `encryptionKey`; what a secret is for is authenticated with it, so that a sealed
 * one that is copied to another row opens as nothing. Told `plain`, it only marks the bytes.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret } from './secrets.ts';

export type Sealing = {
  /** `purpose`: what the secret is and whose, such as `signing key pos f02f80f8-…`. The same is needed to open it. */
  seal(secret: Secret, purpose: string): Uint8Array;
  /** `undefined`: sealed under another key, for another purpose, damaged, or stored plain where a key is configured (`providers/seal-once.ts`). */
  open(sealed: Uint8Array, purpose: string): Secret | undefined;
  /** `false`: it only marks the bytes. */
  readonly encrypts: boolean;
};

const PLAIN = 0;
const AES_256_GCM = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function openSealing(settings: { readonly sealedWith: Secret } | 'plain'): Sealing {
  return settings === 'plain' ? plainSealing : aesSealing(settings.sealedWith);
}

const plainSealing: Sealing = {
  encrypts: false,
  seal: (secret) => Buffer.concat([Uint8Array.of(PLAIN), secret.bytes()]),
  open: (sealed) => (sealed[0] === PLAIN ? textOf(sealed.subarray(1)) : undefined),
};

function aesSealing(secret: Secret): Sealing {
  // The text may be longer than a key, and its bytes are not evenly distributed. There is no salt, because the key must be the same after a restart.
  const key = Buffer.from(hkdfSync('sha256', secret.bytes(), '', 'pushdock stored secrets', 32));
  return {
    encrypts: true,
    seal: (plain, purpose) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(plain.bytes()), cipher.final()]);
      return Buffer.concat([Uint8Array.of(AES_256_GCM), iv, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, purpose) => {
      const ivEnd = 1 + IV_BYTES;
      const tagEnd = ivEnd + TAG_BYTES;
      if (sealed[0] !== AES_256_GCM || sealed.byteLength < tagEnd) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, ivEnd), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(sealed.subarray(ivEnd, tagEnd));
      try {
        return textOf(Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]));
      } catch {
        return undefined; // final() throws if the tag does not match, and gives no further reason.
      }
    },
  };
}

const textOf = (bytes: Uint8Array): Secret => Secret.of(Buffer.from(bytes).toString('utf8'));
