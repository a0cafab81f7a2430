/** One message of a queue on the way of every push: as the request that would have brought it over HTTP. */
import type { Log } from '../../log.ts';
import type { Receive, Source } from '../../providers/provider.ts';
import type { Queued } from '../../providers/queued.ts';
import type { AnswerRecord } from '../../running/answers.ts';
import type { Clock } from '../../running/clock.ts';
import type { Metrics } from '../../running/metrics.ts';
import { stackOf } from '../../running/thrown.ts';
import type { RawRequest } from '../../trust/trust.ts';
import type { Refusals } from '../refusals.ts';
import type { Received } from './queue.ts';

/**
 * `durable`: the queue may forget it. `refused`: not proven, too large, or its source is gone; `crashed`: we have a fault. Neither was kept. `unstored`: the store is away.
 */
export type Taken = 'durable' | 'refused' | 'crashed' | 'unstored';

export type TakeParts = {
  readonly receive: Receive;
  readonly bodyBytesMax: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly refusals?: Refusals | undefined;
  readonly answers?: AnswerRecord | undefined;
  readonly metrics?: Pick<Metrics, 'refused'> | undefined;
};

/** Never rejects. */
export async function takeMessage(
  message: Received,
  source: Source & { readonly queue: Queued },
  address: string,
  parts: TakeParts,
): Promise<Taken> {
  const { clock, log, bodyBytesMax } = parts;
  const request: RawRequest = {
    ...requestOf(message, source.queue),
    query: '',
    publicUrl: source.pushUrl,
    bytes: message.bytes,
    remoteAddress: address,
    receivedAtMs: clock.now(),
  };
  if (message.bytes.byteLength > bodyBytesMax) return tooLarge(request, source, parts);
  try {
    const outcome = await parts.receive(source.queue.operationId, { path: { source: source.name }, request });
    if (outcome.kind !== 'refused') return 'durable';
    return outcome.code === 'store_unavailable' ? 'unstored' : 'refused';
  } catch (error) {
    log.error('request.crashed', {
      operation: source.queue.operationId,
      source: source.name,
      queue_message: message.id,
      reason: stackOf(error),
    });
    return 'crashed';
  }
}

function requestOf(message: Received, queue: Queued): Pick<RawRequest, 'method' | 'path' | 'headers'> {
  const { headers, ...rest } = queue.request(message);
  // Stored with it, so that it can be told from a push over HTTP and found in the queue's own logs.
  return { ...rest, headers: { ...headers, 'queue-message-id': message.id } };
}

/** Not looked at any further, as over HTTP. */
function tooLarge(
  request: RawRequest,
  { provider, name, receiving }: Source,
  { refusals, answers, metrics }: TakeParts,
): 'refused' {
  const { remoteAddress, method } = request;
  const path = receiving.redactTarget({ path: { source: name }, request });
  refusals?.note({ address: remoteAddress, method, path, code: 'body_too_large', source: { provider, name } });
  metrics?.refused('body_too_large', { seconds: 0 }, name);
  answers?.answered({ provider, source: name, outcome: 'body_too_large', request, tookMs: 0 });
  return 'refused';
}
