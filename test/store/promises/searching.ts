import assert from 'node:assert/strict';
import { parseFieldPath } from '../../../src/formats/field-path.ts';
import type { FieldCondition, MessageFilter, Page, PageRequest, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, identity, newEvent, newMessage, processed } from '../messages.ts';

const HOUR_MS = 3_600_000;
const bytes = (text: string) => new TextEncoder().encode(text);

function field(path: string, value?: string): FieldCondition {
  const parsed = parseFieldPath(path);
  assert.ok(parsed.ok);
  return { path: parsed.steps, ...(value !== undefined && { value }) };
}

/** All pages of a listing; how many there were. */
async function every<T>(list: (page: PageRequest) => Promise<Page<T>>, limit = 10) {
  const items: T[] = [];
  let pages = 0;
  let cursor: string | undefined;
  do {
    const page = await list({ limit, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    pages += 1;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { items, pages };
}

const messages = async (store: Store, filter: MessageFilter, limit?: number) =>
  (await every((page) => store.listMessages(filter, page), limit)).items.map(({ id }) => id);

/** A message for each hour, each with an event and a delivery. */
async function hourly(store: Store, clock: { now(): number; advance(ms: number): void }, count: number) {
  const made = [];
  for (let hour = 0; hour < count; hour += 1) {
    const atMs = clock.now();
    made.push({ atMs, ...(await processed(store, atMs)) });
    clock.advance(HOUR_MS);
  }
  return made;
}

export const searching: Promises = {
  'a time is asked for exactly, at its beginning and before its end, in every listing and with other filters': async ({
    store,
    clock,
  }) => {
    const made = await hourly(store, clock, 6);
    const second = made[1]?.atMs ?? 0;
    const fourth = made[3]?.atMs ?? 0;
    const wanted = [made[2], made[1]];
    const range = { fromMs: second, toMs: fourth };
    assert.deepEqual(
      await messages(store, { ...range, state: 'processed' }),
      wanted.map((one) => one?.message.id),
    );
    assert.deepEqual(await messages(store, { ...range, source: 'other' }), []);
    assert.deepEqual(await messages(store, { fromMs: fourth + 1 }, 1), [made[5]?.message.id, made[4]?.message.id]);
    assert.deepEqual(await messages(store, { toMs: second }), [made[0]?.message.id]);
    assert.deepEqual(await messages(store, { fromMs: clock.now() }), []);
    const events = await every((page) => store.listEvents({ ...range, type: 'com.paazl.shipment.status' }, page), 1);
    assert.deepEqual(
      events.items.map(({ id }) => id),
      wanted.map((one) => one?.event.id),
    );
    const deliveries = await every((page) => store.listDeliveries(range, page));
    assert.deepEqual(
      deliveries.items.map(({ event }) => event.id),
      wanted.map((one) => one?.event.id),
    );
  },

  'what was received in another order than it was committed is found by its time all the same': async ({
    store,
    clock,
  }) => {
    const startMs = clock.now();
    const behind = [0, 20_000, 5_000, 30_000, 29_000, 10_000].map((lateMs) => newMessage(startMs + lateMs));
    for (const message of behind) await store.append(message);
    const found = await messages(store, { fromMs: startMs + 5_000, toMs: startMs + 20_000 });
    assert.deepEqual(found, [behind[5]?.id, behind[2]?.id]);
  },

  'an identity finds the message that holds it, at whichever source, and what came under it as something else': async ({
    store,
    clock,
  }) => {
    const token = identity('T:1', { kind: 'token' });
    const first = newMessage(clock.now(), { identities: [token, identity('digest')] });
    const elsewhere = newMessage(clock.now(), { source: 'other', identities: [token] });
    const collides = newMessage(clock.now(), { identities: [{ ...token, binding: 'something else' }] });
    for (const message of [first, elsewhere, newMessage(clock.now()), collides]) await store.append(message);
    await store.append(newMessage(clock.now(), { identities: [token] }));
    const name = { kind: 'token', key: 'T:1' };
    assert.deepEqual(await messages(store, { identity: name }), [collides.id, elsewhere.id, first.id]);
    assert.deepEqual(await messages(store, { identity: name, source: 'shipping' }), [collides.id, first.id]);
    assert.deepEqual(await messages(store, { identity: { kind: 'body', key: 'digest' } }), [first.id]);
    assert.deepEqual(await messages(store, { identity: { kind: 'uuid', key: 'T:1' } }), []);

    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, {
      end: { kind: 'complete', completion: completion([newEvent(claim.message.id)]), nowMs: clock.now() },
    });
    assert.equal(claim.message.id, first.id);
    assert.equal((await store.listEvents({ identity: name }, { limit: 5 })).items[0]?.messageId, first.id);
    assert.equal((await store.listDeliveries({ identity: name }, { limit: 5 })).items.length, 1);
    assert.equal((await store.listDeliveries({ identity: { kind: 'body', key: 'x' } }, { limit: 5 })).items.length, 0);
  },

  'a message is found by the type of its event; an event and a delivery by provider, source and verdict': async ({
    store,
    clock,
  }) => {
    const { message, event } = await processed(store, clock.now());
    const other = newMessage(clock.now(), { provider: 'zettle', source: 'pos' });
    await store.append(other);
    const sold = newEvent(other.id, 0, { type: 'com.zettle.purchase.created', source: '/zettle/pos' });
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: { ...completion([sold]), verdict: 'drift' }, nowMs: clock.now() },
    });
    assert.deepEqual(await messages(store, { type: 'com.paazl.shipment.status' }), [message.id]);
    assert.deepEqual(await messages(store, { type: sold.type, verdict: 'match' }), []);
    const events = async (filter: Parameters<Store['listEvents']>[0]) =>
      (await store.listEvents(filter, { limit: 10 })).items.map(({ id }) => id);
    const deliveries = async (filter: Parameters<Store['listDeliveries']>[0]) =>
      (await store.listDeliveries(filter, { limit: 10 })).items.map((one) => one.event.id);
    for (const listed of [events, deliveries]) {
      assert.deepEqual(await listed({}), [sold.id, event.id]);
      assert.deepEqual(await listed({ provider: 'zettle' }), [sold.id]);
      assert.deepEqual(await listed({ verdict: 'match' }), [event.id]);
      assert.deepEqual(await listed({ source: '/zettle/pos', verdict: 'drift', type: sold.type }), [sold.id]);
      assert.deepEqual(await listed({ provider: 'paazl', verdict: 'drift' }), []);
    }
  },

  'text is looked for in decoded bytes and fetched documents, in capitals or not': async ({ store, clock }) => {
    const latin1 = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>M\xfcller</a>', 'latin1');
    const utf16 = Buffer.from('\ufeff{"name":"Müller"}', 'utf16le');
    const broken = Buffer.concat([bytes('{"name":"Müller'), Buffer.from([0xff])]);
    const stored = [latin1, utf16, broken, bytes('{"name":"Meier"}')].map((body) =>
      newMessage(clock.now(), { bytes: body }),
    );
    for (const message of stored) await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, {
      document: { name: 'order', mediaType: 'text/xml', bytes: bytes('<b>Order 77</b>'), fetchedAtMs: 0 },
    });
    const found = async (text: string) => messages(store, { search: { text } });
    assert.deepEqual(await found('müller'), [stored[1]?.id, stored[0]?.id]);
    assert.deepEqual(await found('{"NAME":"M'), [stored[3]?.id, stored[2]?.id, stored[1]?.id]);
    assert.deepEqual(await found('order 77'), [stored[0]?.id]);
    assert.deepEqual(await found('nowhere'), []);
  },

  'fields are compared in the parsed document, exactly, whatever hides them in the bytes': async ({ store, clock }) => {
    const bodies = {
      json: '{"status":"DELIVERED","webshop":123,"amount":12.50,"items":[{"sku":"A"},{"sku":"B"}],"note":null}',
      escaped: '{"status":"DELI\\u0056ERED","webshop":"123","payload":"{\\"purchase\\":{\\"id\\":7}}"}',
      xml: '<n:Status xmlns:n="urn:x"><n:barcode>3STEST1</n:barcode><status>DELIVERED</status><note/><item>A</item><item>B</item></n:Status>',
      hidden: '<Status><barcode>3S<!-- -->TEST1</barcode><name>A&amp;B</name></Status>',
      broken: '{"status":"DELIVERED"',
    };
    const ids: Record<string, string> = {};
    for (const [name, body] of Object.entries(bodies)) {
      const message = newMessage(clock.now(), { bytes: bytes(body) });
      ids[message.id] = name;
      await store.append(message);
    }
    const found = async (...fields: FieldCondition[]) =>
      (await messages(store, { search: { fields } })).map((id) => ids[id]).reverse();
    assert.deepEqual(await found(field('/status', 'DELIVERED')), ['json', 'escaped']);
    assert.deepEqual(await found(field('status', 'DELIVERED')), ['json', 'escaped', 'xml']);
    assert.deepEqual(await found(field('status', 'delivered')), []);
    assert.deepEqual(await found(field('/webshop', '123')), ['json', 'escaped']);
    assert.deepEqual(await found(field('/amount', '12.50')), ['json']);
    assert.deepEqual(await found(field('/amount', '12.5')), []);
    assert.deepEqual(await found(field('$.items[*].sku', 'B')), ['json']);
    assert.deepEqual(await found(field('/payload/purchase/id', '7')), ['escaped']);
    assert.deepEqual(await found(field('//barcode', '3STEST1')), ['xml', 'hidden']);
    assert.deepEqual(await found(field('/Status/item', 'B')), ['xml']);
    assert.deepEqual(await found(field('name', 'A&B')), ['hidden']);
    assert.deepEqual(await found(field('note', 'null')), ['json']);
    assert.deepEqual(await found(field('note', '')), ['xml']);
    assert.deepEqual(await found(field('note')), ['json', 'xml']);
    assert.deepEqual(await found(field('status', 'DELIVERED'), field('barcode')), ['xml']);
  },

  'events and deliveries are searched as they are sent, fields in their data': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const events = ['DELIVERED', 'CREATED'].map((status, index) => {
      const event = newEvent(message.id, index);
      return { ...event, envelope: { ...event.envelope, data: { status } } };
    });
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: completion(events), nowMs: clock.now() },
    });
    const search = { fields: [field('/status', 'DELIVERED')] };
    const ids = (page: Page<{ id: string }>) => page.items.map(({ id }) => id);
    assert.deepEqual(ids(await store.listEvents({ search }, { limit: 5 })), [events[0]?.id]);
    assert.deepEqual(ids(await store.listEvents({ search: { text: '"created"' } }, { limit: 5 })), [events[1]?.id]);
    assert.deepEqual(ids(await store.listEvents({ search: { fields: [field('/type')] } }, { limit: 5 })), []);
    const deliveries = await store.listDeliveries({ search, sink: 'ledger' }, { limit: 5 });
    assert.deepEqual(
      deliveries.items.map(({ event }) => event.id),
      [events[0]?.id],
    );
  },

  'a search looks into a bounded number of payloads at a time, and goes on where it stopped': async ({
    store,
    clock,
  }) => {
    const large = new Uint8Array(6_000_000).fill(120);
    const needle = newMessage(clock.now(), { bytes: bytes('a needle') });
    await store.append(needle);
    for (let index = 0; index < 5; index += 1) await store.append(newMessage(clock.now(), { bytes: large }));
    const first = await store.listMessages({ search: { text: 'needle' } }, { limit: 5 });
    assert.deepEqual(first.items, []);
    assert.notEqual(first.nextCursor, undefined);
    assert.deepEqual(await messages(store, { search: { text: 'needle' } }), [needle.id]);
  },
};
