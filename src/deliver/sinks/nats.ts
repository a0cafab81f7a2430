/** Events to NATS JetStream. `delivered` means that the stream has acknowledged it. */
import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import { loadPackage } from '../../config/optional-package.ts';
import type { NatsSinkSettings } from '../../config.ts';
import { namedParts } from '../../formats/trace-context.ts';
import type { Clock } from '../../running/clock.ts';
import { within } from '../../running/within.ts';
import { certificatesOf } from './client-certificates.ts';
import { keepConnection } from './kept-connection.ts';
import type { Attempted, Sink } from './sink.ts';
import { topicOf } from './topic.ts';

const packages = ['@nats-io/transport-node', '@nats-io/jetstream'];
const loadNats = async () => ({
  ...(await import('@nats-io/transport-node')),
  ...(await import('@nats-io/jetstream')),
});

/** Rejects with `ConfigurationError` when the client's packages are not installed. Connects with the first event, not before. */
export async function openNatsSink(
  name: string,
  settings: NatsSinkSettings,
  clock: Clock,
  load: typeof loadNats = loadNats,
): Promise<Sink> {
  const { connect, jetstream, headers } = await loadPackage(`sinks.${name}.type`, packages, load);
  const { timeoutMs } = settings;
  const connection = keepConnection(async () => {
    const opened = await connect(optionsOf(settings));
    // It connects again by itself, for ever; it is closed only on purpose.
    void opened.closed().then(() => connection.forget(opened));
    return opened;
  });
  const headersFor = (trace?: string) => {
    const made = headers();
    made.set('content-type', 'application/cloudevents+json; charset=utf-8');
    if (trace !== undefined) for (const [header, value] of Object.entries(namedParts(trace))) made.set(header, value);
    return made;
  };
  const untraced = headersFor();

  return {
    name,
    settings: settings.delivery,
    deliver: (event, { signal, replay, trace }) => {
      const publish = async (): Promise<Attempted> => {
        const subject = topicOf(settings.subject, event);
        try {
          const ack = await jetstream(await connection.get()).publish(subject, JSON.stringify(event.envelope), {
            // The stream drops what it has had within its window; a replay is meant to come again, a repeat within it is not.
            msgID: replay === undefined ? event.id : `${event.id}/${replay}`,
            headers: trace === undefined ? untraced : headersFor(trace),
            timeout: timeoutMs,
            ...(settings.stream === undefined ? {} : { expect: { streamName: settings.stream } }),
          });
          const known = ack.duplicate ? ', which already had it' : '';
          return { kind: 'delivered', detail: `stream ${ack.stream}, sequence ${ack.seq}${known}` };
        } catch (error) {
          return { kind: 'failed', detail: reasonOf(error, subject) };
        }
      };
      return within({ timeoutMs, clock, signal }, publish, () => ({
        kind: 'failed',
        detail: `NATS did not acknowledge within ${timeoutMs} ms`,
      }));
    },
    close: async () => {
      const opened: NatsConnection | undefined = await connection.current();
      await opened?.close();
    },
  };
}

function optionsOf({ servers, user, password, token, tls, timeoutMs }: NatsSinkSettings): ConnectionOptions {
  const encrypted = tls !== undefined || servers.some((server) => server.startsWith('tls://'));
  return {
    name: 'pushdock',
    servers: servers.map((server) => server.replace(/^(nats|tls):\/\//, '')),
    timeout: timeoutMs,
    maxReconnectAttempts: -1,
    ...(user === undefined || password === undefined ? {} : { user, pass: password.reveal() }),
    ...(token === undefined ? {} : { token: token.reveal() }),
    // Given at all, it insists: a server without TLS is refused.
    ...(encrypted && {
      tls: {
        ...certificatesOf(tls),
      },
    }),
  };
}

/** There is no answer on a subject that no stream takes, and the client cannot tell that from a server without JetStream. */
function reasonOf(error: unknown, subject: string): string {
  if (!(error instanceof Error)) return `NATS: ${String(error)}`;
  if (error.name === 'JetStreamNotEnabled' || error.name === 'NoRespondersError')
    return `no stream takes the subject ${subject} (or the server has no JetStream); create one that does`;
  return `NATS: ${error.message}`;
}
