/**
 * The name under which a secret's uses are counted: `<scheme>:` and the first eight hexadecimal digits of its SHA-256. By position
 * (`bearer[1]`) the label of the new token would pass to the old one's counts once the old one is taken out of the list.
 *
 * Plain SHA-256, so that the owner of a token finds its label: `printf %s "$TOKEN" | sha256sum | cut -c 1-8`. Eight digits tell the few
 * tokens of one source apart; they do not help to guess one, since whatever lets a caller in has at least 16 bytes (src/trust/secrets.ts).
 */
import { hash } from 'node:crypto';
import type { Secret } from '../secrets.ts';

const DIGITS = 8;

// Every push asks for its credential's label, and a secret never changes.
const digestOf = new WeakMap<Secret, string>();

/** Such as `bearer:5d2c8e6a`. */
export function credentialLabel(scheme: 'bearer' | 'hmac', secret: Secret): string {
  let digest = digestOf.get(secret);
  if (digest === undefined) {
    digest = hash('sha256', secret.bytes(), 'hex').slice(0, DIGITS);
    digestOf.set(secret, digest);
  }
  return `${scheme}:${digest}`;
}
