/** Events over HTTP: a POST of a CloudEvent, signed as Standard Webhooks. */
import type { HttpSinkSettings } from '../../config.ts';
import type { Log } from '../../log.ts';
import { retryAfterMs } from '../../outbound/backoff.ts';
import { eventRequest } from '../../outbound/event-request.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import { TOKEN_BYTES_MAX } from '../../outbound/oauth2.ts';
import { type Answer, openPoster } from '../../outbound/poster.ts';
import type { Resolve } from '../../outbound/public-address.ts';
import type { Clock } from '../../running/clock.ts';
import type { StoredEvent } from '../../store/store.ts';
import { signBasic } from '../../trust/schemes/basic.ts';
import { signBearer } from '../../trust/schemes/bearer.ts';
import { readWebhookKey, type WebhookKey } from '../../trust/schemes/standard-webhooks.ts';
import { Secret } from '../../trust/secrets.ts';
import { certificatesOf } from './client-certificates.ts';
import { openHttpTokens } from './http-tokens.ts';
import { ANSWER_BYTES_MAX, type AttemptContext, type Attempted, type Sink } from './sink.ts';

export type HttpSinkParts = {
  readonly clock: Clock;
  /** Told of token requests that failed; never of a secret. */
  readonly log?: Log;
  /** In place of the system's name resolution. */
  readonly resolve?: Resolve;
};

/** Throws for a secret, a URL or a certificate file that cannot be used; `config/sink-rules.ts` has said so before. */
export function openHttpSink(name: string, settings: HttpSinkSettings, parts: HttpSinkParts): Sink {
  const { clock, resolve } = parts;
  const { auth, reach } = settings;
  const keys = settings.secrets.map(keyOf);
  const basic = auth?.basic && signBasic(auth.basic);
  const own = {
    ...Object.fromEntries(
      Object.entries(settings.headers ?? {}).map(([header, value]) => [header.toLowerCase(), value.reveal()]),
    ),
    ...basic,
  };
  const secrets = [
    ...settings.secrets,
    ...Object.values(settings.headers ?? {}),
    ...(auth?.basic && basic ? [auth.basic.password, Secret.of(basic.authorization)] : []),
  ];
  const poster = openPoster({
    url: settings.url,
    reach,
    connections: settings.delivery.concurrency,
    timeoutMs: settings.timeoutMs,
    keptBytes: readAnswerBytes(secrets, auth?.oauth2 === undefined ? 0 : TOKEN_BYTES_MAX),
    clock,
    ...(resolve === undefined ? {} : { resolve }),
    tls: certificatesOf(settings.tls),
  });
  const tokens = auth?.oauth2 && openHttpTokens(auth.oauth2, { ...parts, reach });

  async function attempt(event: StoredEvent, { signal, trace }: AttemptContext, token?: Secret): Promise<Attempted> {
    const timestampSeconds = Math.floor(clock.now() / 1000);
    const { headers, body } = eventRequest(event, {
      mode: settings.mode,
      keys,
      timestampSeconds,
      own,
      ...(trace && { trace }),
    });
    const answer = await poster.post(token ? { ...headers, ...signBearer(token) } : headers, body, signal);
    const sent = token ? [...secrets, token] : secrets;
    return attemptedOf(answer, redactedBeginning(answer.beginning, sent), clock.now());
  }

  return {
    name,
    settings: settings.delivery,
    deliver: async (event, context) => {
      try {
        if (tokens === undefined) return await attempt(event, context);
        return await tokens.attempt((token) => attempt(event, context, token), context.signal);
      } catch (error) {
        if (error instanceof OutboundFault) return { kind: 'failed', detail: error.message };
        throw error;
      }
    },
    close: async () => void (await Promise.all([poster.close(), tokens?.close()])),
  };
}

/** What a status means for the delivery. A redirect is not followed, since the body and its signature are meant for one place. */
function attemptedOf({ status, retryAfter }: Answer, answer: string, nowMs: number): Attempted {
  if (status >= 200 && status < 300) return { kind: 'delivered', detail: `answered ${status}`, status };
  const told = { detail: `answered ${status}`, status, ...(answer === '' ? {} : { answer }) };
  if (status === 410) return { kind: 'gone', ...told };
  // A proxy in front of a system under repair redirects too, so a redirect is tried again.
  if (status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429)
    return { kind: 'refused', ...told };
  const waitMs = retryAfterMs(retryAfter, nowMs);
  const redirected = status < 400 ? { detail: `answered ${status}; redirects are not followed` } : {};
  return { kind: 'failed', ...told, ...redirected, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
}

function keyOf(secret: Secret): WebhookKey {
  const read = readWebhookKey(secret);
  if (!read.ok) throw new TypeError(`a secret of the sink ${read.sentence}`);
  return read.key;
}

/**
 * How many bytes of an answer must be read so that a secret at the edge of the stored beginning is seen whole. A system that echoes its
 * request would put our secrets into the store, so they are taken out.
 */
function readAnswerBytes(secrets: readonly Secret[], tokenBytes: number): number {
  return ANSWER_BYTES_MAX + Math.max(tokenBytes, ...secrets.map((secret) => secret.bytes().byteLength));
}

/** At most `ANSWER_BYTES_MAX` bytes as text, secrets replaced by `***`, control characters (a terminal would obey them) by U+FFFD. */
function redactedBeginning(bytes: Uint8Array, secrets: readonly Secret[]): string {
  if (bytes.byteLength === 0) return ''; // As most answers are.
  // Latin-1 has a character for each byte, so that places in the text are places in the bytes.
  const whole = Buffer.from(bytes).toString('latin1');
  const needles = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
  let end = Math.min(whole.length, ANSWER_BYTES_MAX);
  for (const needle of needles)
    for (let at = whole.indexOf(needle); at !== -1; at = whole.indexOf(needle, at + 1))
      if (at < end && at + needle.length > end) end = at;
  const kept = needles.reduce((text, needle) => text.replaceAll(needle, '***'), whole.slice(0, end));
  const text = Buffer.from(kept, 'latin1').toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return cut(text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '\ufffd'));
}

/** A secret as it was sent, and without the prefix that tells its kind. */
function formsOf(secret: Secret): readonly string[] {
  const text = secret.bytes();
  const whole = Buffer.from(text).toString('latin1');
  return [whole, whole.replace(/^(whsec_|whsk_|Bearer |Basic )/i, '')].filter((form) => form.length >= 4);
}

/** Replaced characters may need more bytes than the ones that came. */
function cut(text: string): string {
  let short = text;
  while (Buffer.byteLength(short) > ANSWER_BYTES_MAX) short = short.slice(0, -1);
  return short;
}
