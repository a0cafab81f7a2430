/**
 * OAuth 1.0a as AppDirect uses it (RFC 5849, two-legged): a consumer key and its secret, no token. HMAC-SHA1 is what the
 * provider sends; HMAC-SHA256 is accepted as well. SHA-1's collisions do not weaken an HMAC.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { limits } from '../../limits.ts';
import { type Checked, refuse } from '../../problems.ts';
import type { Secret } from '../secrets.ts';
import type { Proof, RawRequest } from '../trust.ts';
import { authorizationOf } from './authorization.ts';
import { equal } from './constant-time.ts';
import {
  baseString,
  baseStringUri,
  bytesOf,
  encodeText,
  formParameters,
  type Parameter,
} from './oauth1-base-string.ts';
import { formatOauthHeader, parseOauthHeader } from './oauth1-header.ts';

export type Oauth1Credential = { readonly consumerKey: string; readonly secret: Secret };

const digests = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const;
export type Oauth1SignatureMethod = keyof typeof digests;

/** They must be in one place only (RFC 5849 §3.1, §3.5): the header, the form body, or the query. */
const protocolParameter = /^oauth_(consumer_key|token|signature|signature_method|timestamp|nonce|version)$/;

/**
 * Is the request signed with this credential, within 300 s of `nowMs`? The base string holds the method, `publicUrl`, the
 * once-decoded query and a form body. The proof is labelled `oauth1:<consumerKey>` and carries the nonce, which the store
 * spends. `proof_missing` without any OAuth parameter, else `proof_wrong`.
 */
export function checkOauth1(request: RawRequest, credential: Oauth1Credential, nowMs: number): Checked<Proof> {
  const sent = sentParameters(request);
  if (sent === undefined) return refuse('proof_wrong', 'the query has too many parameters');
  const found = protocolParameters(request, sent);
  if (!found.ok) return found;
  const { oauth, signed } = found.value;

  const fault = faultOf(oauth, nowMs);
  if (fault !== undefined) return refuse('proof_wrong', fault);
  const uri = baseStringUri(request.publicUrl);
  if (uri === undefined) return refuse('proof_wrong', 'the URL that the caller used is not known');

  const method = signatureMethodOf(oauth.get('oauth_signature_method'));
  if (method === undefined) return refuse('proof_wrong', 'the signature method is neither HMAC-SHA1 nor HMAC-SHA256');
  const expected = signature(method, baseString(request.method, uri, signed), credential.secret);
  // Both are always compared, so that time does not tell a wrong key from a wrong signature.
  const rightKey = equal(oauth.get('oauth_consumer_key') ?? '', bytesOf(credential.consumerKey));
  const rightSignature = equal(oauth.get('oauth_signature') ?? '', expected);
  if (!rightKey) return refuse('proof_wrong', 'the consumer key is not the configured one');
  if (!rightSignature)
    return refuse('proof_wrong', `the signature does not match ${request.method} ${uri} and its query`);
  return { ok: true, value: proofOf(credential.consumerKey, oauth) };
}

type Found = {
  /** The place where they are. */
  readonly oauth: ReadonlyMap<string, string>;
  /** Everything that the signature covers. */
  readonly signed: readonly Parameter[];
};

function protocolParameters(request: RawRequest, { query, form }: Sent): Checked<Found> {
  const elsewhere = [query, form].filter((place) => place.some(([name]) => protocolParameter.test(name)));
  const header = authorizationOf(request, 'oauth');
  const covered = (parameters: readonly Parameter[]) =>
    parameters.filter(([name]) => name !== 'realm' && name !== 'oauth_signature');
  if (header.ok) {
    if (elsewhere.length > 0) return refuse('proof_wrong', 'an OAuth parameter is outside the Authorization header');
    const parsed = parseOauthHeader(header.value);
    if (!parsed.ok) return parsed;
    return { ok: true, value: { oauth: parsed.value, signed: [...query, ...form, ...covered([...parsed.value])] } };
  }
  const [place] = elsewhere;
  if (place === undefined) return header;
  if (elsewhere.length > 1) return refuse('proof_wrong', 'OAuth parameters are in the query and in the body');
  const own = place.filter(([name]) => name.startsWith('oauth_'));
  if (new Set(own.map(([name]) => name)).size < own.length)
    return refuse('proof_wrong', 'an OAuth parameter occurs twice in the request');
  // A realm in a query is a parameter like others: only in a header is it HTTP's.
  const signed = [...query, ...form].filter(([name]) => name !== 'oauth_signature');
  return { ok: true, value: { oauth: new Map(own), signed } };
}

