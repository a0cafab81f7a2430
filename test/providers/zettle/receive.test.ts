/** Zettle's leaves in the real flow, on the real store: what it hears, and what is kept. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { openZettle } from '../../../src/providers/zettle/open.ts';
import { openReceive } from '../../../src/receive/receive.ts';
import { systemClock } from '../../../src/running/clock.ts';
import type { OpenedStore } from '../../../src/store/store.ts';
import type { RawRequest } from '../../../src/trust/trust.ts';
import { openEnding, openTestStore } from '../../store/test-store.ts';
import { defaults, envelope, exampleBytes, nobodyIsCalled, requestOf, signed, testKey } from './pushes.ts';

const ending = openEnding();
let store: OpenedStore;
let push: (request: RawRequest) => Promise<number>;

before(async () => {
  ({ store } = await openTestStore(ending));
  const provider = openZettle({ development: false, outbound: nobodyIsCalled });
  const source = await provider.open({
    name: 'pos',
    settings: { provider: 'zettle', organization: 'self', signingKeys: [testKey], subscriptions: [], ...defaults },
    publicUrl: 'https://hooks.example.com',
    clock: systemClock,
  });
  const onFatal = (cause: Error) => assert.fail(cause);
  const receive = openReceive({
    provider: 'zettle',
    source: () => source,
    store,
    clock: systemClock,
    log: silentLog,
    onFatal,
  });
  const { receiveEvent } = provider.handlers(receive);
  assert.ok(receiveEvent);
  push = async (request) => (await receiveEvent({ path: { source: 'pos' }, request })).status;
});

after(async () => {
  await ending.end();
});

const kept = async () => (await store.listMessages({}, { limit: 100 })).items;
const statesKept = async () => (await kept()).map(({ state }) => state).sort();

test('a push and its repeat are both answered 200 and are one message', async () => {
  assert.equal(await push(signed(envelope())), 200);
  assert.equal(await push(signed(envelope())), 200);
  assert.deepEqual(
    (await kept()).map(({ state, receipts }) => [state, receipts]),
    [['received', 2]],
  );
});

test('a captured push under another name, and under another uuid, is answered 200 and is quarantined', async () => {
  assert.equal(await push(signed(envelope({ eventName: 'ProductDeleted' }))), 200);
  assert.equal(await push(signed(envelope({ messageUuid: '00000000-a110-11eb-a1cd-f7dd79ee0866' }))), 200);
  assert.deepEqual(await statesKept(), ['quarantined', 'quarantined', 'received']);
});

test('a TestMessage is answered 200 and recorded, and is not processed', async () => {
  assert.equal(await push(requestOf(exampleBytes('TestMessage.json'))), 200);
  assert.deepEqual(await statesKept(), ['quarantined', 'quarantined', 'received', 'recorded']);
  assert.equal((await store.backlog()).work, 1);
});

test('a forged push is answered 401 and nothing is kept', async () => {
  assert.equal(await push(requestOf(exampleBytes('PurchaseCreated.json'), '0'.repeat(64))), 401);
  assert.equal((await kept()).length, 4);
});
