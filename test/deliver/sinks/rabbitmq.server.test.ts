import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from 'amqplib';
import type { RabbitmqSinkSettings } from '../../../src/config.ts';
import { openRabbitmqSink } from '../../../src/deliver/sinks/rabbitmq.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { freePort } from '../../support/free-ports.ts';
import { brokerPromises, brokerUser } from './broker-promises.ts';
import { type Broker, startBroker } from './brokers.ts';
import { delivery, eventOf } from './events.ts';

const settings = (port: number, more: Partial<RabbitmqSinkSettings>): RabbitmqSinkSettings => ({
  type: 'rabbitmq',
  url: `amqp://127.0.0.1:${port}`,
  user: brokerUser.name,
  routingKey: '{source}.{type}',
  timeoutMs: 10_000,
  delivery,
  ...more,
});

/** The server's own script: Debian's wrapper would change to another user and to /var/lib. */
const program = ((place: string) =>
  existsSync(place)
    ? readdirSync(place)
        .filter((name) => name.startsWith('rabbitmq_server-'))
        .map((name) => join(place, name, 'sbin/rabbitmq-server'))
        .find((path) => existsSync(path))
    : undefined)('/usr/lib/rabbitmq/lib');
const skip = program === undefined ? 'no rabbitmq-server here (apt-get install rabbitmq-server)' : false;

async function start(): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-rabbitmq-'));
  const [port, distribution, epmd] = [await freePort(), await freePort(), await freePort()];
  mkdirSync(join(folder, 'log'));
  writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
  writeFileSync(join(folder, 'rabbitmq.conf'), `listeners.tcp.1 = 127.0.0.1:${port}\n`);
  const env = {
    ...process.env,
    HOME: folder, // The cookie lies there.
    RABBITMQ_NODENAME: `pushdock-${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    // A name server of its own, started below; one that Erlang starts would stay behind.
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
  return startBroker(folder, port, () => [
    spawn(program ?? '', [], { stdio: 'ignore', detached: true, env }),
    spawn('epmd', ['-port', String(epmd), '-address', '127.0.0.1'], { stdio: 'ignore', detached: true, env }),
  ]);
}

const toBroker = (port: number, more: Partial<RabbitmqSinkSettings>) =>
  openRabbitmqSink('queue', settings(port, more), systemClock);

async function openChannel(port: number) {
  const client = await connect(`amqp://${brokerUser.name}:${brokerUser.password}@127.0.0.1:${port}`);
  return { channel: await client.createChannel(), close: () => client.close() };
}

brokerPromises({
  name: 'RabbitMQ',
  skip,
  start,
  open: (port, more) => toBroker(port, { queue: 'events', ...more }),
  read: async (port) => {
    const { channel, close } = await openChannel(port);
    await channel.assertQueue('events', { durable: true });
    return {
      arrived: async () => {
        const arrived = [];
        for (;;) {
          const message = await channel.get('events', { noAck: true });
          if (message === false) return arrived;
          const { messageId: id, contentType } = message.properties;
          arrived.push({ id, contentType, body: message.content.toString() });
        }
      },
      close,
    };
  },
  untaken: {
    open: (port) => toBroker(port, { exchange: 'nobody' }),
    detail: 'no queue takes the routing key toy.box.com.toy.moved; bind one to nobody',
  },
  own: (port) => {
    test('an event is a persistent message, and its queue is durable', async () => {
      const sink = await toBroker(port(), { queue: 'lasting' });
      assert.deepEqual(await sink.deliver(eventOf('com.toy.moved', {}, 100), firstAttempt), {
        kind: 'delivered',
        detail: 'confirmed, lasting',
      });
      const { channel, close } = await openChannel(port());
      await assert.doesNotReject(channel.assertQueue('lasting', { durable: true }));
      const message = await channel.get('lasting', { noAck: true });
      assert.equal(message !== false && message.properties.deliveryMode, 2);
      await Promise.all([close(), sink.close()]);
    });

    test('at an exchange the routing key is made of the event', async () => {
      const sink = await toBroker(port(), { exchange: 'pushes' });
      assert.equal((await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt)).kind, 'failed');
      const { channel, close } = await openChannel(port());
      await channel.assertQueue('toys', { durable: true });
      await channel.bindQueue('toys', 'pushes', 'toy.#');
      assert.equal((await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt)).kind, 'delivered');
      assert.equal((await channel.checkQueue('toys')).messageCount, 1);
      await Promise.all([close(), sink.close()]);
    });

    test('a queue that exists with other properties is a failed attempt, and the next finds it mended', async () => {
      const { channel, close } = await openChannel(port());
      await channel.assertQueue('fleeting', { durable: false });
      const sink = await toBroker(port(), { queue: 'fleeting' });
      const attempted = await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
      assert.equal(attempted.kind, 'failed');
      assert.match(attempted.detail, /PRECONDITION_FAILED/);
      await channel.deleteQueue('fleeting');
      assert.equal((await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt)).kind, 'delivered');
      await Promise.all([close(), sink.close()]);
    });
  },
  uninstalled: {
    open: (missing) =>
      openRabbitmqSink('queue', settings(1, { queue: 'events' }), systemClock, () => Promise.reject(missing)),
    fault: 'sinks.queue.type: needs amqplib, which is not installed; run npm install amqplib',
  },
});
