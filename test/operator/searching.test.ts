import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OpenedStore } from '../../src/store/store.ts';
import { identity, processed } from '../store/messages.ts';
import { openEnding, openTestStore } from '../store/test-store.ts';
import { ask, assertIs, assertProblem, openOperatorListener } from '../support/operator.ts';

const startMs = Date.parse('2026-11-21T05:00:00.000Z');
const HOUR_MS = 3_600_000;
const own = { provider: 'toy', source: 'box' };
const encoded = (text: string) => encodeURIComponent(text);

describe('a search through the operator API, on a store with a JSON and an XML message an hour apart', () => {
  const ending = openEnding();
  let store: OpenedStore;
  let url: string;
  let close: () => Promise<void>;
  const ids = { json: '', xml: '' };

  before(async () => {
    ({ store } = await openTestStore(ending));
    const json = await processed(store, startMs, ['ledger'], {
      ...own,
      bytes: Buffer.from('{"status":"DELIVERED","barcode":"3S=1"}'),
      identities: [identity('https://m.example.com abc', { kind: 'token' })],
    });
    const xml = await processed(store, startMs + HOUR_MS, ['ledger'], {
      ...own,
      bytes: Buffer.from('<Label><barcode>3S=1</barcode><status>CREATED</status></Label>'),
    });
    ids.json = json.message.id;
    ids.xml = xml.message.id;
    const listener = await openOperatorListener(store);
    url = listener.url;
    close = () => listener.stop(0);
  });
  after(async () => {
    await close();
    await ending.end();
  });

  const found = async (query: string): Promise<string[]> => {
    const { status, body } = await ask(url, `/api/messages?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    assertIs('MessagePage', body);
    return body.items.map(({ id }: { id: string }) => id);
  };

  test('messages by time, identity, text, fields and the type of their events', async () => {
    const { json, xml } = ids;
    assert.deepEqual(await found('receivedFrom=2026-11-21T05:30:00Z'), [xml]);
    assert.deepEqual(await found('receivedTo=2026-11-21T06:00:00%2B00:00'), [json]);
    assert.deepEqual(await found('receivedFrom=2026-11-21T07:00:00%2B02:00&receivedTo=2026-11-21T06:00:00.001Z'), [
      xml,
      json,
    ]);
    assert.deepEqual(await found(`identity=${encoded('token:https://m.example.com abc')}`), [json]);
    assert.deepEqual(await found('identity=token:nobody'), []);
    assert.deepEqual(await found('text=delivered'), [json]);
    assert.deepEqual(await found(`field=${encoded('barcode=3S=1')}`), [xml, json]);
    assert.deepEqual(await found(`field=${encoded('//barcode=3S=1')}&field=${encoded('/Label/status=CREATED')}`), [
      xml,
    ]);
    assert.deepEqual(await found(`field=${encoded('$.status')}`), [json]);
    assert.deepEqual(await found('type=com.paazl.shipment.status&source=box'), [xml, json]);
    assert.deepEqual(await found('type=com.none'), []);
  });

  test('events and deliveries by the same', async () => {
    const eventsOf = async (path: string, schema: string) => {
      const { status, body } = await ask(url, path);
      assert.equal(status, 200, JSON.stringify(body));
      assertIs(schema, body);
      return body.items.map(
        (item: { messageId?: string; event?: { messageId: string } }) => item.messageId ?? item.event?.messageId,
      );
    };
    for (const [path, schema] of [
      ['/api/events', 'EventPage'],
      ['/api/deliveries', 'DeliveryPage'],
    ] as const) {
      const of = (query: string) => eventsOf(`${path}?${query}`, schema);
      assert.deepEqual(await of('createdFrom=2026-11-21T06:00:00Z'), [ids.xml]);
      assert.deepEqual(await of('createdTo=2026-11-21T06:00:00Z&provider=toy&verdict=match'), [ids.json]);
      assert.deepEqual(await of(`identity=${encoded('token:https://m.example.com abc')}`), [ids.json]);
      assert.deepEqual(await of(`text=${ids.xml}`), [ids.xml]);
      assert.deepEqual(await of('field=/nothing'), []);
      assert.deepEqual(await of(`source=${encoded('/paazl/shipping')}&verdict=drift`), []);
    }
  });

  test('a wrong query is a 400, with the reason where its path is not a path', async () => {
    for (const query of [
      'receivedFrom=yesterday',
      'receivedTo=2026-11-21',
      'identity=token',
      'identity=:x',
      'text=',
      'field=',
    ])
      assertProblem(await ask(url, `/api/messages?${query}`), 400, 'parameter-invalid');
    const wrong = await ask(url, `/api/messages?field=${encoded('$.a[?(@.b)]=1')}`);
    assertProblem(wrong, 400, 'parameter-invalid');
    assert.match(wrong.body.detail, /field: the path is not a JSON Path of names/);
    const many = Array.from({ length: 6 }, () => 'field=a').join('&');
    assertProblem(await ask(url, `/api/events?${many}`), 400, 'parameter-invalid');
    const leap = await ask(url, '/api/messages?receivedFrom=2016-12-31T23:59:60Z');
    assertProblem(leap, 400, 'parameter-invalid');
  });
});
