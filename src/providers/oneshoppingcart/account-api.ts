/**
 * 1ShoppingCart's API of one merchant account. The only file that speaks to its generated client, and the only one in which the merchant's
 * key leaves its wrapping: no sentence from here holds it.
 */

import { createOneshoppingcartApi } from '../../../generated/oneshoppingcart/api/client.ts';
import type { Undeclared } from '../../../generated/runtime/client.ts';
import { field, isObject, textField } from '../../formats/values.ts';
import { writeXml } from '../../formats/xml-write.ts';
import { answeredStatus } from '../../outbound/answered-status.ts';
import { retryAfterMs } from '../../outbound/backoff.ts';
import type { Outbound } from '../../outbound/client.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import type { Clock } from '../../running/clock.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { OneShoppingCartSettings } from './settings.ts';

/** `reason` is a sentence for the operator; `retryAfterMs` is there if the API said when to try again. */
export type ApiFailure = {
  readonly ok: false;
  readonly reason: string;
  readonly retryAfterMs?: number;
  /** What it answered with status 200 in place of what was asked for, with the merchant's key replaced; cut at `ANSWER_BYTES_KEPT`. */
  readonly answer?: { readonly bytes: Uint8Array; readonly mediaType: string };
};
export type ApiDocument = { readonly ok: true; readonly bytes: Uint8Array; readonly mediaType: string };

export type AccountApi = {
  /** `token` has been admitted by `tokenOf`. Rejects only when `signal` aborts. */
  readOrder(token: string, signal: AbortSignal): Promise<ApiDocument | ApiFailure>;
  /** Asks for a `Test` notification. */
  requestTest(): Promise<{ readonly ok: true } | ApiFailure>;
};

const reasonCharactersMax = 250;
// An order has some kB; what is longer and cannot be read is an error page.
const ANSWER_BYTES_KEPT = 262_144;

export function openAccountApi(settings: OneShoppingCartSettings, outbound: Outbound, clock: Clock): AccountApi {
  const { merchantId, merchantKey } = settings;
  const api = createOneshoppingcartApi({
    baseUrl: settings.apiBase.replace(/\/+$/, ''),
    fetch: outbound.fetch,
    // The order's key is in the body (below), the test's in the query.
    authorise: ({ operationId }) =>
      operationId === 'requestTestNotification' ? { query: { key: merchantKey.reveal() } } : {},
  });

  /** The document of a 200, if `missing` finds in it what was asked for. */
  async function read(
    answer: Undeclared | { status: 200; contentType: string; headers: Undeclared['headers']; bytes: Uint8Array },
    missing: (response: Response) => string | undefined,
  ): Promise<ApiDocument | ApiFailure> {
    const status = answeredStatus(answer);
    if (status !== 200) return { ...failed(statusSentence(status)), ...waitOf(answer.headers['retry-after'], clock) };
    if (answer.status === 'undeclared' && answer.reason === 'too_long')
      return failed('answered with more bytes than the gateway reads');
    // Whatever its Content-Type says, as with the push itself; but for its charset.
    const mediaType = answer.headers['content-type'] ?? 'text/xml';
    const why = await whyNot(answer.bytes, mediaType, missing);
    // An API may quote the key that it refuses. Redacted before it is cut, so that no half of it is left.
    if (why !== undefined) {
      const kept = { bytes: bytesWithoutKey(answer.bytes, merchantKey).subarray(0, ANSWER_BYTES_KEPT), mediaType };
      return { ...failed(textWithoutKey(why, merchantKey).slice(0, reasonCharactersMax)), answer: kept };
    }
    return { ok: true, bytes: answer.bytes, mediaType };
  }

  return {
    readOrder: (token, signal) =>
      answered(async () => {
        const body = writeXml('Request', { Key: merchantKey.reveal() }, { declaration: false });
        const answer = await api.readOrder({ path: { merchantId, token }, body }, { signal });
        return read(answer, (response) =>
          saysSomething(field(response, 'OrderInfo')) ? undefined : 'answered with success, but without an order',
        );
      }),
    requestTest: () =>
      answered(async () => {
        const asked = await read(await api.requestTestNotification({ path: { merchantId } }), () => undefined);
        return asked.ok ? { ok: true } : asked;
      }),
  };
}

