/** A source polls a real queue (ElasticMQ): nothing is lost or made twice, whatever ends between the commit and the removal. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ConfigurationError } from '../../../src/config.ts';
import { openSqsQueue } from '../../../src/receive/queue/sqs.ts';
import { systemClock } from '../../../src/running/clock.ts';
import type { Broker } from '../../deliver/sinks/brokers.ts';
import { noElasticMq, queueAt, startElasticMq } from '../../deliver/sinks/elasticmq.ts';
import { bytesOf, envelope, signatureOf, testKey } from '../../providers/zettle/pushes.ts';
import { startTryGateway } from '../../support/try-gateway.ts';
import { until } from '../../support/until.ts';
import { between, openQueue, pollingZettle, queueSettings } from './sqs-queue.ts';

describe('a source that polls SQS', { skip: noElasticMq }, () => {
  let broker: Broker;
  before(async () => {
    broker = await startElasticMq();
  });
  after(() => broker?.stop());

  const queueOf = (name: string) => openQueue(broker, name);
  /** The ready-to-try gateway, whose Zettle source polls that queue. */
  const polling = (port: number, name: string) =>
    startTryGateway({ mocks: false, configure: pollingZettle(port, name) });

  test('what the queue hands out is the body, its attributes and how often; what is removed does not come again', async () => {
    const queue = await queueOf('plain');
    const sqs = await openSqsQueue('sources.pos.transport.sqs', queueSettings(broker.port, 'plain'), systemClock);
    const members = envelope({ organizationUuid: 'ü ☕' });
    await queue.send(members, 'AbC');
    const [first, ...more] = await sqs.receive(new AbortController().signal);
    assert.ok(first);
    assert.deepEqual(more, []);
    assert.equal(Buffer.from(first.bytes).toString(), Buffer.from(bytesOf(members)).toString());
    assert.deepEqual(first.attributes, { 'x-izettle-signature': 'AbC' });
    assert.equal(first.receipts, 1);
    await sqs.hold([first], 0);
    const [again] = await sqs.receive(new AbortController().signal);
    assert.deepEqual([again?.id, again?.receipts], [first.id, 2]);
    assert.ok(again);
    await sqs.remove([again]);
    assert.equal(await queue.count(), 0);
    sqs.close();
    queue.close();
  });

  test('a wait for messages ends at once when the gateway stops', async () => {
    const queue = await queueOf('idle');
    const sqs = await openSqsQueue('sources.pos.transport.sqs', queueSettings(broker.port, 'idle'), systemClock);
    const stopping = new AbortController();
    const waiting = sqs.receive(stopping.signal);
    stopping.abort();
    await assert.rejects(waiting);
    sqs.close();
    queue.close();
  });

  test('a queue that does not exist says what to create', async () => {
    const sqs = await openSqsQueue('sources.pos.transport.sqs', queueSettings(broker.port, 'nowhere'), systemClock);
    await assert.rejects(sqs.receive(new AbortController().signal), (error) => {
      assert.equal(
        sqs.faultOf(error),
        `SQS has no queue ${queueAt(broker.port, 'nowhere')}; create it, or correct queueUrl and region`,
      );
      return true;
    });
    sqs.close();
  });

  test('kill -9 between the commit and the removal: the message comes again, and is one message and one event', async (t) => {
    const queue = await queueOf('killed');
    const { state, port } = await between(t, broker);
    state.holds = 'DeleteMessageBatch';
    const gateway = await polling(port, 'killed');
    t.after(() => gateway.stop());
    await queue.send();
    await gateway.eventually(() => state.held > 0, 'the gateway removes nothing from the queue');
    assert.equal((await gateway.messages()).length, 1, 'it is durable before it is removed');
    await gateway.kill('SIGKILL');
    assert.equal(await queue.count(), 1, 'and it is still in the queue');
    state.holds = 'nothing';
    await gateway.restart();
    await until(async () => (await queue.count()) === 0, { everyMs: 200, otherwise: 'it stays in the queue' });
    const [message, ...more] = await gateway.messages();
    assert.deepEqual(more, []);
    assert.equal(message?.receipts, 2, 'the repeat is seen');
    await gateway.eventually(gateway.idle, 'work is left');
    assert.deepEqual(
      gateway.events().map(({ type }) => type),
      ['com.zettle.purchase.created'],
    );
    queue.close();
  });

  test('a forged message is refused and stays in the queue, beside genuine ones that are taken', async (t) => {
    const queue = await queueOf('forged');
    const gateway = await polling(broker.port, 'forged');
    t.after(() => gateway.stop());
    await queue.send(envelope(), signatureOf(envelope(), testKey));
    await queue.send(
      envelope({ messageUuid: '00000000-a110-11eb-a1cd-f7dd79ee0866', timestamp: '2021-04-19T13:17:57.000Z' }),
    );
    await until(async () => (await queue.count()) === 1, { everyMs: 200, otherwise: 'the genuine one is not taken' });
    await gateway.eventually(async () => {
      const { items } = (await (await fetch(`${gateway.operatorUrl}/api/refused`)).json()) as {
        items: { code: string }[];
      };
      return items.some(({ code }) => code === 'proof_wrong');
    }, 'the forged one is not listed');
    assert.equal((await gateway.messages()).length, 1);
    assert.equal(await queue.count(), 1);
    queue.close();
  });

  // The last, since it ends the broker.
  test('a queue that is away is a condition and a failing source; when it is back its messages are taken', async (t) => {
    const gateway = await polling(broker.port, 'away');
    t.after(() => gateway.stop());
    const ask = async (path: string) => JSON.stringify(await (await fetch(`${gateway.operatorUrl}${path}`)).json());
    await broker.stop();
    await gateway.eventually(async () => (await ask('/api/conditions')).includes('queue-unreachable'), 'no condition');
    assert.match(await ask('/api/health'), /the queue does not answer/i);
    await broker.start();
    const queue = await queueOf('away');
    await queue.send();
    // It may have just begun to wait for up to a minute.
    await until(async () => (await gateway.messages()).length === 1, {
      msMax: 120_000,
      everyMs: 200,
      otherwise: gateway.log,
    });
    await until(async () => !(await ask('/api/conditions')).includes('queue-unreachable'), { everyMs: 200 });
    queue.close();
  });
});

test('without its package a source that polls a queue refuses to open, and says what to install', async () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  await assert.rejects(
    openSqsQueue('sources.pos.transport.sqs', queueSettings(1, 'any'), systemClock, () => Promise.reject(missing)),
    (error) =>
      error instanceof ConfigurationError &&
      error.message ===
        'sources.pos.transport.sqs: needs @aws-sdk/client-sqs, which is not installed; run npm install @aws-sdk/client-sqs',
  );
});
