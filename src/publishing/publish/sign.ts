/** Makes a proof for one request, with the schemes that the gateway checks by, and says which bytes it was made of. */

import { ContractError } from '../../contracts/schema.ts';
import { readJson } from '../../formats/json.ts';
import { textField } from '../../formats/values.ts';
import { signBasic } from '../../trust/schemes/basic.ts';
import { signBearer } from '../../trust/schemes/bearer.ts';
import { signHmac } from '../../trust/schemes/hmac.ts';
import { signOauth1 } from '../../trust/schemes/oauth1.ts';
import {
  baseString,
  baseStringUri,
  bytesOf,
  formParameters,
  type Parameter,
} from '../../trust/schemes/oauth1-base-string.ts';
import { readWebhookKey, signStandardWebhook } from '../../trust/schemes/standard-webhooks.ts';
import { Secret } from '../../trust/secrets.ts';
import type { Proof } from './signing.ts';

export type ToSign = { readonly method: string; readonly url: string; readonly body: Uint8Array };

export type Signed = {
  readonly headers: Readonly<Record<string, string>>;
  /** The header that holds the signature itself, and the signature in it. Absent where nothing is signed. */
  readonly signature?: { readonly header: string; readonly value: string };
  /** The bytes under the signature. */
  readonly bytes?: Uint8Array;
};

/** Throws `ContractError` for a body that has not the members that are to be signed, and for a key that cannot sign. */
export function sign(proof: Proof, request: ToSign): Signed {
  switch (proof.scheme) {
    case 'bearer':
      return { headers: signBearer(Secret.of(proof.token)) };
    case 'basic':
      return { headers: signBasic({ user: proof.user, password: Secret.of(proof.password) }) };
    case 'path-key':
      return { headers: {} };
    case 'hmac': {
      const bytes = Buffer.from(membersOf(request.body, proof.members).join(proof.joinedBy), 'utf8');
      const value = signHmac(bytes, Secret.of(proof.key));
      const header = proof.header.toLowerCase();
      return { headers: { [header]: value }, signature: { header: proof.header, value }, bytes };
    }
    case 'oauth1':
      return signWithOauth1(proof, request);
    case 'standard-webhooks':
      return signWebhook(proof, request);
  }
}

function membersOf(body: Uint8Array, names: readonly string[]): readonly string[] {
  const read = readJson(body);
  if (!read.ok) throw new ContractError(`a body that is to be signed is no JSON: ${read.finding.detail}`);
  return names.map((name) => {
    const text = textField(read.value.value, name);
    if (text === undefined) throw new ContractError(`a body that is to be signed has no text ${name}`);
    return text;
  });
}

function signWithOauth1(proof: Extract<Proof, { scheme: 'oauth1' }>, { method, url }: ToSign): Signed {
  const { consumerKey, nonce, timestamp } = proof;
  const credential = { consumerKey, secret: Secret.of(proof.secret) };
  const headers = signOauth1({ method, url }, credential, { nonce, timestampSeconds: timestamp });
  const oauth: readonly Parameter[] = [
    ['oauth_consumer_key', bytesOf(consumerKey)],
    ['oauth_nonce', bytesOf(nonce)],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(timestamp)],
    ['oauth_version', '1.0'],
  ];
  const query = formParameters(bytesOf(/\?([^#]*)/.exec(url)?.[1] ?? '')) ?? [];
  const bytes = Buffer.from(baseString(method, baseStringUri(url) ?? '', [...query, ...oauth]), 'latin1');
  const [, encoded = ''] = /oauth_signature="([^"]*)"/.exec(headers.authorization) ?? [];
  return { headers, signature: { header: 'oauth_signature', value: decodeURIComponent(encoded) }, bytes };
}

function signWebhook(proof: Extract<Proof, { scheme: 'standard-webhooks' }>, { body }: ToSign): Signed {
  const read = readWebhookKey(Secret.of(proof.secret));
  if (!read.ok) throw new ContractError(`the secret of ${proof.name} ${read.sentence}`);
  const headers = signStandardWebhook({ id: proof.id, timestampSeconds: proof.timestamp, body }, [read.key]);
  return {
    headers,
    signature: { header: 'webhook-signature', value: headers['webhook-signature'] },
    bytes: Buffer.concat([Buffer.from(`${proof.id}.${proof.timestamp}.`), body]),
  };
}
