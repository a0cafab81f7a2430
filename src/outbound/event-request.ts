/** Events as the request that brings them: one CloudEvent over HTTP, or a batch, signed as Standard Webhooks. */
import { createHash } from 'node:crypto';
import { cloudEventBatch, cloudEventMessage } from '../formats/cloud-event-message.ts';
import { namedParts } from '../formats/trace-context.ts';
import { signStandardWebhook, type WebhookKey } from '../trust/schemes/standard-webhooks.ts';

export type EventRequest = {
  /** Names in lower case, in the order in which they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type RequestParts = {
  readonly mode: 'structured' | 'binary';
  /** Each signs, so that a receiver may know the old secret or the new one. */
  readonly keys: readonly WebhookKey[];
  readonly timestampSeconds: number;
  /** The operator's own, names in lower case. They replace no header of ours but the first two. */
  readonly own?: Readonly<Record<string, string>>;
  /** The span that sends it. */
  readonly trace?: string;
};

type Sent = { readonly id: string; readonly envelope: Readonly<Record<string, unknown>> };

export function eventRequest(event: Sent, { mode, trace, ...parts }: RequestParts): EventRequest {
  const message = cloudEventMessage(event.envelope, mode);
  return signed(event.id, { ...message.headers, ...(trace !== undefined && namedParts(trace)) }, message.body, parts);
}

/**
 * Several events as one request. Its id is made of theirs: the same events in the same order have the same one. Without a `traceparent`, since they
 * belong to several traces; each envelope names its own.
 */
export function batchRequest(events: readonly Sent[], parts: Omit<RequestParts, 'mode' | 'trace'>): EventRequest {
  const { headers, body } = cloudEventBatch(events.map(({ envelope }) => envelope));
  const digest = createHash('sha256').update(JSON.stringify(events.map(({ id }) => id)));
  return signed(`batch-${digest.digest('hex').slice(0, 32)}`, headers, body, parts);
}

function signed(
  id: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  { keys, timestampSeconds, own = {} }: Omit<RequestParts, 'mode' | 'trace'>,
): EventRequest {
  return {
    headers: {
      'user-agent': 'pushdock',
      accept: '*/*',
      ...own,
      ...headers,
      'idempotency-key': id,
      ...signStandardWebhook({ id, timestampSeconds, body }, keys),
    },
    body,
  };
}
