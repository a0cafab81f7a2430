/** How a signature comes about, one value after the other: for whoever has another result and looks for the place where the two part. */
import { createHash } from 'node:crypto';
import { readJson } from '../../formats/json.ts';
import { textField } from '../../formats/values.ts';
import { baseStringUri, encodeText } from '../../trust/schemes/oauth1-base-string.ts';
import type { ExampleRequest } from './requests.ts';
import { type Proof, proofOf, type Signing } from './signing.ts';
import type { Vector } from './vectors.ts';

export type Step = { readonly title: string; readonly value: string };

/** The values on the way to the signature of a vector. */
export function vectorSteps(signing: Signing, vector: Vector): readonly Step[] {
  const source = signing.vectors.find(({ name }) => name === vector.name);
  return source === undefined ? [] : stepsOf(proofOf(signing, source), vector);
}

/** Where nothing is signed: what is taken out of the request, and the digests that are compared. Empty for a proof that signs. */
export function requestSteps(
  proof: Proof,
  { headers, target }: Pick<ExampleRequest, 'headers' | 'target'>,
): readonly Step[] {
  const [, scheme = '', rest = ''] = /^(\S+) +(.*)$/.exec(headers.authorization ?? '') ?? [];
  const compared = (came: string, known: string): readonly Step[] => [
    { title: 'SHA-256 of what came', value: digest(came) },
    { title: 'SHA-256 of what is expected', value: digest(known) },
  ];
  switch (proof.scheme) {
    case 'bearer':
      return [
        { title: 'The scheme', value: scheme },
        { title: 'The token that came', value: rest },
        ...compared(rest, proof.token),
      ];
    case 'basic': {
      const pair = Buffer.from(rest, 'base64').toString('utf8');
      return [
        { title: 'The scheme', value: scheme },
        { title: 'What follows, decoded from Base64', value: pair },
        ...compared(pair, `${proof.user}:${proof.password}`),
      ];
    }
    case 'path-key': {
      const last = target.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
      return [
        { title: 'The last part of the path', value: last },
        { title: 'The same, percent-decoded', value: decodeURIComponent(last) },
        ...compared(decodeURIComponent(last), proof.key),
      ];
    }
    default:
      return [];
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `proof` has the vector's own values in it. Empty for a proof that signs nothing. */
function stepsOf(proof: Proof, vector: Vector): readonly Step[] {
  const body = Buffer.from(vector.request.bodyBase64 ?? '', 'base64');
  const signed = Buffer.from(vector.signed.base64, 'base64');
  switch (proof.scheme) {
    case 'hmac':
      return hmacSteps(proof, body, vector);
    case 'oauth1':
      return oauth1Steps(proof, vector);
    case 'standard-webhooks':
      return webhookSteps(proof, body.toString('utf8'), signed, vector);
    default:
      return [];
  }
}

/** The first bytes as hexadecimal, so that an encoding that differs is seen. */
const hex = (bytes: Buffer): string =>
  `${bytes.byteLength} bytes: ${bytes.subarray(0, 32).toString('hex')}${bytes.byteLength > 32 ? ' …' : ''}`;

function hmacSteps(
  { members, joinedBy, key, header }: Extract<Proof, { scheme: 'hmac' }>,
  body: Buffer,
  { signed, header: made }: Vector,
): readonly Step[] {
  const read = readJson(body);
  const envelope = read.ok ? read.value.value : null;
  return [
    ...members.map((name) => ({
      title: `${name}, decoded from the JSON of the body once`,
      value: textField(envelope, name) ?? '',
    })),
    { title: `Joined by ${JSON.stringify(joinedBy)}`, value: signed.text },
    { title: 'The same in UTF-8', value: hex(Buffer.from(signed.base64, 'base64')) },
    { title: 'The key, as the bytes of its text', value: hex(Buffer.from(key)) },
    { title: `HMAC-SHA256 in hexadecimal: the value of ${header}`, value: made.value },
  ];
}

function oauth1Steps(
  { secret }: Extract<Proof, { scheme: 'oauth1' }>,
  { request, signed: { text }, header }: Vector,
): readonly Step[] {
  const [, , parameters = ''] = text.split('&');
  return [
    { title: 'The method', value: request.method },
    { title: 'The URL without its query', value: baseStringUri(request.url ?? '') ?? '' },
    {
      title: 'Every parameter of the query and of OAuth but the signature: encoded, sorted, joined',
      value: decodeURIComponent(parameters),
    },
    { title: 'All three encoded again and joined by &: the base string', value: text },
    { title: 'The key: the encoded secret and an &', value: `${encodeText(secret)}&` },
    { title: 'HMAC-SHA1 in Base64: the signature', value: header.value },
    { title: 'In the header it is encoded once more', value: `oauth_signature="${encodeText(header.value)}"` },
  ];
}

function webhookSteps(
  { id, timestamp, secret }: Extract<Proof, { scheme: 'standard-webhooks' }>,
  body: string,
  signed: Buffer,
  { header, keys }: Vector,
): readonly Step[] {
  const isHmac = secret.startsWith('whsec_');
  // Of an Ed25519 key the receiver has the public half.
  const checked = isHmac ? secret : String(keys.publicKey ?? '');
  const key = Buffer.from(checked.slice(checked.indexOf('_') + 1), 'base64');
  return [
    { title: 'webhook-id', value: id },
    { title: 'webhook-timestamp', value: String(timestamp) },
    { title: 'The body, as it came', value: body },
    { title: 'Joined by full stops: what is signed', value: hex(signed) },
    {
      title: isHmac
        ? 'The key: what follows whsec_, decoded from Base64'
        : 'The key that it is checked with: what follows whpk_, decoded from Base64',
      value: hex(key),
    },
    {
      title: `${isHmac ? 'v1, and the Base64 of HMAC-SHA256' : 'v1a, and the Base64 of the Ed25519 signature'}: webhook-signature`,
      value: header.value,
    },
  ];
}
