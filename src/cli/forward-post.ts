/** Posts an event to the one URL that the user named: a structured CloudEvent with the headers of Standard Webhooks, signed or not. */

import { cloudEventMessage } from '../formats/cloud-event-message.ts';
import { OutboundFault } from '../outbound/fault.ts';
import { openPoster } from '../outbound/poster.ts';
import type { Clock } from '../running/clock.ts';
import { readWebhookKey, signStandardWebhook, type WebhookKey } from '../trust/schemes/standard-webhooks.ts';
import { Secret } from '../trust/secrets.ts';
import { CommandFailed } from './failure.ts';

export type Posted = { readonly status?: number; readonly detail: string; readonly tookMs: number };
export type Forwarder = {
  post(id: string, envelope: Readonly<Record<string, unknown>>): Promise<Posted>;
  close(): Promise<void>;
};

// A debugger's breakpoint may well take longer; then the line says so, and the event can be sent again.
const TIMEOUT_MS = 30_000;
// A replay on a key does not wait for the event under way.
const CONNECTIONS = 4;

/** Throws `CommandFailed` for a URL or a secret that cannot be used. */
export function openForwarder(to: string, secretEnv: string | undefined, clock: Clock, signal: AbortSignal): Forwarder {
  const keys = secretEnv === undefined ? [] : [keyFrom(secretEnv)];
  const poster = posterTo(to, clock);

  return {
    async post(id, envelope) {
      const { headers, body } = cloudEventMessage(envelope, 'structured');
      const startMs = clock.now();
      const timestampSeconds = Math.floor(startMs / 1_000);
      const { 'webhook-signature': signature, ...named } = signStandardWebhook({ id, timestampSeconds, body }, keys);
      const own = { 'user-agent': 'pushdock', accept: '*/*', 'idempotency-key': id };
      const signed: Record<string, string> = keys.length === 0 ? {} : { 'webhook-signature': signature };
      try {
        const { status } = await poster.post({ ...own, ...headers, ...named, ...signed }, body, signal);
        return { status, detail: String(status), tookMs: clock.now() - startMs };
      } catch (error) {
        if (!(error instanceof OutboundFault)) throw error;
        return { detail: error.message, tookMs: clock.now() - startMs };
      }
    },
    close: () => poster.close(),
  };
}

/** Any address: it is the user's own URL, and redirects are not followed to another. */
function posterTo(url: string, clock: Clock) {
  try {
    return openPoster({ url, reach: 'any', connections: CONNECTIONS, timeoutMs: TIMEOUT_MS, keptBytes: 0, clock });
  } catch (error) {
    if (error instanceof OutboundFault) throw new CommandFailed('usage', `--to: ${error.message}`);
    throw error;
  }
}

function keyFrom(name: string): WebhookKey {
  const text = process.env[name];
  if (text === undefined || text === '')
    throw new CommandFailed('usage', `--secret-env: the environment variable ${name} is not set; set it to the secret`);
  const read = readWebhookKey(Secret.of(text));
  if (!read.ok) throw new CommandFailed('usage', `--secret-env: ${name} ${read.sentence}`);
  // A public key can check and not sign.
  if (read.key.version === 'v1a' && read.key.privateKey === undefined)
    throw new CommandFailed('usage', `--secret-env: ${name} is a public key, which cannot sign; set it to the secret`);
  return read.key;
}
