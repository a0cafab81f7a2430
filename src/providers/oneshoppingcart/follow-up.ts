/**
 * The order that a token names, from 1ShoppingCart's API. The only file that speaks to its generated client.
 *
 * What was fetched is kept before it is used, and is not fetched again: a later attempt, or a replay, comes to the same event.
 */
import { createOneshoppingcartApi } from '../../../generated/oneshoppingcart/api/client.ts';
import type { OneShoppingCartSettings } from '../../config.ts';
import { field, isObject, textField } from '../../formats/values.ts';
import { readXml } from '../../formats/xml.ts';
import { writeXml } from '../../formats/xml-write.ts';
import { retryAfterMs } from '../../outbound/backoff.ts';
import type { Outbound } from '../../outbound/client.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import type { Secret } from '../../secrets.ts';
import type { FetchedDocument } from '../../store/store.ts';
import type { ProcessingContext } from '../provider.ts';

/** The document, or a sentence for the operator (never with the merchant's key) and when to try again if the API said so. */
export type FollowedUp =
  | { readonly ok: true; readonly document: FetchedDocument }
  | { readonly ok: false; readonly reason: string; readonly retryAfterMs?: number };

/** `documents` are those kept with the message already; `token` has been admitted by `tokenOf`. */
export type FollowUp = (
  token: string,
  documents: readonly FetchedDocument[],
  context: ProcessingContext,
) => Promise<FollowedUp>;

const ORDER = 'order';
const reasonCharactersMax = 250;

export function openFollowUp(settings: OneShoppingCartSettings, outbound: Outbound): FollowUp {
  const api = createOneshoppingcartApi({ baseUrl: settings.apiBase.replace(/\/+$/, ''), fetch: outbound.fetch });
  const { merchantId, merchantKey } = settings;

  async function read(token: string, { clock, signal }: ProcessingContext): Promise<FollowedUp> {
    const body = writeXml('Request', { Key: merchantKey.reveal() }, { declaration: false });
    const answer = await api.readOrder({ path: { merchantId, token }, body }, { signal });
    const status = answer.status === 'undeclared' ? answer.code : answer.status;
    if (status !== 200) {
      const later = retryAfterMs(answer.headers['retry-after'], clock.now());
      return { ...failed(`answered HTTP ${status}`), ...(later !== undefined && { retryAfterMs: later }) };
    }
    if (answer.status === 'undeclared' && answer.reason === 'too_long')
      return failed('answered with more than the gateway reads');
    const missing = whyNoOrder(answer.bytes); // Whatever its Content-Type says, as with the push itself.
    // An API may quote the key that it refuses. Redacted before it is cut, so that no half of it is left.
    if (missing !== undefined) return failed(withoutKey(missing, merchantKey).slice(0, reasonCharactersMax));
    const mediaType = answer.contentType ?? 'text/xml';
    return { ok: true, document: { name: ORDER, mediaType, bytes: answer.bytes, fetchedAtMs: clock.now() } };
  }

  return async (token, documents, context) => {
    const kept = documents.find(({ name }) => name === ORDER);
    if (kept !== undefined) return { ok: true, document: kept };
    try {
      const fetched = await read(token, context);
      if (fetched.ok) await context.keep(fetched.document);
      return fetched;
    } catch (error) {
      if (error instanceof OutboundFault) return failed(`did not answer: ${error.message}`);
      if (context.signal.aborted) return { ok: false, reason: 'the gateway stopped while it read the order' };
      throw error;
    }
  };
}

/** As it is, as it stood in our request (an API that quotes the request quotes its XML), and as it stands in a URL. */
function withoutKey(text: string, key: Secret): string {
  const plain = key.reveal();
  const inXml = writeXml('Key', plain, { declaration: false }).slice('<Key>'.length, -'</Key>'.length);
  return [inXml, encodeURIComponent(plain), plain].reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

const failed = (what: string) => ({ ok: false, reason: `1ShoppingCart's API ${what}` }) as const;

/** Why an answer with status 200 holds no order; undefined when it does. Such an answer is not kept: the next one may be better. */
function whyNoOrder(bytes: Uint8Array): string | undefined {
  const read = readXml(bytes);
  if (!read.ok) return `answered with what is not readable as XML (${read.finding.rule})`;
  const { root, value } = read.value;
  if (root !== 'Response') return 'answered with another document than a Response';
  if (textField(value, '@success')?.trim() !== 'true') {
    const error = textField(value, 'Error')?.replace(/\s+/g, ' ').trim() ?? 'it does not say why';
    return `answered without success: ${error}`;
  }
  return isObject(field(value, 'OrderInfo')) ? undefined : 'answered with success, but without an order';
}
