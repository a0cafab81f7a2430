/** A queue on Amazon SQS. */
import type { BatchResultErrorEntry, Message } from '@aws-sdk/client-sqs';
import { loadPackage } from '../../config/optional-package.ts';
import type { SqsQueueSettings } from '../../config/settings.ts';
import { sqsClientConfig, sqsFault } from '../../outbound/sqs.ts';
import type { Clock } from '../../running/clock.ts';
import { within } from '../../running/within.ts';
import { BATCH_MAX, type Queue, type Received } from './queue.ts';

const loadSqs = () => import('@aws-sdk/client-sqs');

// The longest that SQS allows: an empty queue then costs three requests a minute.
const WAIT_SECONDS = 20;

/** `place`: of the settings in the configuration. Rejects with `ConfigurationError` when the client's package is not installed. Connects with the first call. */
export async function openSqsQueue(
  place: string,
  settings: SqsQueueSettings,
  clock: Clock,
  load = loadSqs,
): Promise<Queue> {
  const { queueUrl, timeoutMs, visibilitySeconds } = settings;
  const { SQSClient, ReceiveMessageCommand, DeleteMessageBatchCommand, ChangeMessageVisibilityBatchCommand } =
    await loadPackage(place, ['@aws-sdk/client-sqs'], load);
  const client = new SQSClient(sqsClientConfig(settings, timeoutMs));
  // The answer to this one may take `WAIT_SECONDS` longer than any other.
  const waiting = new SQSClient(sqsClientConfig(settings, timeoutMs + WAIT_SECONDS * 1_000));

  /** The SDK's own limits begin with the connection; the wait for credentials, of the machine's role for one, is not in them. */
  const bounded = <T>(ms: number, signal: AbortSignal, call: (ended: AbortSignal) => Promise<T>): Promise<T> =>
    within({ timeoutMs: ms, clock, signal }, call, () => {
      throw new Error(`no answer within ${ms} ms`);
    });
  const never = new AbortController().signal;

  return {
    address: new URL(queueUrl).host,
    holdSeconds: visibilitySeconds,
    async receive(signal) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: BATCH_MAX,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: visibilitySeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      });
      const { Messages = [] } = await bounded(timeoutMs + WAIT_SECONDS * 1_000, signal, (abortSignal) =>
        waiting.send(command, { abortSignal }),
      );
      return Messages.map(receivedOf);
    },
    async remove(messages) {
      const Entries = messages.map(({ receipt }, at) => ({ Id: `${at}`, ReceiptHandle: receipt }));
      const { Failed } = await bounded(timeoutMs, never, (abortSignal) =>
        client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }), { abortSignal }),
      );
      refuseFailed(Failed);
    },
    async hold(messages, seconds) {
      const Entries = messages.map(({ receipt }, at) => ({
        Id: `${at}`,
        ReceiptHandle: receipt,
        VisibilityTimeout: seconds,
      }));
      const { Failed } = await bounded(timeoutMs, never, (abortSignal) =>
        client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }), { abortSignal }),
      );
      refuseFailed(Failed);
    },
    faultOf: (error) => sqsFault(error, queueUrl),
    close: () => {
      client.destroy();
      waiting.destroy();
    },
  };
}

/** Attributes that hold bytes are left out: none is known to carry a proof. */
function receivedOf({ MessageId, Body, ReceiptHandle, Attributes, MessageAttributes = {} }: Message): Received {
  const texts = Object.entries(MessageAttributes).flatMap(([name, { StringValue }]) =>
    StringValue === undefined ? [] : [[name.toLowerCase(), StringValue] as const],
  );
  return {
    id: MessageId ?? '',
    bytes: Buffer.from(Body ?? '', 'utf8'),
    attributes: Object.fromEntries(texts),
    receipt: ReceiptHandle ?? '',
    receipts: Number(Attributes?.ApproximateReceiveCount ?? 1),
  };
}

/** SQS answers 200 for a batch of which single entries have failed. */
function refuseFailed(failed: readonly BatchResultErrorEntry[] = []): void {
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(
    `${failed.length} of a batch were not changed: ${first.Code ?? 'unknown'} ${first.Message ?? ''}`.trim(),
  );
}
