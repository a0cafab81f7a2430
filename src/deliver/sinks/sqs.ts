/** Events to Amazon SQS. `delivered` means that SQS has accepted the message, and names its id. */
import { createHash } from 'node:crypto';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { loadPackage } from '../../config/optional-package.ts';
import type { SqsSinkSettings } from '../../config.ts';
import { namedParts } from '../../formats/trace-context.ts';
import { sqsClientConfig, sqsFault } from '../../outbound/sqs.ts';
import type { Clock } from '../../running/clock.ts';
import { within } from '../../running/within.ts';
import type { StoredEvent } from '../../store/store.ts';
import type { Attempted, Sink } from './sink.ts';

const loadSqs = () => import('@aws-sdk/client-sqs');

/** Rejects with `ConfigurationError` when the client's package is not installed. Connects with the first event, not before. */
export async function openSqsSink(
  name: string,
  settings: SqsSinkSettings,
  clock: Clock,
  load: typeof loadSqs = loadSqs,
): Promise<Sink> {
  const { SQSClient, SendMessageCommand } = await loadPackage(`sinks.${name}.type`, ['@aws-sdk/client-sqs'], load);
  const { timeoutMs, queueUrl } = settings;
  const client = new SQSClient(sqsClientConfig(settings, timeoutMs));

  return {
    name,
    settings: settings.delivery,
    deliver: (event, { signal, replay, trace }) => {
      return within(
        { timeoutMs, clock, signal },
        async (ended): Promise<Attempted> => {
          try {
            const command = new SendMessageCommand(messageFor(event, queueUrl, { replay, trace }));
            const { MessageId } = await client.send(command, { abortSignal: ended });
            return { kind: 'delivered', detail: `message ${MessageId}` };
          } catch (error) {
            return { kind: 'failed', detail: sqsFault(error, queueUrl) };
          }
        },
        () => ({ kind: 'failed', detail: `SQS did not answer within ${timeoutMs} ms` }),
      );
    },
    close: async () => client.destroy(),
  };
}

function messageFor(
  event: StoredEvent,
  queueUrl: string,
  { replay, trace }: { readonly replay: string | undefined; readonly trace: string | undefined },
): SendMessageCommandInput {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  return {
    QueueUrl: queueUrl,
    MessageBody: JSON.stringify(event.envelope),
    MessageAttributes: {
      'content-type': text('application/cloudevents+json; charset=utf-8'),
      id: text(event.id),
      type: text(event.type),
      ...(trace !== undefined &&
        Object.fromEntries(Object.entries(namedParts(trace)).map(([name, value]) => [name, text(value)]))),
    },
    // A FIFO queue keeps the order within a group, and drops a repeat within five minutes; a replay is meant to come again.
    ...(queueUrl.endsWith('.fifo') && {
      MessageGroupId: fifoId(event.subject ?? event.id),
      MessageDeduplicationId: fifoId(replay === undefined ? event.id : `${event.id}/${replay}`),
    }),
  };
}

/** At most 128 letters, digits and ASCII punctuation are allowed; anything else is told apart by its hash. */
const fifoId = (text: string): string =>
  /^[\x21-\x7e]{1,128}$/.test(text) ? text : createHash('sha256').update(text).digest('hex');
