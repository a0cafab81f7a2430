/** Reads a token request (RFC 6749 §4.4.2) or says in that RFC's words what is wrong with it. Nothing is believed here yet. */
import type { TokenError } from '../../../generated/oauth/models.ts';
import { limits } from '../../limits.ts';
import type { Presented } from '../../trust/token-grant.ts';
import type { RawRequest } from '../../trust/trust.ts';

export type TokenRequest = {
  /** Absent: no credentials were sent, which is not the same as wrong ones only to our log. */
  readonly presented?: Presented;
  readonly grantType: string;
  /** The requested scopes; empty if the field is absent. */
  readonly scope?: string;
};

export type ReadTokenRequest =
  | { readonly ok: true; readonly value: TokenRequest }
  | { readonly ok: false; readonly error: TokenError };

const invalid = (error_description: string): ReadTokenRequest => ({
  ok: false,
  error: { error: 'invalid_request', error_description },
});

export function readTokenRequest(request: RawRequest): ReadTokenRequest {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return invalid('The body is not a form (application/x-www-form-urlencoded).');
  // RFC 6749 §3.2: its parameters must not be in the query, which logs along the way would keep.
  if (request.query !== '') return invalid('The URL has a query; send the fields in the body.');
  const fields = fieldsOf(Buffer.from(request.bytes).toString('utf8'));
  if (fields === undefined) return invalid('A field occurs more than once; send each field once.');
  const grantType = fields.get('grant_type');
  if (grantType === undefined) return invalid('The form has no grant_type; send grant_type=client_credentials.');

  const header = request.headers.authorization;
  const [id, secret] = [fields.get('client_id'), fields.get('client_secret')];
  if (header !== undefined && secret !== undefined)
    return invalid('Credentials are both in the header and in the form; send them in one place.');
  const presented = header === undefined ? inForm(id, secret) : inHeader(header, id);
  const scope = fields.get('scope');
  return { ok: true, value: { grantType, ...(presented && { presented }), ...(scope !== undefined && { scope }) } };
}

/** The fields with a value; an empty one counts as absent (RFC 6749 §3.2). Undefined when one of ours is there twice. */
function fieldsOf(body: string): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (!/^(grant_type|scope|client_id|client_secret)$/.test(name)) continue;
    if (fields.has(name)) return undefined;
    fields.set(name, value);
  }
  return new Map([...fields].filter(([, value]) => value !== ''));
}

function inForm(id: string | undefined, secret: string | undefined): Presented | undefined {
  return id === undefined || secret === undefined ? undefined : { spellings: [{ id, secret }] };
}

/**
 * RFC 6749 §2.3.1 has id and secret form-encoded before they go into the header; many clients leave that out. So both readings are tried:
 * they differ only if a secret has a `%` or `+`. A `client_id` in the form must then be the same one.
 */
function inHeader(header: string, formId: string | undefined): Presented | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header.trim()) ?? [];
  if (encoded === undefined || header.length > limits.authorization_bytes_max) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return undefined;
  const raw = { id: pair.slice(0, colon), secret: pair.slice(colon + 1) };
  const decoded = { id: formDecoded(raw.id), secret: formDecoded(raw.secret) };
  const spellings = [raw, decoded].filter(({ id }) => formId === undefined || formId === id);
  return spellings.length === 0 ? undefined : { spellings };
}

const formDecoded = (text: string): string => new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
