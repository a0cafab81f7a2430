/** One event as the request that brings it: a CloudEvent over HTTP, signed as Standard Webhooks. */
import { cloudEventMessage } from '../formats/cloud-event-message.ts';
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

export function eventRequest(
  event: { readonly id: string; readonly envelope: Readonly<Record<string, unknown>> },
  { mode, keys, timestampSeconds, own = {}, trace }: RequestParts,
): EventRequest {
  const { headers, body } = cloudEventMessage(event.envelope, mode);
  return {
    headers: {
      'user-agent': 'pushdock',
      accept: '*/*',
      ...own,
      ...headers,
      ...(trace !== undefined && namedParts(trace)),
      'idempotency-key': event.id,
      ...signStandardWebhook({ id: event.id, timestampSeconds, body }, keys),
    },
    body,
  };
}