type Response = Parameters<typeof textField>[0];

/** An order of empty elements is none, and the next answer may be one. */
const saysSomething = (order: Response): boolean =>
  isObject(order) && Object.values(order).some((value) => value !== null);

async function answered<Answer>(call: () => Promise<Answer>): Promise<Answer | ApiFailure> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof OutboundFault) return failed(`did not answer: ${error.message}`);
    throw error;
  }
}

const failed = (what: string) => ({ ok: false, reason: `1ShoppingCart's API ${what}` }) as const;

/** Asking again cures a 5xx; what cures a 4xx is the operator, and what is asked again meanwhile finds his cure. */
function statusSentence(status: number): string {
  if (status < 400 || status >= 500 || status === 408 || status === 429) return `answered HTTP ${status}`;
  return `answered HTTP ${status}; compare merchantId, merchantKey and apiBase of this source with the account, and reload`;
}

function waitOf(retryAfter: string | undefined, clock: Clock): { retryAfterMs?: number } {
  const later = retryAfterMs(retryAfter, clock.now());
  return later === undefined ? {} : { retryAfterMs: later };
}

/** Why an answer with status 200 is not what was asked for; undefined when it is. It is not taken for the order: the next answer may be better. */
async function whyNot(
  bytes: Uint8Array,
  mediaType: string,
  missing: (response: Response) => string | undefined,
): Promise<string | undefined> {
  // The thread that acknowledges asks for a test now and then, and reads no other XML.
  const { readXml } = await import('../../formats/xml.ts');
  const read = readXml(bytes, { roots: ['Response'] }, mediaType);
  if (!read.ok) {
    const { rule, line, detail } = read.finding;
    return `answered with what is not readable as XML (${rule}${line === undefined ? '' : `, line ${line}`}): ${detail}`;
  }
  const { root, value } = read.value;
  if (root !== 'Response') return 'answered with a document that is not a Response';
  if (!/^(true|1)$/i.test(textField(value, '@success')?.trim() ?? '')) {
    const error = textField(value, 'Error')?.replace(/\s+/g, ' ').trim() ?? 'it does not say why';
    return `answered without success: ${error}`;
  }
  return missing(value);
}

// The API may quote the request that it refuses, so the merchant's key is taken out of every answer. A quotation may write the key's
// characters as XML, as a URL or as JSON, and may itself be quoted again in one of these ways.
export function textWithoutKey(text: string, key: Secret): string {
  return text.replace(patternOf(key.reveal()), '***');
}

/** Whatever encoding they are in: byte by byte. */
export function bytesWithoutKey(bytes: Uint8Array, key: Secret): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(patternOf(key.reveal()), '***'), 'latin1');
}

/** Letters and digits are written in one way only; of any other character every way counts. */
function patternOf(key: string): RegExp {
  const characters = [...key].map((character) =>
    /[A-Za-z0-9]/.test(character) ? character : anyWayToWrite(character),
  );
  // UTF-16 has a zero beside each of them.
  return new RegExp(characters.join('\\0?'), 'g');
}

function anyWayToWrite(character: string): string {
  const plain = [character, Buffer.from(character).toString('latin1')].map((form) =>
    [...form].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
  const z = '\\0?';
  const xml = `&${z}(?:(?:[A-Za-z0-9#]${z}){1,10};${z}){1,8}`; // &lt; &#60; &amp;lt;
  const url = `(?:%${z}(?:2${z}5${z}){0,8}[0-9A-Fa-f]${z}[0-9A-Fa-f]${z}){1,4}`; // %3C %253C
  const json = `(?:\\\\${z}){1,8}(?:u${z}(?:[0-9A-Fa-f]${z}){4}|["\\\\/]${z})`; // \u003c \\u003c \"
  return `(?:${[...plain, xml, url, json, ...(character === ' ' ? ['\\+'] : [])].join('|')})`;
}
