import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SqsSinkSettings } from '../../../src/config.ts';
import { openSqsSink } from '../../../src/deliver/sinks/sqs.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { until } from '../../support/until.ts';
import { brokerPromises, brokerUser } from './broker-promises.ts';
import { clientOf, createQueue, queueAt, noElasticMq as skip, startElasticMq as start } from './elasticmq.ts';
import { delivery, eventOf } from './events.ts';

const settings = (port: number, more: Partial<SqsSinkSettings> = {}): SqsSinkSettings => ({
  type: 'sqs',
  queueUrl: queueAt(port, 'events'),
  region: 'elasticmq',
  endpoint: `http://127.0.0.1:${port}`,
  accessKeyId: brokerUser.name,
  secretAccessKey: Secret.of(brokerUser.password),
  timeoutMs: 10_000,
  delivery,
  ...more,
});

async function manage(port: number, name = 'events') {
  const client = clientOf(port);
  const QueueUrl = queueAt(port, name);
  await createQueue(client, name);
  return {
    /** `seen`: told at once, before a broker that ends can interrupt the rest. */
    received: async (seen: (message: Message) => void = () => {}) => {
      const all: Message[] = [];
      for (;;) {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['All'],
          }),
        );
        if (Messages.length === 0) return all;
        all.push(...Messages);
        Messages.forEach(seen);
        for (const { ReceiptHandle } of Messages)
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    },
    close: async () => client.destroy(),
  };
}

brokerPromises({
  name: 'SQS',
  skip,
  start,
  open: (port, { timeoutMs, password }) =>
    openSqsSink('jobs', settings(port, { timeoutMs, secretAccessKey: password }), systemClock),
  read: async (port) => {
    const { received, close } = await manage(port);
    return {
      arrived: async () =>
        (await received()).map(({ MessageAttributes: attributes = {}, Body = '' }) => ({
          id: attributes.id?.StringValue ?? '',
          contentType: attributes['content-type']?.StringValue ?? '',
          body: Body,
        })),
      close,
    };
  },
  untaken: {
    open: (port) => openSqsSink('jobs', settings(port, { queueUrl: queueAt(port, 'elsewhere') }), systemClock),
    detail: 'SQS has no queue http://127.0.0.1:PORT/000000000000/elsewhere; create it, or correct queueUrl and region',
  },
  letsAnyoneIn: 'ElasticMQ checks no signature',
  forgets: true, // ElasticMQ writes its messages half a second later; SQS does not.
  uninstalled: {
    open: (missing) => openSqsSink('jobs', settings(1), systemClock, () => Promise.reject(missing)),
    fault: 'sinks.jobs.type: needs @aws-sdk/client-sqs, which is not installed; run npm install @aws-sdk/client-sqs',
  },
  own: (port) => {
    test('on a FIFO queue the group is the subject, its events are in order, a repeat is dropped and a replay is not', async () => {
      const { received, close } = await manage(port(), 'ordered.fifo');
      const sink = await openSqsSink(
        'jobs',
        settings(port(), { queueUrl: queueAt(port(), 'ordered.fifo') }),
        systemClock,
      );
      const deliver = (index: number, replay?: string) =>
        sink.deliver(eventOf('com.toy.moved', { index }, 500 + index, 'order-1'), {
          ...firstAttempt,
          ...(replay && { replay }),
        });
      for (const index of [0, 1, 2, 3]) assert.equal((await deliver(index)).kind, 'delivered');
      assert.equal((await deliver(3)).kind, 'delivered');
      assert.equal((await deliver(0, '4')).kind, 'delivered');
      const messages = await received();
      assert.deepEqual(
        messages.map(({ Body = '' }) => JSON.parse(Body).data.index),
        [0, 1, 2, 3, 0],
      );
      assert.deepEqual(new Set(messages.map(({ Attributes }) => Attributes?.MessageGroupId)), new Set(['order-1']));
      await Promise.all([sink.close(), close()]);
    });

    test('a subject that a group cannot be called is told apart by its hash', async () => {
      const { received, close } = await manage(port(), 'hashed.fifo');
      const sink = await openSqsSink(
        'jobs',
        settings(port(), { queueUrl: queueAt(port(), 'hashed.fifo') }),
        systemClock,
      );
      assert.equal((await sink.deliver(eventOf('com.toy.moved', {}, 600), firstAttempt)).kind, 'delivered');
      assert.match((await received())[0]?.Attributes?.MessageGroupId ?? '', /^[0-9a-f]{64}$/);
      await Promise.all([sink.close(), close()]);
    });
  },
});

test('a queue that is killed under load and comes back gets every event', { skip }, async () => {
  const broker = await start();
  const { received, close } = await manage(broker.port);
  const sink = await openSqsSink('jobs', settings(broker.port, { timeoutMs: 3_000 }), systemClock);
  const confirmed = new Map<string, number>();
  const arrived = new Set<string>();
  const events = Array.from({ length: 6 }, (_, at) =>
    Array.from({ length: 40 }, (_, index) => eventOf('com.toy.moved', { index }, at * 1_000 + index, `order-${at}`)),
  );
  const killed = { fromMs: 0, toMs: 0 };
  async function killOnce(): Promise<void> {
    killed.fromMs = performance.now();
    await broker.stop();
    killed.toMs = performance.now();
    await broker.start();
  }
  let failed = 0;
  await Promise.all(
    events.map(async (own) => {
      for (const event of own) {
        for (let tries = 0; (await sink.deliver(event, firstAttempt)).kind !== 'delivered'; tries += 1) {
          failed += 1;
          assert.ok(tries < 300, `${event.id} was never taken`);
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        confirmed.set(event.id, performance.now());
        if (confirmed.size === 100) await killOnce();
      }
    }),
  );
  assert.ok(failed > 0, 'it was away under load');
  // ElasticMQ writes its messages half a second after it has confirmed them, and loses these in a kill. SQS does not.
  const lostByElasticMq = (id: string) => {
    const atMs = confirmed.get(id) ?? 0;
    return atMs > killed.fromMs - 5_000 && atMs < killed.toMs;
  };
  const owed = events.flat().flatMap(({ id }) => (lostByElasticMq(id) ? [] : [id]));
  assert.ok(owed.length >= 100, 'those under way at the kill, and all after it');
  const missing = () => owed.filter((id) => !arrived.has(id));
  const all = async () => {
    await received(({ MessageAttributes: { id } = {} }) => void arrived.add(id?.StringValue ?? ''));
    return missing().length === 0;
  };
  await until(all, { msMax: 60_000, everyMs: 200, otherwise: () => `missing: ${missing().join(', ')}` });
  await Promise.all([sink.close(), close(), broker.stop()]);
});
