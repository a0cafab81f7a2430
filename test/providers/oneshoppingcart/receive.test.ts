import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { respond } from '../../../src/providers/oneshoppingcart/respond.ts';
import type { Outcome } from '../../../src/providers/provider.ts';
import { openReceive } from '../../../src/receive/receive.ts';
import { systemClock } from '../../../src/running/clock.ts';
import type { Appended, NewMessage } from '../../../src/store/store.ts';
import { StoreUnavailable } from '../../../src/store/store.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { exampleBytes, openAccount, pathKey } from './account.ts';

type Pushing = Awaited<ReturnType<typeof openAccount>>;

/** Pushes through the handler that the gateway binds; what would be stored is in `stored`. */
function openPush({ provider, source }: Pushing, append?: () => Promise<Appended>) {
  const stored: NewMessage[] = [];
  const receive = openReceive({
    provider: provider.name,
    source: (_provider, name) => (name === source.name ? source : undefined),
    store: {
      append: async (message) => {
        const appended = await append?.();
        stored.push(message);
        return appended ?? { outcome: 'stored', messageId: message.id };
      },
      resultOf: async () => assert.fail('nobody waits for a result here'),
    },
    clock: systemClock,
    log: silentLog,
    onFatal: () => {},
  });
  const handle = provider.handlers(receive).receiveNotification;
  assert.ok(handle !== undefined);
  const push = (bytes: Uint8Array, path: { source?: string; key?: string } = {}, query = '') => {
    const { source: name = 'shop', key = pathKey } = path;
    const target = `/push/oneshoppingcart/${name}/${key}`;
    const publicUrl = `https://hooks.example.com${target}`;
    return handle({ path: { source: name, key }, request: requestWith({ path: target, publicUrl, query, bytes }) });
  };
  return { push, stored };
}

test('every push with the right key is stored and answered 200 with an empty body', async (t) => {
  const { push, stored } = openPush(await openAccount(t));
  const bodies = [
    exampleBytes('notification.test.xml'),
    exampleBytes('notification.new-order.xml'),
    Buffer.from('<OrderRefunded/>'),
    Buffer.from('not XML'),
    Buffer.from([]),
    Buffer.from([0xff, 0xfe, 0x00]),
  ];
  for (const body of bodies) assert.deepEqual(await push(body), { status: 200 });
  assert.equal(stored.length, bodies.length);
});

test('a wrong key is answered like a source that does not exist, and nothing is stored', async (t) => {
  const { push, stored } = openPush(await openAccount(t));
  const body = exampleBytes('notification.test.xml');
  const absent = await push(body, { source: 'nowhere' });
  assert.equal(absent.status, 404);
  for (const key of ['', 'x', `${pathKey}x`, pathKey.toUpperCase(), '***'])
    assert.deepEqual(await push(body, { key }), absent);
  assert.deepEqual(stored, []);
});

test('the key is neither in what is stored nor in what the operator is shown', async (t) => {
  const account = await openAccount(t);
  const { push, stored } = openPush(account);
  await push(exampleBytes('notification.test.xml'), {}, 'a=1');
  assert.equal(stored[0]?.target, '/push/oneshoppingcart/shop/***?a=1');
  assert.ok(!JSON.stringify(stored).includes(pathKey));
  const { pushUrl, setup, credentials } = account.source;
  assert.equal(pushUrl, 'https://hooks.example.com/push/oneshoppingcart/shop/***');
  assert.match(setup.find(({ field }) => field === 'Notification URL')?.value ?? '', /shop\/\*\*\*/);
  assert.doesNotMatch(JSON.stringify({ pushUrl, setup, credentials }), /test-only/);
});

test('a new order is known by its token, however the XML around it is written', async (t) => {
  const { push, stored } = openPush(await openAccount(t));
  for (const xml of [
    '<NewOrder><Token>148899722</Token></NewOrder>',
    '<?xml version="1.0"?>\n<NewOrder>\n  <Token> 148899722 </Token>\n</NewOrder>',
    '<NewOrder><Token><![CDATA[148899722]]></Token></NewOrder>',
  ])
    await push(Buffer.from(xml));
  for (const { identities } of stored)
    assert.deepEqual(identities, [{ kind: 'token', key: '148899722', binding: '148899722' }]);
});

test('a push without an order to fetch is identified by its bytes', async (t) => {
  const { push, stored } = openPush(await openAccount(t));
  const bodies = [
    exampleBytes('notification.test.xml'),
    Buffer.from('<OrderRefunded><Token>148899722</Token></OrderRefunded>'),
    Buffer.from('<NewOrder/>'),
    Buffer.from(`<NewOrder><Token>${'x'.repeat(100_000)}</Token></NewOrder>`),
    Buffer.from('<NewOrder><Token>148899722</NewOrder>'),
  ];
  for (const body of bodies) await push(body);
  const identities = stored.flatMap((message) => message.identities);
  assert.equal(identities.length, bodies.length);
  for (const { kind, key, binding } of identities) {
    assert.equal(kind, 'body');
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.equal(binding, key);
  }
  assert.equal(new Set(identities.map(({ key }) => key)).size, bodies.length);
});

test('the provider is told of one failure only: that the store cannot keep the push', async (t) => {
  const refuse = () => Promise.reject(new StoreUnavailable('the disk is full', { fatal: false }));
  const { push } = openPush(await openAccount(t), refuse);
  const answer = await push(exampleBytes('notification.new-order-token.xml'));
  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers?.['Retry-After']) > 0);
});

test('a repeat is answered like the first', async (t) => {
  const { push } = openPush(await openAccount(t), async () => ({ outcome: 'duplicate', messageId: 'first' }));
  assert.deepEqual(await push(exampleBytes('notification.new-order-token.xml')), { status: 200 });
});

test('no outcome becomes a status that the contract does not declare', async (t) => {
  const { provider } = await openAccount(t);
  const declared = provider.operations[0]?.statuses ?? [];
  const refusals = [
    'unknown_source',
    'proof_missing',
    'proof_wrong',
    'nonce_reused',
    'too_many_requests',
    'store_unavailable',
  ] as const;
  const outcomes: Outcome[] = [
    { kind: 'accepted', messageId: 'm' },
    { kind: 'accepted' },
    { kind: 'pending', messageId: 'm' },
    ...refusals.map((code) => ({ kind: 'refused', code }) as const),
  ];
  for (const outcome of outcomes) assert.ok(declared.includes(respond(outcome).status), JSON.stringify(outcome));
});
