import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Appended, type NewMessage, StoreUnavailable } from '../../src/store/store.ts';
import { openToyReceiving, storeWith, toyPush } from '../support/toy-receiving.ts';

const stored: Appended = { outcome: 'stored', messageId: 'message-1' };

test('no answer is given before the append has resolved', async () => {
  let release = (_appended: Appended) => {};
  const store = storeWith({
    append: () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  });
  const { push } = await openToyReceiving(store);
  let said: unknown;
  const pushed = push(toyPush('{}')).then((outcome) => {
    said = outcome;
  });
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  assert.equal(said, undefined);
  release(stored);
  await pushed;
  assert.deepEqual(said, { kind: 'accepted', messageId: 'message-1' });
});

test("the bytes of a push stop being a stranger's once its proof is good, before they are stored", async () => {
  const steps: string[] = [];
  const store = storeWith({
    append: async () => {
      steps.push('appended');
      return stored;
    },
  });
  const { push } = await openToyReceiving(store);
  await push({ ...toyPush('{}'), proven: () => steps.push('proven') });
  await push({ ...toyPush('{}', { authorization: 'Bearer wrong' }), proven: () => steps.push('proven') });
  assert.deepEqual(steps, ['proven', 'appended']);
});

test('the stored request is as it came, without its credentials', async () => {
  const appended: NewMessage[] = [];
  const store = storeWith({
    append: async (message) => {
      appended.push(message);
      return stored;
    },
  });
  const { push, log } = await openToyReceiving(store);
  await push(
    toyPush('{"id":"7"}', {
      'content-type': 'text/odd',
      cookie: 'test-only-cookie',
      'proxy-authorization': 'test-only-proxy',
      'x-client-cert': 'test-only-certificate',
      'x-forwarded-client-cert': 'test-only-certificate',
    }),
  );
  const [message] = appended;
  assert.ok(message);
  assert.match(message.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  assert.deepEqual(
    { ...message, id: '', bytes: Buffer.from(message.bytes).toString() },
    {
      id: '',
      provider: 'toy',
      source: 'box',
      operation: 'receiveToy',
      receivedAtMs: 1_795_000_000_000,
      method: 'POST',
      target: '/push/toy/box',
      headers: {
        authorization: '***',
        'content-type': 'text/odd',
        cookie: '***',
        'proxy-authorization': '***',
        'x-client-cert': '***',
        'x-forwarded-client-cert': '***',
      },
      bytes: '{"id":"7"}',
      identities: message.identities,
      proofs: [{ credential: 'the token' }],
      disposition: { kind: 'process' },
    },
  );
  assert.ok(!JSON.stringify([message, log.lines]).includes('test-only'));
  assert.deepEqual(
    log.lines.map(({ event, fields }) => [event, fields.outcome, fields.bytes]),
    [['message.received', 'stored', 10]],
  );
});

for (const [name, input, code] of [
  ['a source that is not configured', toyPush('{}', {}, 'other'), 'unknown_source'],
  ['no credential', toyPush('{}', { authorization: '' }), 'proof_missing'],
  ['a wrong credential', toyPush('{}', { authorization: 'Bearer test-only-wrong-token' }), 'proof_wrong'],
] as const) {
  test(`${name}: the store is not even asked, and no log line repeats what was presented`, async () => {
    const { push, log } = await openToyReceiving(storeWith({}));
    assert.deepEqual(await push(input), { kind: 'refused', code });
    assert.ok(!JSON.stringify(log.lines).includes('test-only'));
  });
}

test('a duplicate, a conflict and a sampled-out message are answered like a new message', async () => {
  const outcomes: readonly Appended[] = [
    stored,
    { outcome: 'duplicate', messageId: 'message-1' },
    { outcome: 'conflict', messageId: 'message-1', conflictsWith: 'message-0', identity: 'id' },
  ];
  for (const outcome of outcomes) {
    const { push } = await openToyReceiving(storeWith({ append: async () => outcome }));
    assert.deepEqual(await push(toyPush('{}')), { kind: 'accepted', messageId: 'message-1' });
  }
  const { push } = await openToyReceiving(storeWith({ append: async () => ({ outcome: 'sampled_out' }) }));
  assert.deepEqual(await push(toyPush('{}')), { kind: 'accepted' });
});

test('a nonce that was used before is refused, in the log too', async () => {
  const { push, log } = await openToyReceiving(storeWith({ append: async () => ({ outcome: 'nonce_reused' }) }));
  assert.deepEqual(await push(toyPush('{}')), { kind: 'refused', code: 'nonce_reused' });
  assert.deepEqual(
    log.lines.map(({ event, fields }) => [event, fields.code]),
    [['message.refused', 'nonce_reused']],
  );
});

test('a store that refuses is 503; only a fatal refusal ends the process', async () => {
  for (const fatal of [false, true]) {
    const failure = new StoreUnavailable('The disk is full.', { fatal });
    const { push, log, fatal: ended } = await openToyReceiving(storeWith({ append: () => Promise.reject(failure) }));
    assert.deepEqual(await push(toyPush('{}')), { kind: 'refused', code: 'store_unavailable' });
    assert.deepEqual(ended, fatal ? [failure] : []);
    assert.equal(log.of('message.not_stored')[0]?.fields.reason, 'The disk is full.');
    assert.equal(log.of('message.received').length, 0);
  }
});

test('any other failure of the store is a bug and stays an exception', async () => {
  const { push } = await openToyReceiving(storeWith({ append: () => Promise.reject(new TypeError('a bug')) }));
  await assert.rejects(push(toyPush('{}')), TypeError);
});

test('a caller that waits for the result gets it when it is there in time', async () => {
  const asked: unknown[] = [];
  const result = { final: true, value: { done: true } };
  const store = storeWith({
    append: async () => ({ outcome: 'duplicate', messageId: 'message-1' }),
    resultOf: async (...parameters) => {
      asked.push(parameters);
      return result;
    },
  });
  const { push } = await openToyReceiving(store, { awaitsMs: 750 });
  assert.deepEqual(await push(toyPush('{}')), { kind: 'answered', messageId: 'message-1', result });
  assert.deepEqual(asked, [['message-1', 750]]);
});

test('a caller that waits for the result is told that it comes later when it is not there in time', async () => {
  const { push } = await openToyReceiving(storeWith({ append: async () => stored, resultOf: async () => undefined }), {
    awaitsMs: 1,
  });
  assert.deepEqual(await push(toyPush('{}')), { kind: 'pending', messageId: 'message-1' });
});

test('no later answer is promised when the store fails while the result is awaited', async () => {
  const failure = new StoreUnavailable('The writer failed.', { fatal: true });
  const { push, fatal } = await openToyReceiving(
    storeWith({ append: async () => stored, resultOf: () => Promise.reject(failure) }),
    { awaitsMs: 1 },
  );
  assert.deepEqual(await push(toyPush('{}')), { kind: 'refused', code: 'store_unavailable' });
  assert.deepEqual(fatal, [failure]);
});

test('a conflict waits for no result: there will be none', async () => {
  const conflict: Appended = {
    outcome: 'conflict',
    messageId: 'message-2',
    conflictsWith: 'message-1',
    identity: 'id',
  };
  const { push } = await openToyReceiving(storeWith({ append: async () => conflict }), { awaitsMs: 1000 });
  assert.deepEqual(await push(toyPush('{}')), { kind: 'accepted', messageId: 'message-2' });
});
