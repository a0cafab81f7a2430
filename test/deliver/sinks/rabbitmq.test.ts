import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ChannelModel, connect } from 'amqplib';
import { ConfigurationError, type RabbitmqSinkSettings } from '../../../src/config.ts';
import { openRabbitmqSink } from '../../../src/deliver/sinks/rabbitmq.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { type Broker, freePort, rabbitmqScript, startRabbitmq } from './brokers.ts';
import { delivery, eventOf } from './events.ts';

const settings = (port: number, more: Partial<RabbitmqSinkSettings>): RabbitmqSinkSettings => ({
  type: 'rabbitmq',
  url: `amqp://127.0.0.1:${port}`,
  user: 'guest',
  routingKey: '{source}.{type}',
  timeoutMs: 10_000,
  delivery,
  ...more,
});

const program = rabbitmqScript();
const skip = program === undefined ? 'no rabbitmq-server here (apt-get install rabbitmq-server)' : false;

describe('RabbitMQ', { skip }, () => {
  let broker: Broker;
  let client: ChannelModel;
  before(async () => {
    broker = await startRabbitmq(program ?? '');
    client = await connect(`amqp://127.0.0.1:${broker.port}`);
  });
  after(async () => {
    await client?.close();
    await broker?.stop();
  });

  test('an event is a persistent message in a durable queue when it is delivered', async () => {
    const sink = await openRabbitmqSink('queue', settings(broker.port, { queue: 'events' }), systemClock);
    const event = eventOf('com.toy.moved', { status: 'MOVED' });
    assert.deepEqual(await sink.deliver(event, firstAttempt), { kind: 'delivered', detail: 'confirmed, events' });
    const channel = await client.createChannel();
    await assert.doesNotReject(channel.assertQueue('events', { durable: true }));
    const message = await channel.get('events', { noAck: true });
    assert.ok(message);
    assert.deepEqual(JSON.parse(message.content.toString()), event.envelope);
    assert.equal(message.properties.messageId, event.id);
    assert.equal(message.properties.deliveryMode, 2);
    assert.equal(message.properties.contentType, 'application/cloudevents+json');
    await channel.close();
    await sink.close();
  });

  test('at an exchange the routing key is made of the event, and a message that no queue takes is a failed attempt', async () => {
    const sink = await openRabbitmqSink('queue', settings(broker.port, { exchange: 'pushes' }), systemClock);
    assert.deepEqual(await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt), {
      kind: 'failed',
      detail: 'no queue takes the routing key toy.box.com.toy.moved; bind one to pushes',
    });
    const channel = await client.createChannel();
    await channel.assertQueue('toys', { durable: true });
    await channel.bindQueue('toys', 'pushes', 'toy.#');
    assert.equal((await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt)).kind, 'delivered');
    assert.equal((await channel.checkQueue('toys')).messageCount, 1);
    await channel.close();
    await sink.close();
  });

  test('many at once are each confirmed, once', async () => {
    const sink = await openRabbitmqSink('queue', settings(broker.port, { queue: 'many' }), systemClock);
    const attempts = await Promise.all(
      Array.from({ length: 200 }, (_, index) => sink.deliver(eventOf('com.toy.moved', {}, index), firstAttempt)),
    );
    assert.ok(attempts.every(({ kind }) => kind === 'delivered'));
    const channel = await client.createChannel();
    assert.equal((await channel.checkQueue('many')).messageCount, 200);
    await channel.close();
    await sink.close();
  });

  test('a queue that exists otherwise, and a wrong password, are failed attempts and not the end', async () => {
    const channel = await client.createChannel();
    await channel.assertQueue('fleeting', { durable: false });
    const other = await openRabbitmqSink('queue', settings(broker.port, { queue: 'fleeting' }), systemClock);
    const attempted = await other.deliver(eventOf('com.toy.moved', {}), firstAttempt);
    assert.equal(attempted.kind, 'failed');
    assert.match(attempted.detail, /PRECONDITION_FAILED/);
    await channel.deleteQueue('fleeting');
    assert.equal((await other.deliver(eventOf('com.toy.moved', {}), firstAttempt)).kind, 'delivered');
    await other.close();
    await channel.close();

    const password = Secret.of('not-a-real-password');
    const refused = await openRabbitmqSink('queue', settings(broker.port, { queue: 'events', password }), systemClock);
    const answer = await refused.deliver(eventOf('com.toy.moved', {}), firstAttempt);
    assert.equal(answer.kind, 'failed');
    assert.match(answer.detail, /ACCESS_REFUSED|403/);
    assert.doesNotMatch(answer.detail, /not-a-real/);
    await refused.close();
  });

  test('a broker that was away is found again by the same sink', async () => {
    const own = await startRabbitmq(program ?? '');
    const sink = await openRabbitmqSink('queue', settings(own.port, { queue: 'events' }), systemClock);
    assert.equal((await sink.deliver(eventOf('com.toy.moved', {}, 0), firstAttempt)).kind, 'delivered');
    await own.stop();
    assert.equal((await sink.deliver(eventOf('com.toy.moved', {}, 1), firstAttempt)).kind, 'failed');
    await own.start();
    let attempted = await sink.deliver(eventOf('com.toy.moved', {}, 1), firstAttempt);
    for (let tries = 0; attempted.kind !== 'delivered' && tries < 10; tries += 1)
      attempted = await sink.deliver(eventOf('com.toy.moved', {}, 1), firstAttempt);
    assert.equal(attempted.kind, 'delivered', attempted.detail);
    await sink.close();
    await own.stop();
  });
});

test('a RabbitMQ that is not there is a failed attempt, and the sink closes all the same', async () => {
  const sink = await openRabbitmqSink('queue', settings(await freePort(), { queue: 'events' }), systemClock);
  const attempted = await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /^RabbitMQ: .*ECONNREFUSED/);
  await sink.close();
});

test('without its package the sink refuses to open and says what to install', async () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  await assert.rejects(
    openRabbitmqSink('queue', settings(1, { queue: 'events' }), systemClock, () => Promise.reject(missing)),
    (error) =>
      error instanceof ConfigurationError &&
      error.message === 'sinks.queue.type: needs amqplib, which is not installed; run npm install amqplib',
  );
});
