import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventMapping } from '../../../src/config.ts';
import { mapEnvelope, withMapping } from '../../../src/deliver/sinks/mapping.ts';
import type { Json } from '../../../src/formats/json.ts';
import type { StoredEvent } from '../../../src/store/store.ts';
import { firstAttempt } from '../../support/claims.ts';
import { delivery, eventOf } from './events.ts';

const data = { order: { id: '7', lines: [{ sku: 'a' }] }, status: 'SENT', note: null };
const mapped = (map: EventMapping, of: { readonly [name: string]: Json } = data) =>
  mapEnvelope(eventOf('com.toy.moved', of).envelope, map).data;

test('pick keeps the named fields, at their places, and lists whole', () => {
  assert.deepEqual(mapped({ pick: ['status', 'order.lines'] }), { status: 'SENT', order: { lines: [{ sku: 'a' }] } });
});

test('rename moves a field, also between levels, and keeps the rest', () => {
  assert.deepEqual(mapped({ rename: { 'order.id': 'reference', status: 'state.name' } }), {
    order: { lines: [{ sku: 'a' }] },
    note: null,
    reference: '7',
    state: { name: 'SENT' },
  });
});

test('two fields can change places', () => {
  assert.deepEqual(mapped({ rename: { a: 'b', b: 'a' } }, { a: 1, b: 2 }), { a: 2, b: 1 });
});

test('a constant is added, and replaces what is there', () => {
  assert.deepEqual(mapped({ pick: ['status'], constant: { status: 'X', 'from.system': 'toy', n: 1, yes: true } }), {
    status: 'X',
    from: { system: 'toy' },
    n: 1,
    yes: true,
  });
});

test('the steps come in their order: pick, rename, constant', () => {
  assert.deepEqual(mapped({ constant: { to: 'late' }, rename: { status: 'kept' }, pick: ['status'] }), {
    kept: 'SENT',
    to: 'late',
  });
});

test('a field that this event does not have is left out; null is a value', () => {
  assert.deepEqual(mapped({ pick: ['absent', 'note', 'status.deeper'], rename: { alsoAbsent: 'x' } }), { note: null });
});

test('data that is not an object stays as it is, and fields named like built-ins are only fields', () => {
  const envelope = { ...eventOf('com.toy.moved', {}).envelope, data: ['a'] };
  assert.deepEqual(mapEnvelope(envelope, { pick: ['x'] }).data, ['a']);
  const odd: { [name: string]: Json } = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
  assert.equal(
    JSON.stringify(mapped({ pick: ['__proto__.a', 'constructor', 'toString'] }, odd)),
    '{"__proto__":{"a":1},"constructor":2}',
  );
  assert.equal(Reflect.get({}, 'a'), undefined);
});

test('only what is delivered changes: attributes and the stored event stay', async () => {
  const event = eventOf('com.toy.moved', data);
  const before = JSON.stringify(event);
  const delivered: StoredEvent[] = [];
  const sink = withMapping(
    {
      name: 'orders',
      settings: delivery,
      deliver: async (one) => {
        delivered.push(one);
        return { kind: 'delivered', detail: '' };
      },
      close: async () => {},
    },
    { rename: { 'order.id': 'order.number' } },
  );
  await sink.deliver(event, firstAttempt);
  assert.equal(JSON.stringify(event), before);
  const { data: mappedData, ...attributes } = delivered[0]?.envelope ?? {};
  assert.deepEqual(mappedData, { ...data, order: { lines: [{ sku: 'a' }], number: '7' } });
  assert.deepEqual({ ...attributes, data }, event.envelope);
});
