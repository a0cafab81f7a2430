import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OpenedStore } from '../../src/store/store.ts';
import { claimOne, completion, newEvent, newMessage, processed } from '../store/messages.ts';
import { openEnding, openTestStore } from '../store/test-store.ts';
import { ask, assertIs, assertProblem, openOperatorListener } from '../support/operator.ts';

const startMs = Date.parse('2026-11-21T05:04:00.123Z');

describe('the operator API on a store with four messages', () => {
  const ending = openEnding();
  let store: OpenedStore;
  let url: string;
  let close: () => Promise<void>;
  const ids = { processed: '', binary: '', failed: '', waiting: '' };

  before(async () => {
    ({ store } = await openTestStore(ending));
    const own = { provider: 'toy', source: 'box' };
    const first = await processed(store, startMs, ['ledger'], {
      ...own,
      headers: { 'content-type': 'text/plain' },
      proofs: [{ credential: 'the token' }],
    });
    ids.processed = first.message.id;
    const binary = newMessage(startMs + 1, { ...own, bytes: Uint8Array.of(0xff, 0xfe, 0x00) });
    ids.binary = binary.id;
    await store.append(binary);
    const claim = await claimOne(store, startMs + 1);
    await store.settleWork(claim, {
      document: { name: 'order', mediaType: 'text/xml', bytes: Buffer.from('<a>é</a>'), fetchedAtMs: startMs + 1 },
    });
    const finding = {
      rule: 'unknown-field',
      path: '/a',
      severity: 'drift',
      expected: 'nothing',
      seen: 'a',
      line: 3,
    } as const;
    await store.settleWork(claim, {
      end: {
        kind: 'complete',
        completion: { ...completion([newEvent(binary.id)], []), verdict: 'drift', findings: [finding] },
        nowMs: startMs + 1,
      },
    });
    const failing = newMessage(startMs + 2, own);
    ids.failed = failing.id;
    await store.append(failing);
    await store.settleWork(await claimOne(store, startMs + 2), {
      end: { kind: 'fail', reason: 'There is no such order.' },
    });
    const waiting = newMessage(startMs + 3, { ...own, source: 'other' });
    ids.waiting = waiting.id;
    await store.append(waiting);
    const listener = await openOperatorListener(store);
    url = listener.url;
    close = () => listener.stop(0);
  });
  after(async () => {
    await close();
    await ending.end();
  });

  const listedIds = async (query: string): Promise<string[]> => {
    const { status, body } = await ask(url, `/api/messages${query}`);
    assert.equal(status, 200);
    assertIs('MessagePage', body);
    return body.items.map(({ id }: { id: string }) => id);
  };

  test('liveness and readiness, with what waits', async () => {
    const live = await ask(url, '/health/live');
    assert.deepEqual([live.status, live.body], [200, { status: 'live' }]);
    assert.equal(live.headers.get('content-type'), 'application/json');
    const ready = await ask(url, '/health/ready');
    assertIs('Readiness', ready.body);
    assert.equal(ready.status, 200);
    assert.equal(ready.body.backlog.work, 1);
    assert.equal(ready.body.backlog.deliveries, 1);
  });

  test('messages newest first, filtered, page by page', async () => {
    const { processed: one, binary: two, failed: three, waiting: four } = ids;
    assert.deepEqual(await listedIds(''), [four, three, two, one]);
    assert.deepEqual(await listedIds('?state=failed'), [three]);
    assert.deepEqual(await listedIds('?verdict=drift&source=box&provider=toy'), [two]);
    assert.deepEqual(await listedIds('?provider=nobody'), []);
    const page = await ask(url, '/api/messages?limit=3');
    assert.equal(page.body.items.length, 3);
    assert.deepEqual(await listedIds(`?limit=3&cursor=${page.body.nextCursor}`), [one]);
  });

  test('a message with everything known of it, by its id or its beginning', async () => {
    const whole = await ask(url, `/api/messages/${ids.binary}`);
    assertIs('Message', whole.body);
    assert.deepEqual(whole.body.body, { encoding: 'base64', content: '//4A' });
    assert.deepEqual(whole.body.documents, [
      {
        name: 'order',
        mediaType: 'text/xml',
        fetchedAt: '2026-11-21T05:04:00.124Z',
        body: { encoding: 'text', content: '<a>é</a>' },
      },
    ]);
    assert.equal(whole.body.findings[0].line, 3);
    assert.deepEqual(whole.body.receiptsAt, ['2026-11-21T05:04:00.124Z']);
    const failed = await ask(url, `/api/messages/${ids.failed}`);
    assert.equal(failed.body.reason, 'There is no such order.');
    const beginning = await ask(url, `/api/messages/${ids.binary.slice(0, 20)}`);
    assert.deepEqual(beginning.body, whole.body);
  });

  test('a beginning that several messages share is a 400, one that none has a 404', async () => {
    assertProblem(await ask(url, `/api/messages/${ids.processed.slice(0, 8)}`), 400, 'parameter-invalid');
    assertProblem(await ask(url, '/api/messages/ffffffff-ffff'), 404, 'unknown-item');
  });

  test("events, by type, by the source's name or attribute, by message", async () => {
    const all = await ask(url, '/api/events');
    assertIs('EventPage', all.body);
    assert.equal(all.body.items.length, 2);
    const counts = async (query: string) => (await ask(url, `/api/events?${query}`)).body.items.length;
    assert.equal(await counts('type=com.paazl.shipment.status'), 2);
    assert.equal(await counts('type=com.paazl'), 0);
    assert.equal(await counts(`source=${encodeURIComponent('/paazl/shipping')}`), 2);
    assert.equal(await counts('source=box'), 0);
    assert.equal(await counts(`message=${ids.processed}`), 1);
  });

  test('an event with its deliveries', async () => {
    const [eventId] = (await ask(url, `/api/messages/${ids.processed}`)).body.eventIds;
    const { status, body } = await ask(url, `/api/events/${eventId}`);
    assert.equal(status, 200);
    assertIs('Event', body);
    assert.equal(body.messageId, ids.processed);
    assert.equal(body.deliveries.length, 1);
    assert.equal(body.deliveries[0].state, 'due');
    assertProblem(await ask(url, '/api/events/ffffffff-ffff-0'), 404, 'unknown-item');
  });

  test('sources are listed, and one is shown with how often each credential was used', async () => {
    const list = await ask(url, '/api/sources');
    assertIs('SourceList', list.body);
    assert.deepEqual(list.body.items, [{ name: 'box', provider: 'toy', pushUrl: 'http://gateway.test/push/toy/box' }]);
    const { body } = await ask(url, '/api/sources/box');
    assertIs('Source', body);
    assert.deepEqual(body.credentials, [
      { label: 'the token', uses: 1, firstUsedAt: '2026-11-21T05:04:00.123Z', lastUsedAt: '2026-11-21T05:04:00.123Z' },
    ]);
    assertProblem(await ask(url, '/api/sources/nobody'), 404, 'unknown-item');
  });

  for (const path of [
    '/api/messages?limit=0',
    '/api/messages?limit=1000000',
    '/api/messages?limit=many',
    '/api/messages?limit=1&limit=2',
    '/api/messages?state=odd',
    '/api/messages?verdict=',
    '/api/messages?colour=red',
    '/api/messages?cursor=garbage',
    '/api/messages?cursor=%00',
    '/api/messages/019',
    '/api/events?cursor=bTE',
    '/api/events?message=x',
    '/api/events/019',
  ]) {
    test(`${path} is a 400 with a problem document`, async () => {
      assertProblem(await ask(url, path), 400, 'parameter-invalid');
    });
  }

  test('a cursor of one list is refused by the other', async () => {
    const { body } = await ask(url, '/api/messages?limit=1');
    assertProblem(await ask(url, `/api/events?cursor=${body.nextCursor}`), 400, 'parameter-invalid');
  });

  for (const path of ['/', '/api', '/api/nothing', '/push/toy/box', '/api/messages/a/b']) {
    test(`${path} is a 404`, async () => {
      assertProblem(await ask(url, path), 404, 'unknown-item');
    });
  }

  test('another method is answered 405, with the methods to use', async () => {
    const answer = await ask(url, '/api/messages', { method: 'POST', body: '{}' });
    assertProblem(answer, 405, 'method-not-allowed');
    assert.equal(answer.headers.get('allow'), 'GET, HEAD');
  });

  test('a broken escape in the path is a 400 and no crash', async () => {
    assertProblem(await ask(url, '/api/messages/%zz%zz%zz'), 400, 'parameter-invalid');
  });
});
