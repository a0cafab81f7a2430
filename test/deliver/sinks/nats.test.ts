import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ConfigurationError, type NatsSinkSettings } from '../../../src/config.ts';
import { openNatsSink } from '../../../src/deliver/sinks/nats.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { type Broker, find, freePort, startNats } from './brokers.ts';
import { delivery, eventOf } from './events.ts';

const settings = (port: number, more: Partial<NatsSinkSettings> = {}): NatsSinkSettings => ({
  type: 'nats',
  servers: [`nats://127.0.0.1:${port}`],
  subject: 'pushdock.{source}.{type}',
  timeoutMs: 2_000,
  delivery,
  ...more,
});

const program = find('nats-server');
const skip = program === undefined ? 'no nats-server here (apt-get install nats-server)' : false;

describe('NATS JetStream', { skip }, () => {
  let broker: Broker;
  let client: NatsConnection;
  before(async () => {
    broker = await startNats(program ?? '');
    client = await connect({ servers: `127.0.0.1:${broker.port}` });
    const manager = await jetstreamManager(client);
    await manager.streams.add({ name: 'EVENTS', subjects: ['pushdock.toy.>'] });
  });
  after(async () => {
    await client?.close();
    await broker?.stop();
  });

  test('an event is delivered when the stream has it, and a repeat is dropped there', async () => {
    const sink = await openNatsSink('stream', settings(broker.port, { stream: 'EVENTS' }), systemClock);
    const event = eventOf('com.toy.moved', { status: 'MOVED' });
    assert.deepEqual(await sink.deliver(event, firstAttempt), {
      kind: 'delivered',
      detail: 'stream EVENTS, sequence 1',
    });
    assert.deepEqual(await sink.deliver(event, { ...firstAttempt, attempt: 2 }), {
      kind: 'delivered',
      detail: 'stream EVENTS, sequence 1, which already had it',
    });
    const manager = await jetstreamManager(client);
    assert.equal((await manager.streams.info('EVENTS')).state.messages, 1);
    const stored = await manager.streams.getMessage('EVENTS', { seq: 1 });
    assert.equal(stored?.subject, 'pushdock.toy.box.com.toy.moved');
    assert.deepEqual(stored?.json(), event.envelope);
    assert.equal(stored?.header.get('content-type'), 'application/cloudevents+json; charset=utf-8');
    assert.equal(stored?.header.get('Nats-Msg-Id'), event.id);
    await sink.close();
  });

  test('a replay is no repeat to the stream, and a repeat of the replay is', async () => {
    const sink = await openNatsSink('stream', settings(broker.port), systemClock);
    const event = eventOf('com.toy.moved', { status: 'MOVED' }, 7);
    const told = async (replay?: string) =>
      (await sink.deliver(event, { ...firstAttempt, ...(replay !== undefined && { replay }) })).detail;
    for (const replay of [undefined, '4', '5']) {
      assert.doesNotMatch(await told(replay), /already had it/);
      assert.match(await told(replay), /already had it/);
    }
    await sink.close();
  });

  test('a subject that no stream takes is a failed attempt that says so', async () => {
    const sink = await openNatsSink('stream', settings(broker.port, { subject: 'elsewhere.{type}' }), systemClock);
    assert.deepEqual(await sink.deliver(eventOf('com.toy.moved', {}, 1), firstAttempt), {
      kind: 'failed',
      detail:
        'no stream takes the subject elsewhere.com.toy.moved (or the server has no JetStream); create one that does',
    });
    await sink.close();
  });

  test('another stream than the one that is named must not take it', async () => {
    const sink = await openNatsSink('stream', settings(broker.port, { stream: 'OTHER' }), systemClock);
    const attempted = await sink.deliver(eventOf('com.toy.moved', {}, 2), firstAttempt);
    assert.equal(attempted.kind, 'failed');
    assert.match(attempted.detail, /stream/i);
    await sink.close();
  });

  test('a broker that was away is found again by the same sink', async () => {
    const own = await startNats(program ?? '');
    const other = await connect({ servers: `127.0.0.1:${own.port}` });
    await (await jetstreamManager(other)).streams.add({ name: 'EVENTS', subjects: ['pushdock.>'] });
    await other.close();
    const sink = await openNatsSink('stream', settings(own.port), systemClock);
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

test('a NATS that is not there is a failed attempt, and the sink closes all the same', async () => {
  const sink = await openNatsSink('stream', settings(await freePort()), systemClock);
  const attempted = await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /^NATS/);
  await sink.close();
});

test('without its packages the sink refuses to open and says what to install', async () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  await assert.rejects(
    openNatsSink('stream', settings(1), systemClock, () => Promise.reject(missing)),
    (error) =>
      error instanceof ConfigurationError &&
      error.message ===
        'sinks.stream.type: needs @nats-io/transport-node and @nats-io/jetstream, which are not installed; run npm install @nats-io/transport-node @nats-io/jetstream',
  );
});
