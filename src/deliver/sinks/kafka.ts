/** Events to Kafka. `delivered` means that all in-sync replicas of the partition have it (`acks=all`). */
import type { MessageToProduce, Producer } from '@platformatic/kafka';
import { loadPackage } from '../../config/optional-package.ts';
import type { KafkaSinkSettings } from '../../config.ts';
import { namedParts } from '../../formats/trace-context.ts';
import type { Clock } from '../../running/clock.ts';
import { messageOf } from '../../running/thrown.ts';
import { within } from '../../running/within.ts';
import type { StoredEvent } from '../../store/store.ts';
import { certificatesOf } from './client-certificates.ts';
import { gather } from './gathered.ts';
import { kafkaMessage } from './kafka-message.ts';
import { keepConnection } from './kept-connection.ts';
import type { Attempted, Sink } from './sink.ts';
import { topicOf } from './topic.ts';

const GOODBYE_MS_MAX = 1_000;

const loadKafka = () => import('@platformatic/kafka');

type Client = Awaited<ReturnType<typeof loadKafka>>;
type Writer = Producer<Buffer, Buffer, Buffer, Buffer>;
/** `dropped` aborts when nothing more is awaited of it. */
type Link = { readonly writer: Writer; readonly dropped: AbortController };
type Message = MessageToProduce<Buffer, Buffer, Buffer, Buffer>;

/** Rejects with `ConfigurationError` when the client's package is not installed. Connects with the first event, not before. */
export async function openKafkaSink(
  name: string,
  settings: KafkaSinkSettings,
  clock: Clock,
  load: typeof loadKafka = loadKafka,
): Promise<Sink> {
  const client = await loadPackage(`sinks.${name}.type`, ['@platformatic/kafka'], load);
  const { timeoutMs, mode } = settings;
  const producer = keepConnection<Link>(async () => {
    const writer: Writer = mayBeClosed(new client.Producer(optionsOf(settings)), client);
    // The pool listens to the first error of a connection only; the next one would end the process. A lost connection is a failed send.
    writer.on('client:broker:connect', ({ connection }: { connection?: NodeJS.EventEmitter }) =>
      connection?.on('error', () => {}),
    );
    return { writer, dropped: new AbortController() };
  });

  /**
   * After a failure nobody knows whether the broker has appended the records, and with them their numbers. A producer that went on would give these
   * numbers to other events, and the broker would acknowledge and drop those as repeats. So the next one begins under an id of its own.
   */
  function forget(failed: Link): void {
    producer.forget(failed);
    failed.dropped.abort(new Error('the connection was given up'));
    failed.writer.close().catch(() => {}); // A broker that is away says no goodbye.
  }

  // One send at a time: the client numbers the records of a send when it begins, so that two at once would have the same numbers.
  const send = gather<Message>(async (messages) => {
    const used = await producer.get();
    try {
      const sent = used.writer.send({ messages: [...messages], idempotent: true, acks: client.ProduceAcks.ALL });
      // A broker that is half-open answers neither a send nor a goodbye.
      await Promise.race([sent, whenAborted(used.dropped.signal)]);
    } catch (error) {
      forget(used);
      throw error;
    }
  }, bytesOf);

  return {
    name,
    settings: settings.delivery,
    deliver: (event, { signal, trace }) => {
      const topic = topicOf(settings.topic, event);
      return within(
        { timeoutMs, clock, signal },
        async (ended): Promise<Attempted> => {
          // It stands still, and everything that waits behind it. Told by the signal of this attempt: `late` below runs after each one.
          const standsStill = () => void producer.current().then((used) => used && forget(used));
          ended.addEventListener('abort', standsStill, { once: true });
          try {
            await send(messageFor(event, topic, mode, trace));
            return { kind: 'delivered', detail: `in the topic ${topic}` };
          } catch (error) {
            return { kind: 'failed', detail: reasonOf(error, topic) };
          } finally {
            ended.removeEventListener('abort', standsStill);
          }
        },
        () => ({ kind: 'failed', detail: `Kafka did not acknowledge within ${timeoutMs} ms` }),
      );
    },
    close: async () => {
      const used = await producer.current();
      if (used === undefined) return;
      const closed = new AbortController();
      const goodbye = used.writer.close().catch(() => {});
      await Promise.race([goodbye, clock.sleep(GOODBYE_MS_MAX, closed.signal)]);
      closed.abort();
    },
  };
}

/**
 * Lets a producer be closed while a send is under way. The client asks each error of a connection for `findBy`, which that of a closed pool does not
 * have: it threw in a timer (1.20: "error.findBy is not a function", a broker killed under load), and that ends the process.
 */
function mayBeClosed(writer: Writer, client: Client): Writer {
  const connect = writer[client.kGetConnection].bind(writer);
  writer[client.kGetConnection] = (broker, callback) =>
    connect(broker, (error, connection) => {
      const known = error === null || client.GenericError.isGenericError(error);
      callback(known ? error : new client.UserError(messageOf(error), { cause: error }), connection);
    });
  return writer;
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

function messageFor(event: StoredEvent, topic: string, mode: 'structured' | 'binary', trace?: string): Message {
  const { key, value, headers: own } = kafkaMessage(event.envelope, mode);
  const headers = { ...own, ...(trace !== undefined && namedParts(trace)) };
  return {
    topic,
    value: Buffer.from(value),
    ...(key !== undefined && { key: Buffer.from(key) }),
    headers: new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)])),
  };
}

const bytesOf = ({ value, key, headers }: Message): number => {
  let bytes = (value?.byteLength ?? 0) + (key?.byteLength ?? 0);
  if (headers instanceof Map) for (const [name, text] of headers) bytes += name.byteLength + text.byteLength;
  return bytes;
};

function optionsOf({ brokers, encryption, user, password, mechanism, tls, timeoutMs }: KafkaSinkSettings) {
  return {
    clientId: 'pushdock',
    bootstrapBrokers: [...brokers],
    connectTimeout: timeoutMs,
    timeout: timeoutMs,
    // Of one send under the same numbers, so that the broker drops repeats: a leader that moves, a coordinator that loads. Then the worker tries again.
    retries: 5,
    retryDelay: 300,
    maxInflights: 1,
    autocreateTopics: false,
    ...(user !== undefined &&
      password !== undefined && { sasl: { mechanism, username: user, password: password.reveal() } }),
    ...(encryption === 'tls' && {
      tlsServerName: true,
      tls: {
        ...certificatesOf(tls),
      },
    }),
  };
}

/** The client wraps what the broker said, more than once. */
function reasonOf(error: unknown, topic: string): string {
  const said = [...causes(error)].join('; ');
  if (/UNKNOWN_TOPIC_OR_PARTITION/.test(said)) return `Kafka has no topic ${topic}; create it`;
  return `Kafka: ${said}`;
}

function* causes(error: unknown, depth = 0): Generator<string> {
  if (depth > 5) return;
  const inner =
    error instanceof AggregateError ? error.errors : error instanceof Error && error.cause ? [error.cause] : [];
  const apiId = typeof error === 'object' && error !== null && 'apiId' in error ? ` (${String(error.apiId)})` : '';
  yield `${messageOf(error)}${apiId}`;
  for (const one of inner.slice(0, 3)) yield* causes(one, depth + 1);
}
