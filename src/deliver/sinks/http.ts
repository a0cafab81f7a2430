/** Events over HTTP: a POST of a CloudEvent, signed as Standard Webhooks. */
import type { HttpSinkSettings } from '../../config.ts';
import type { Log } from '../../log.ts';
import { retryAfterMs } from '../../outbound/backoff.ts';
import { batchRequest, eventRequest } from '../../outbound/event-request.ts';
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
import { readAnswerBytes, redactedBeginning } from './answer-text.ts';
import { certificatesOf } from './client-certificates.ts';
import { openBatches } from './http-batch.ts';
import { openHttpTokens } from './http-tokens.ts';
import type { Attempted, Sink } from './sink.ts';

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
    connections: settings.batch?.requests ?? settings.delivery.concurrency,
    timeoutMs: settings.timeoutMs,
    keptBytes: readAnswerBytes(secrets, auth?.oauth2 === undefined ? 0 : TOKEN_BYTES_MAX),
    clock,
    ...(resolve === undefined ? {} : { resolve }),
    tls: certificatesOf(settings.tls),
  });
  const tokens = auth?.oauth2 && openHttpTokens(auth.oauth2, { ...parts, reach });

  async function post(events: readonly StoredEvent[], signal: AbortSignal, trace?: string): Promise<Attempted> {
    const attempt = async (token?: Secret): Promise<Attempted> => {
      const { headers, body } = requestOf(events, trace);
      const answer = await poster.post(token ? { ...headers, ...signBearer(token) } : headers, body, signal);
      const sent = token ? [...secrets, token] : secrets;
      return attemptedOf(answer, redactedBeginning(answer.beginning, sent), clock.now());
    };
    try {
      return await (tokens === undefined ? attempt() : tokens.attempt(attempt, signal));
    } catch (error) {
      if (error instanceof OutboundFault) return { kind: 'failed', detail: error.message };
      throw error;
    }
  }

  function requestOf(events: readonly StoredEvent[], trace: string | undefined) {
    const parts = { keys, timestampSeconds: Math.floor(clock.now() / 1000), own };
    const [event] = events;
    if (settings.batch !== undefined || event === undefined) return batchRequest(events, parts);
    return eventRequest(event, { ...parts, mode: settings.mode, ...(trace && { trace }) });
  }

  const batches = settings.batch && openBatches({ ...settings.batch, post, clock });
  return {
    name,
    settings: settings.delivery,
    deliver: (event, { signal, trace }) => batches?.deliver(event, signal) ?? post([event], signal, trace),
    close: async () => {
      batches?.close();
      await Promise.all([poster.close(), tokens?.close()]);
    },
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
