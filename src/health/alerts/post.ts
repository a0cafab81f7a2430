/** Targets that are a POST of JSON: how it is sent, and how it is signed for those who verify it. `bodies.ts` has what is said. */

import { retryAfterMs } from '../../outbound/backoff.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import { openPoster } from '../../outbound/poster.ts';
import type { Reach } from '../../outbound/public-address.ts';
import type { Clock } from '../../running/clock.ts';
import { visible } from '../../running/visible.ts';
import { readWebhookKey, signStandardWebhook } from '../../trust/schemes/standard-webhooks.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { Alert, AlertTarget, Sent } from './target.ts';

const TIMEOUT_MS = 10_000;
const KEPT_BYTES = 256;

/** `requestsOf`: several where the other side takes one condition at a time; all must be taken. */
export function openPostTarget(
  url: Secret | string,
  reach: Reach,
  clock: Clock,
  requestsOf: (alert: Alert) => readonly unknown[],
  headersOf: (alert: Alert, body: Uint8Array) => Readonly<Record<string, string>> = () => ({}),
  /** Beside the URL: what an answer may repeat, and a log must not. */
  ownSecrets: readonly Secret[] = [],
): AlertTarget {
  const secrets = [...(typeof url === 'string' ? [] : [url]), ...ownSecrets].map((secret) => secret.reveal());
  const poster = openPoster({
    url: typeof url === 'string' ? url : url.reveal(),
    reach,
    connections: 1,
    timeoutMs: TIMEOUT_MS,
    keptBytes: KEPT_BYTES,
    clock,
  });

  async function post(alert: Alert, content: unknown, signal: AbortSignal): Promise<Sent> {
    const body = Buffer.from(JSON.stringify(content));
    const headers = { 'user-agent': 'pushdock', 'content-type': 'application/json', ...headersOf(alert, body) };
    try {
      const { status, retryAfter, beginning } = await poster.post(headers, body, signal);
      if (status >= 200 && status < 300) return { ok: true };
      const waitMs = retryAfterMs(retryAfter, clock.now());
      const reason = `answered ${status}${saidText(beginning, secrets)}`;
      return { ok: false, reason, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
    } catch (error) {
      if (error instanceof OutboundFault) return { ok: false, reason: error.message };
      if (signal.aborted) return { ok: false, reason: 'the gateway stopped meanwhile' };
      throw error;
    }
  }

  return {
    send: async (alert, signal) => {
      for (const content of requestsOf(alert)) {
        const sent = await post(alert, content, signal);
        if (!sent.ok) return sent;
      }
      return { ok: true };
    },
    close: () => poster.close(),
  };
}

/** Signed as Standard Webhooks, as an HTTP sink is. */
export function signedHeaders(secrets: readonly Secret[], clock: Clock) {
  const keys = secrets.map((secret) => {
    const read = readWebhookKey(secret);
    if (!read.ok) throw new TypeError(`a secret of an alert target ${read.sentence}`);
    return read.key;
  });
  return ({ id }: Alert, body: Uint8Array): Readonly<Record<string, string>> => ({
    'idempotency-key': id,
    ...signStandardWebhook({ id, timestampSeconds: Math.floor(clock.now() / 1000), body }, keys),
  });
}

/** What the other side says of it, on one line: "Invalid routing key" saves a person an hour. A page of HTML says nothing. */
function saidText(beginning: Uint8Array, secrets: readonly string[]): string {
  const text = Buffer.from(beginning).toString('utf8').replaceAll(/\s+/g, ' ').trim();
  if (text === '' || text.startsWith('<')) return '';
  return `: ${visible(secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text))}`;
}
