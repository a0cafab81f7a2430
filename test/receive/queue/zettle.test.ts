/** Zettle's pushes through a queue, on the whole way and the real store: as over HTTP, but for what is answered. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { checkConfiguration } from '../../../src/config.ts';
import type { Source } from '../../../src/providers/provider.ts';
import { openZettle } from '../../../src/providers/zettle/open.ts';
import { openPollers } from '../../../src/receive/queue/pollers.ts';
import { openReceive } from '../../../src/receive/receive.ts';
import { openRefusals } from '../../../src/receive/refusals.ts';
import type { Answered } from '../../../src/running/answers.ts';
import { StoreUnavailable } from '../../../src/store/store.ts';
import {
  bytesOf,
  envelope,
  exampleBytes,
  exampleNames,
  nextKey,
  nobodyIsCalled,
  signatureOf,
  testKey,
} from '../../providers/zettle/pushes.ts';
import { heldClock } from '../../store/held-clock.ts';
import { openEnding, openTestStore } from '../../store/test-store.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { passing, passingUntil } from '../../support/until.ts';
import { type FakeQueue, fakeQueue } from './fake-queue.ts';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/zettle';
const configured = (more: object = {}, sqs: object = {}) =>
  checkConfiguration(
    {
      development: true,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      store: 'sqlite:./data/unused.db',
      sources: {
        pos: {
          provider: 'zettle',
          signingKeys: [testKey.reveal()],
          transport: { sqs: { queueUrl, region: 'eu-west-1', ...sqs } },
          ...more,
        },
      },
    },
    {},
  );

async function openChain(t: TestContext, { more = {}, bodyBytesMax = 1_048_576 } = {}) {
  const ending = openEnding();
  t.after(() => ending.end());
  const { store } = await openTestStore(ending);
  const clock = heldClock(Date.parse('2021-04-19T13:20:00Z'));
  const log = recordingLog();
  const provider = openZettle({ development: true, outbound: nobodyIsCalled });
  const configuration = configured(more);
  const { pos } = configuration.sources;
  assert.ok(pos);
  const source: Source = await provider.open({
    name: 'pos',
    settings: pos,
    publicUrl: 'https://hooks.example.com',
    clock,
  });
  const sources = { all: [source], find: () => source, findSandbox: () => undefined };
  const answers: Answered[] = [];
  const refusals = openRefusals({ sources: () => [source], perMinute: 6_000, development: false, clock, log });
  const away = { yes: false };
  const receive = openReceive({
    provider: 'zettle',
    source: () => source,
    store: {
      ...store,
      append: (message) =>
        away.yes ? Promise.reject(new StoreUnavailable('the store is away', { fatal: false })) : store.append(message),
    },
    clock,
    log,
    refusals,
    answers: { answered: (one) => void answers.push(one) },
    onFatal: (cause) => assert.fail(cause),
  });
  const queues: FakeQueue[] = [];
  const pollers = openPollers(configuration, {
    sources,
    receiveOf: () => receive,
    bodyBytesMax,
    clock,
    log,
    refusals,
    answers: { answered: (one) => void answers.push(one) },
    open: async () => {
      const queue = fakeQueue(clock);
      queues.push(queue);
      return queue;
    },
  });
  await pollers.start();
  t.after(() => passing(clock, pollers.stop(1_000)));
  const [queue] = queues;
  assert.ok(queue);
  const kept = async () => (await store.listMessages({}, { limit: 100 })).items;
  const eventually = (holds: () => boolean | Promise<boolean>) => passingUntil(clock, holds, { stepMs: 500 });
  return { queue, kept, store, log, refusals, answers, eventually, away, pollers, source };
}

const attribute = 'x-izettle-signature';
let sent = 0;
function send(queue: FakeQueue, bytes: Uint8Array, attributes: Record<string, string> = {}): string {
  sent += 1;
  queue.send(`m${sent}`, Buffer.from(bytes).toString(), attributes);
  return `m${sent}`;
}
const sendSigned = (queue: FakeQueue, members = envelope(), key = testKey) =>
  send(queue, bytesOf(members), { [attribute]: signatureOf(members, key) });

test('a signed envelope becomes a message like one over HTTP, with its bytes and its signature, and is removed', async (t) => {
  const { queue, kept, store, eventually } = await openChain(t);
  const id = sendSigned(queue);
  await eventually(() => queue.ids().length === 0);
  const [only, ...more] = await kept();
  assert.deepEqual(more, []);
  const message = (await store.showMessage(only?.id ?? ''))?.message;
  assert.equal(Buffer.from(message?.bytes ?? '').toString(), Buffer.from(bytesOf(envelope())).toString());
  assert.equal(message?.operation, 'receiveEvent');
  assert.equal(message?.target, '/push/zettle/pos');
  assert.deepEqual(message?.headers, {
    [attribute]: signatureOf(envelope()),
    'queue-message-id': id,
  });
});

test('every example of the contract is proven over the same values as over HTTP', async (t) => {
  const { queue, kept, eventually } = await openChain(t);
  const all = exampleNames.map((name) => JSON.parse(Buffer.from(exampleBytes(name)).toString()));
  for (const members of all) sendSigned(queue, members);
  await eventually(() => queue.ids().length === 0);
  const receipts = (await kept()).reduce((sum, one) => sum + one.receipts, 0);
  assert.equal(receipts, all.length);
});

test('a repeat is removed and is no second message; a captured one under another name is removed and quarantined', async (t) => {
  const { queue, kept, eventually } = await openChain(t);
  sendSigned(queue);
  sendSigned(queue);
  await eventually(() => queue.ids().length === 0);
  assert.deepEqual(
    (await kept()).map(({ receipts }) => receipts),
    [2],
  );
  const renamed = envelope({ eventName: 'ProductDeleted' });
  send(queue, bytesOf(renamed), { [attribute]: signatureOf(envelope()) });
  await eventually(() => queue.ids().length === 0);
  assert.deepEqual((await kept()).map(({ state }) => state).sort(), ['quarantined', 'received']);
});

for (const [what, bytes, attributes] of [
  ['is signed with another key', bytesOf(envelope()), { [attribute]: signatureOf(envelope(), nextKey) }],
  ['is not signed', bytesOf(envelope()), {}],
  ['cannot be read', Buffer.from('not an envelope'), { [attribute]: signatureOf(envelope()) }],
  ['has its signature in another attribute', bytesOf(envelope()), { signature: signatureOf(envelope()) }],
] as const)
  test(`a message that ${what} is not kept, is recorded as refused, and stays in the queue`, async (t) => {
    const { queue, kept, refusals, answers, eventually } = await openChain(t);
    const id = send(queue, bytes, attributes);
    await eventually(() => queue.calls.includes(`hold ${id} 60`));
    assert.deepEqual(await kept(), []);
    assert.deepEqual(queue.ids(), [id]);
    const [refused, ...more] = refusals.list();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [refused?.address, refused?.path, refused?.source?.name],
      ['queue.test', '/push/zettle/pos', 'pos'],
    );
    assert.match(refused?.code ?? '', /^proof_(wrong|missing)$/);
    assert.equal(answers.at(-1)?.outcome, refused?.code);
  });

test('a TestMessage is recorded and removed, and never becomes an event', async (t) => {
  const { queue, kept, eventually } = await openChain(t);
  send(queue, exampleBytes('TestMessage.json'));
  await eventually(() => queue.ids().length === 0);
  assert.deepEqual(
    (await kept()).map(({ state }) => state),
    ['recorded'],
  );
});

test('a message beyond policy.limits.bodyBytes is refused as over HTTP, and stays', async (t) => {
  const { queue, kept, refusals, answers, eventually } = await openChain(t, { bodyBytesMax: 100 });
  const id = sendSigned(queue);
  await eventually(() => queue.calls.includes(`hold ${id} 60`));
  assert.deepEqual([await kept(), queue.ids()], [[], [id]]);
  assert.equal(refusals.list()[0]?.code, 'body_too_large');
  assert.equal(answers.at(-1)?.outcome, 'body_too_large');
});

test('the attribute of the signature is the one that is configured, in any case', async (t) => {
  const { queue, kept, eventually } = await openChain(t, { more: { signatureAttribute: 'Pusher_Signature' } });
  send(queue, bytesOf(envelope()), { pusher_signature: signatureOf(envelope()) });
  await eventually(() => queue.ids().length === 0);
  assert.equal((await kept()).length, 1);
  const id = sendSigned(queue, envelope({ messageUuid: '00000000-a110-11eb-a1cd-f7dd79ee0866' }));
  await eventually(() => queue.calls.includes(`hold ${id} 60`));
  assert.equal((await kept()).length, 1, 'the one that is not configured proves nothing');
});

test('while the store is away nothing is removed; when it is back each message is stored once', async (t) => {
  const { queue, kept, away, eventually } = await openChain(t);
  away.yes = true;
  sendSigned(queue);
  await eventually(() => queue.calls.filter((call) => call.startsWith('hold')).length >= 3);
  assert.equal(queue.ids().length, 1);
  away.yes = false;
  await eventually(() => queue.ids().length === 0);
  assert.deepEqual(
    (await kept()).map(({ receipts }) => receipts),
    [1],
  );
});

test('what an operator enters at Zettle is the queue', async (t) => {
  const { source } = await openChain(t);
  assert.deepEqual(source.setup.slice(0, 2), [
    { field: 'transportName', value: 'SQS' },
    { field: 'destination', value: queueUrl },
  ]);
});

test('a queue that is away is a condition until it answers', async (t) => {
  const { queue, pollers, eventually } = await openChain(t);
  queue.refusing.receive = 'no such host';
  await eventually(() => pollers.conditions().length === 1);
  const [{ kind, about, detail } = { kind: '', about: '', detail: '' }] = pollers.conditions();
  assert.deepEqual([kind, about], ['queue-unreachable', 'source pos']);
  assert.match(detail, /^the queue says: no such host\. Its messages wait in the queue\./);
  delete queue.refusing.receive;
  await eventually(() => pollers.conditions().length === 0);
});
