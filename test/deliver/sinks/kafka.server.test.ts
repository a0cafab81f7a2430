import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KafkaSinkSettings } from '../../../src/config.ts';
import { openKafkaSink } from '../../../src/deliver/sinks/kafka.ts';
import { kafkaMessage } from '../../../src/deliver/sinks/kafka-message.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { brokerPromises, brokerUser } from './broker-promises.ts';
import { delivery, eventOf } from './events.ts';
import { readTopic, skip, startKafka } from './kafka-broker.ts';

const settings = (port: number, more: Partial<KafkaSinkSettings> = {}): KafkaSinkSettings => ({
  type: 'kafka',
  brokers: [`127.0.0.1:${port}`],
  topic: 'events',
  mode: 'structured',
  encryption: 'none',
  user: brokerUser.name,
  password: Secret.of(brokerUser.password),
  mechanism: 'PLAIN',
  timeoutMs: 10_000,
  delivery,
  ...more,
});

const header = (headers: ReadonlyMap<Buffer, Buffer>, name: string): string =>
  [...headers].find(([key]) => key.toString() === name)?.[1].toString() ?? '';

brokerPromises({
  name: 'Kafka',
  skip,
  start: startKafka,
  open: (port, more) => openKafkaSink('log', settings(port, more), systemClock),
  read: async (port) => {
    const reader = await readTopic(port, 'events');
    return {
      arrived: async () =>
        (await reader.records()).map(({ value, headers }) => ({
          id: JSON.parse(value.toString()).id,
          contentType: header(headers, 'content-type'),
          body: value.toString(),
        })),
      close: reader.close,
    };
  },
  untaken: {
    open: (port) => openKafkaSink('log', settings(port, { topic: 'elsewhere' }), systemClock),
    detail: 'Kafka has no topic elsewhere; create it',
  },
  uninstalled: {
    open: (missing) => openKafkaSink('log', settings(1), systemClock, () => Promise.reject(missing)),
    fault: 'sinks.log.type: needs @platformatic/kafka, which is not installed; run npm install @platformatic/kafka',
  },
  own: (port) => {
    test('the events of one subject are in one partition in the order of their delivery, with the subject as key', async () => {
      const sink = await openKafkaSink('log', settings(port()), systemClock);
      const reader = await readTopic(port(), 'events');
      await reader.records();
      const subjects = ['order-1', 'order-2', 'order-3', 'order-4'];
      await Promise.all(
        subjects.map(async (subject, at) => {
          for (let index = 0; index < 25; index += 1)
            await sink.deliver(eventOf('com.toy.moved', { index }, 2_000 + at * 100 + index, subject), firstAttempt);
        }),
      );
      const records = await reader.records();
      for (const subject of subjects) {
        const own = records.filter(({ key }) => key.toString() === subject);
        assert.equal(new Set(own.map(({ partition }) => partition)).size, 1);
        assert.deepEqual(
          own
            .toSorted((one, other) => Number(one.offset - other.offset))
            .map(({ value }) => JSON.parse(value.toString()).data.index),
          Array.from({ length: 25 }, (_, index) => index),
        );
      }
      await Promise.all([sink.close(), reader.close()]);
    });

    test('in binary mode the attributes are headers and the data is the value', async () => {
      const sink = await openKafkaSink(
        'log',
        settings(port(), { mode: 'binary', topic: 'binary.{type}' }),
        systemClock,
      );
      const reader = await readTopic(port(), 'binary.com.toy.moved');
      const event = eventOf('com.toy.moved', { status: 'MOVED' }, 3_000);
      assert.equal((await sink.deliver(event, firstAttempt)).kind, 'delivered');
      const [record] = await reader.records();
      assert.deepEqual(JSON.parse(record?.value.toString() ?? ''), { status: 'MOVED' });
      const headers = record?.headers ?? new Map();
      assert.equal(header(headers, 'content-type'), 'application/json');
      assert.equal(header(headers, 'ce_id'), event.id);
      assert.equal(header(headers, 'ce_subject'), 'Zoë & 100%');
      await Promise.all([sink.close(), reader.close()]);
    });

    test('an event that is too large for the broker is refused alone, and its neighbours arrive', async () => {
      const sink = await openKafkaSink('log', settings(port()), systemClock);
      const large = eventOf('com.toy.moved', { text: 'x'.repeat(1_200_000) }, 4_000);
      const small = Array.from({ length: 20 }, (_, index) => eventOf('com.toy.moved', {}, 4_001 + index));
      const [refused, ...others] = await Promise.all(
        [large, ...small].map((event) => sink.deliver(event, firstAttempt)),
      );
      assert.equal(refused?.kind, 'failed');
      const again = await Promise.all(
        small.map((event, at) => (others[at]?.kind === 'delivered' ? others[at] : sink.deliver(event, firstAttempt))),
      );
      assert.deepEqual(new Set(again.map((one) => one?.kind)), new Set(['delivered']));
      await sink.close();
    });
  },
});

test('a broker that is killed under load and comes back has every event, and each subject in its order', {
  skip,
}, async () => {
  const broker = await startKafka();
  let reader = await readTopic(broker.port, 'events');
  await reader.close();
  const sink = await openKafkaSink('log', settings(broker.port, { timeoutMs: 3_000 }), systemClock);
  // As the worker does for `order: subject`: the next event of a subject only when the one before is delivered.
  let delivered = 0;
  const subjects = Array.from({ length: 8 }, (_, at) => `order-${at}`);
  const PER_SUBJECT = 60;
  const all = Promise.all(
    subjects.map(async (subject, at) => {
      for (let index = 0; index < PER_SUBJECT; index += 1) {
        const event = eventOf('com.toy.moved', { index }, at * 1_000 + index, subject);
        for (let tries = 0; (await sink.deliver(event, firstAttempt)).kind !== 'delivered'; tries += 1) {
          assert.ok(tries < 200, `${subject} ${index} was never taken`);
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        delivered += 1;
        if (delivered === 100) await broker.stop().then(() => broker.start());
      }
    }),
  );
  await all;
  reader = await readTopic(broker.port, 'events');
  const records = await reader.records();
  for (const subject of subjects) {
    const seen = records
      .filter(({ key }) => key.toString() === subject)
      .toSorted((one, other) => Number(one.offset - other.offset))
      .map(({ value }): number => JSON.parse(value.toString()).data.index);
    // At least once: a repeat stands beside itself, and nothing is missing or out of its order.
    assert.deepEqual(
      [...new Set(seen)],
      Array.from({ length: PER_SUBJECT }, (_, index) => index),
      subject,
    );
    assert.deepEqual(
      seen,
      seen.toSorted((one, other) => one - other),
      subject,
    );
  }
  await Promise.all([sink.close(), reader.close(), broker.stop()]);
});

test('an event without a subject has no key, so that any partition may take it', () => {
  const { subject: _, ...envelope } = eventOf('com.toy.moved', {}).envelope;
  assert.equal(kafkaMessage(envelope, 'structured').key, undefined);
});
