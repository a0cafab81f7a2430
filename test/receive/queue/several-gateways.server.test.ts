/** Gateways on one PostgreSQL poll one queue (ElasticMQ): two only receive, one only delivers. Whoever takes a message, it is one message and one event. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noElasticMq, startElasticMq } from '../../deliver/sinks/elasticmq.ts';
import { envelope, pageKey, signatureOf } from '../../providers/zettle/pushes.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../../support/postgres-server.ts';
import { startTryGateway } from '../../support/try-gateway.ts';
import { until } from '../../support/until.ts';
import { between, openQueue, pollingZettle } from './sqs-queue.ts';

const skip = noElasticMq || (postgresBinaries() === undefined && noPostgres);

test('two gateways that only receive share a queue: kill -9 of one between commit and removal loses nothing and makes nothing twice', {
  skip,
}, async (t) => {
  const broker = await startElasticMq();
  t.after(() => broker.stop());
  const queue = await openQueue(broker, 'shared');
  t.after(queue.close);
  const { state, port } = await between(t, broker);
  const { url } = await sharedPostgres();
  const start = async (node: string, role: string, queuePort: number) => {
    const gateway = await startTryGateway({
      mocks: false,
      env: { PUSHDOCK_NODE: node },
      words: ['--role', role],
      configure: (text) =>
        pollingZettle(
          queuePort,
          'shared',
        )(text).replace(/^store: .*$/m, `store: { url: "${url()}", schema: queue_${process.pid}, standby: none }`),
    });
    t.after(gateway.stop);
    return gateway;
  };
  let sent = 0;
  const send = async () => {
    sent += 1;
    const members = envelope({
      messageUuid: `00000000-a110-11eb-a1cd-${String(sent).padStart(12, '0')}`,
      timestamp: new Date(Date.UTC(2026, 3, 19, 13, 17, sent)).toISOString(),
    });
    await queue.send(members, signatureOf(members, pageKey));
  };
  const isEmpty = async () => (await queue.count()) === 0;

  const delivers = await start('worker-1', 'deliver', broker.port);
  await send();
  const first = await start('edge-1', 'receive', port);
  await until(isEmpty, { everyMs: 200, otherwise: 'a gateway that only receives takes nothing from the queue' });
  const second = await start('edge-2', 'receive', broker.port);

  state.holds = 'DeleteMessageBatch';
  // Whatever the first takes is durable, and stays in the queue. The second takes its share meanwhile.
  await until(async () => {
    await send();
    return state.held > 0 && second.log().includes('message.received');
  });
  await first.kill('SIGKILL');
  await until(isEmpty, { everyMs: 200, otherwise: 'the messages of the killed gateway stay in the queue' });
  await delivers.eventually(delivers.idle, 'work is left');

  const messages = await delivers.messages();
  assert.equal(messages.length, sent);
  assert.ok(messages.every(({ state }) => state === 'processed'));
  assert.ok(
    messages.some(({ receipts }) => receipts === 2),
    'what the killed one had kept came again, and is a repeat',
  );
  const events = delivers.events();
  assert.deepEqual(
    new Set(events.map(({ pushdockmessage }) => pushdockmessage)),
    new Set(messages.map(({ id }) => id)),
  );
  assert.equal(events.length, sent, 'each is one event');
  assert.doesNotMatch(delivers.log(), /message\.received|queue\./, 'who only delivers polls nothing');
});
