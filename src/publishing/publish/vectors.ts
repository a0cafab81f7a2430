/** Signature test vectors: input bytes, key, expected header, and how openssl makes the same. */

import { ContractError } from '../../contracts/schema.ts';
import { encodeText } from '../../trust/schemes/oauth1-base-string.ts';
import { publicHalf, readWebhookKey } from '../../trust/schemes/standard-webhooks.ts';
import { Secret } from '../../trust/secrets.ts';
import { sign } from './sign.ts';
import { type Proof, proofOf, type Signing, type VectorSource } from './signing.ts';

export type Vector = {
  readonly name: string;
  readonly why: string;
  readonly proof: string;
  readonly scheme: string;
  /** Credentials for examples, as they stand in `signing.yaml`. */
  readonly keys: Readonly<Record<string, string | number>>;
  readonly request: { readonly method: string; readonly url?: string; readonly bodyBase64?: string };
  readonly signed: { readonly text: string; readonly base64: string };
  readonly header: { readonly name: string; readonly value: string };
  /** The headers as sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** A shell command that prints the signature. Absent where openssl needs more than a pipe (Ed25519). */
  readonly openssl?: string;
};

/** `bodyOf` reads an example file. Throws `ContractError` when a published value does not come out. */
export function computeVectors(signing: Signing, bodyOf: (example: string) => Uint8Array): readonly Vector[] {
  return signing.vectors.map((vector) => computeVector(signing, vector, bodyOf));
}

function computeVector(signing: Signing, source: VectorSource, bodyOf: (example: string) => Uint8Array): Vector {
  const proof = proofOf(signing, source);
  const body = source.example === undefined ? Buffer.from(source.body ?? '', 'utf8') : bodyOf(source.example);
  const method = source.method ?? 'POST';
  const { headers, signature, bytes } = sign(proof, { method, url: source.url ?? '', body });
  if (signature === undefined || bytes === undefined)
    throw new ContractError(`the vector ${source.name} is of a proof that signs nothing`);
  if (source.expected !== undefined && source.expected !== signature.value)
    throw new ContractError(
      `the vector ${source.name} is published as ${source.expected}, and we sign ${signature.value}`,
    );
  const signed = Buffer.from(bytes);
  const command = opensslOf(proof, signed);
  return {
    name: source.name,
    why: source.why,
    proof: proof.name,
    scheme: proof.scheme,
    keys: keysOf(proof),
    request: {
      method,
      ...(source.url !== undefined && { url: source.url }),
      ...(body.byteLength > 0 && { bodyBase64: Buffer.from(body).toString('base64') }),
    },
    signed: { text: signed.toString('utf8'), base64: signed.toString('base64') },
    header: { name: signature.header, value: signature.value },
    headers,
    ...(command !== undefined && { openssl: command }),
  };
}

/** Everything in a proof but what describes it, and the public half of a key that has one. */
export function keysOf(proof: Proof): Readonly<Record<string, string | number>> {
  const entries = Object.entries(proof).filter(
    (entry): entry is [string, string | number] =>
      !['name', 'how', 'scheme', 'header', 'joinedBy', 'parameter'].includes(entry[0]) &&
      (typeof entry[1] === 'string' || typeof entry[1] === 'number'),
  );
  const publicKey = proof.scheme === 'standard-webhooks' ? publicHalfOf(proof.secret) : undefined;
  return { ...Object.fromEntries(entries), ...(publicKey !== undefined && { publicKey }) };
}

/** Of an Ed25519 secret: what its receiver has. */
function publicHalfOf(secret: string): string | undefined {
  const read = readWebhookKey(Secret.of(secret));
  return read.ok ? publicHalf(read.key) : undefined;
}

/** The bytes as Base64: no shell then has an opinion on quotes and backslashes. */
function opensslOf(proof: Proof, signed: Buffer): string | undefined {
  const bytes = `printf %s '${signed.toString('base64')}' | openssl base64 -d -A |\n  `;
  const key = (text: Buffer) => `-mac HMAC -macopt hexkey:${text.toString('hex')}`;
  switch (proof.scheme) {
    case 'hmac':
      return `${bytes}openssl dgst -sha256 ${key(Buffer.from(proof.key))} -r | cut -d ' ' -f 1`;
    case 'oauth1':
      return `${bytes}openssl dgst -sha1 ${key(Buffer.from(`${encodeText(proof.secret)}&`))} -binary | openssl base64 -A`;
    case 'standard-webhooks': {
      if (!proof.secret.startsWith('whsec_')) return undefined;
      const secret = Buffer.from(proof.secret.slice('whsec_'.length), 'base64');
      return `printf 'v1,%s' "$(${bytes}openssl dgst -sha256 ${key(secret)} -binary | openssl base64 -A)"`;
    }
    default:
      return undefined;
  }
}
