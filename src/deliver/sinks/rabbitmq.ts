/** Events to RabbitMQ. `delivered` means that the broker has confirmed a persistent message and that a queue has it. */
import { readFileSync } from 'node:fs';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import { loadPackage } from '../../config/optional-package.ts';
import type { RabbitmqSinkSettings } from '../../config.ts';
import { namedParts } from '../../formats/trace-context.ts';
import type { Clock } from '../../running/clock.ts';
import { messageOf } from '../../running/thrown.ts';
import { within } from '../../running/within.ts';
import type { StoredEvent } from '../../store/store.ts';
import { keepConnection } from './kept-connection.ts';
import type { Attempted, Sink } from './sink.ts';
import { topicOf } from './topic.ts';

// Both ends send a sign of life twice in this time; a broker that is away is noticed after it, and not when the system's TCP gives up.
const HEARTBEAT_SECONDS = 15;

const GOODBYE_MS_MAX = 1_000;

type Link = {
  readonly connection: ChannelModel;
  readonly channel: ConfirmChannel;
  /** Ids of messages that came back because no queue takes them. RabbitMQ confirms these too, right after it has returned them. */
  readonly returned: Set<string>;
  /** How many messages the broker has confirmed or refused: whether it still answers at all. */
  readonly answers: { count: number };
};

const loadAmqp = async () => (await import('amqplib')).default;

/** Rejects with `ConfigurationError` when the client's package is not installed. Connects with the first event, not before. */
export async function openRabbitmqSink(
  name: string,
  settings: RabbitmqSinkSettings,
  clock: Clock,
  load: typeof loadAmqp = loadAmqp,
): Promise<Sink> {
  const { connect } = await loadPackage(`sinks.${name}.type`, ['amqplib'], load);
  const { timeoutMs } = settings;
  const link = keepConnection(open);

  async function open(): Promise<Link> {
    const connecting = connect(connectionOf(settings), { ...tlsOf(settings.tls), timeout: timeoutMs });
    const connection = await connecting;
    let isOpen = false;
    // A broker that stops in the middle of the opening would have every attempt wait for it.
    const ended = new AbortController();
    void clock.sleep(timeoutMs, ended.signal).then(() => {
      if (!isOpen) cutOff(connection);
    });
    // Without a listener, these would end the process. A lost message is a failed attempt, and `close` comes after `error`.
    connection.on('error', () => {});
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    const opened: Link = { connection, channel, returned: new Set(), answers: { count: 0 } };
    channel.on('return', (message) => opened.returned.add(String(message.properties.messageId)));
    const lost = () => {
      link.forget(opened);
      connection.close().catch(() => {}); // A channel may end alone; a connection that is closed already says so, and that is all.
    };
    channel.on('close', lost);
    connection.on('close', lost);
    try {
      if (settings.queue !== undefined) await channel.assertQueue(settings.queue, { durable: true });
      if (settings.exchange !== undefined) await channel.assertExchange(settings.exchange, 'topic', { durable: true });
    } catch (error) {
      lost();
      throw error;
    } finally {
      isOpen = true;
      ended.abort();
    }
    return opened;
  }

  return {
    name,
    settings: settings.delivery,
    deliver: (event, { signal, trace }) => {
      let used: { readonly opened: Link; readonly answersBefore: number } | undefined;
      return within(
        { timeoutMs, clock, signal },
        async () => {
          try {
            const opened = await link.get();
            used = { opened, answersBefore: opened.answers.count };
            return await publish(opened, event, settings, trace);
          } catch (error) {
            return { kind: 'failed', detail: `RabbitMQ: ${messageOf(error)}` };
          }
        },
        () => {
          // It has not answered for that long, so it is half-open. The next attempt makes a new connection.
          if (used !== undefined && used.opened.answers.count === used.answersBefore) {
            link.forget(used.opened);
            cutOff(used.opened.connection);
          }
          return { kind: 'failed', detail: `RabbitMQ did not confirm within ${timeoutMs} ms` };
        },
      );
    },
    close: async () => {
      const opened = await link.current();
      if (opened === undefined) return;
      link.forget(opened);
      // A broker that is half-open does not say goodbye.
      const closed = new AbortController();
      const goodbye = opened.connection.close().catch(() => {}); // Lost in this moment: closed all the same.
      await Promise.race([goodbye, clock.sleep(GOODBYE_MS_MAX, closed.signal)]);
      closed.abort();
      cutOff(opened.connection);
    },
  };
}

/** Without a word to the broker. amqplib's own types do not show the socket. */
function cutOff(connection: ChannelModel): void {
  const { stream } = connection.connection as unknown as { readonly stream?: { destroy(): void } };
  stream?.destroy();
}

function publish(
  { channel, returned, answers }: Link,
  event: StoredEvent,
  settings: RabbitmqSinkSettings,
  trace?: string,
): Promise<Attempted> {
  const exchange = settings.exchange ?? '';
  const key = settings.queue ?? topicOf(settings.routingKey, event);
  return new Promise((done) => {
    channel.publish(
      exchange,
      key,
      Buffer.from(JSON.stringify(event.envelope)),
      {
        persistent: true,
        mandatory: true,
        messageId: event.id,
        type: event.type,
        appId: 'pushdock',
        contentType: 'application/cloudevents+json',
        contentEncoding: 'utf-8',
        ...(trace !== undefined && { headers: namedParts(trace) }),
      },
      (error: unknown) => {
        answers.count += 1;
        const cameBack = returned.delete(event.id);
        if (error !== null && error !== undefined)
          done({ kind: 'failed', detail: `RabbitMQ refused it: ${error instanceof Error ? error.message : 'nack'}` });
        else if (cameBack)
          done({
            kind: 'failed',
            detail: `no queue takes the routing key ${key}; bind one to ${exchange || 'the broker'}`,
          });
        else done({ kind: 'delivered', detail: `confirmed, ${settings.queue ?? `${exchange} ${key}`}` });
      },
    );
  });
}

/** amqplib takes the parts; a URL with a password in it is not made at all. */
function connectionOf({ url, user, password }: RabbitmqSinkSettings) {
  const { protocol, hostname, port, pathname } = new URL(url);
  return {
    protocol: protocol.slice(0, -1),
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(port === '' ? {} : { port: Number(port) }),
    username: user,
    password: password?.reveal() ?? 'guest', // RabbitMQ's own default, which works on loopback only.
    vhost: pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : '/',
    heartbeat: HEARTBEAT_SECONDS,
  };
}

function tlsOf(tls: RabbitmqSinkSettings['tls']): { ca?: Buffer[]; cert?: Buffer; key?: Buffer } {
  return {
    ...(tls?.ca === undefined ? {} : { ca: [readFileSync(tls.ca)] }),
    ...(tls?.certificate === undefined ? {} : { cert: readFileSync(tls.certificate) }),
    ...(tls?.key === undefined ? {} : { key: Buffer.from(tls.key.bytes()) }),
  };
}