/** What is wrong with the OAuth parameters themselves, before any signature is computed. */
function faultOf(oauth: ReadonlyMap<string, string>, nowMs: number): string | undefined {
  for (const name of [
    'oauth_consumer_key',
    'oauth_signature',
    'oauth_signature_method',
    'oauth_timestamp',
    'oauth_nonce',
  ])
    if (!oauth.get(name)) return `${name} is missing or empty`;
  if ((oauth.get('oauth_version') ?? '1.0') !== '1.0') return 'oauth_version is not 1.0';
  // Two-legged: some clients send an empty oauth_token, which is signed like any other; a token we have not issued is refused.
  if (oauth.get('oauth_token')) return 'oauth_token names a token, and none was ever issued';
  if ((oauth.get('oauth_nonce') ?? '').length > limits.nonce_bytes_max)
    return `the nonce is over ${limits.nonce_bytes_max} bytes`;
  const timestamp = oauth.get('oauth_timestamp') ?? '';
  if (!/^[1-9][0-9]{0,11}$/.test(timestamp)) return 'oauth_timestamp is not a positive number of seconds';
  const offSeconds = Math.abs(nowMs / 1000 - Number(timestamp));
  if (offSeconds > limits.oauth_timestamp_seconds_max)
    return `oauth_timestamp is ${Math.round(offSeconds)} s off; at most ${limits.oauth_timestamp_seconds_max} are allowed`;
  return undefined;
}

type Sent = { readonly query: readonly Parameter[]; readonly form: readonly Parameter[] };

function sentParameters(request: RawRequest): Sent | undefined {
  // node:http gives the query as it gives headers: one character per byte.
  const query = formParameters(request.query);
  const isForm = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  const form = isForm ? formParameters(Buffer.from(request.bytes).toString('latin1')) : [];
  return query && form && { query, form };
}

function proofOf(consumerKey: string, oauth: ReadonlyMap<string, string>): Proof {
  const timestamp = oauth.get('oauth_timestamp') ?? '';
  // RFC 5849 §3.3: unique for one timestamp and one client. Encoded parts, so that no two triples share a key.
  const key = [consumerKey, timestamp, oauth.get('oauth_nonce') ?? ''].map(encodeText).join('&');
  // One second more than the window: the check allows the very last millisecond of it.
  const expiresAtMs = (Number(timestamp) + limits.oauth_timestamp_seconds_max + 1) * 1000;
  return { scheme: 'oauth1', credential: `oauth1:${consumerKey}`, nonce: { key: `oauth1&${key}`, expiresAtMs } };
}

const signatureMethodOf = (name: string | undefined): Oauth1SignatureMethod | undefined =>
  name === 'HMAC-SHA1' || name === 'HMAC-SHA256' ? name : undefined;

/** RFC 5849 §3.4.2: the key is the encoded consumer secret, `&`, and the token secret, which we never have. */
function signature(method: Oauth1SignatureMethod, text: string, secret: Secret): string {
  return createHmac(digests[method], `${encodeText(secret.reveal())}&`)
    .update(text, 'latin1')
    .digest('base64');
}

export type Oauth1Call = {
  readonly method: string;
  /** Absolute, with its query if it has one. */
  readonly url: string;
  /** The body, only where its media type is application/x-www-form-urlencoded. */
  readonly form?: string;
};

export type Oauth1Stamp = {
  readonly timestampSeconds: number;
  readonly nonce: string;
  readonly signatureMethod?: Oauth1SignatureMethod;
  readonly realm?: string;
};

/** Signs a call so that `checkOauth1` accepts it; also signs our own calls to AppDirect. Throws RangeError for a URL that is not http(s). */
export function signOauth1(
  call: Oauth1Call,
  credential: Oauth1Credential,
  stamp: Oauth1Stamp,
): { authorization: string } {
  const uri = baseStringUri(call.url);
  const query = formParameters(bytesOf(/\?([^#]*)/.exec(call.url)?.[1] ?? ''));
  const form = formParameters(bytesOf(call.form ?? ''));
  if (uri === undefined || query === undefined || form === undefined)
    throw new RangeError('only an absolute http or https URL with a bounded query can be signed');
  const method = stamp.signatureMethod ?? 'HMAC-SHA1';
  const oauth: readonly Parameter[] = [
    ['oauth_consumer_key', bytesOf(credential.consumerKey)],
    ['oauth_nonce', bytesOf(stamp.nonce)],
    ['oauth_signature_method', method],
    ['oauth_timestamp', String(stamp.timestampSeconds)],
    ['oauth_version', '1.0'],
  ];
  const signed = signature(method, baseString(call.method, uri, [...query, ...form, ...oauth]), credential.secret);
  const realm = stamp.realm === undefined ? undefined : bytesOf(stamp.realm);
  return { authorization: formatOauthHeader([...oauth, ['oauth_signature', signed]], realm) };
}

/** 128 random bits, as hex. */
export const freshNonce = (): string => randomBytes(16).toString('hex');
