import assert from 'node:assert/strict';
import { test } from 'node:test';
import { envelop } from '../../src/deliver/envelope.ts';
import { storedMessage } from '../support/claims.ts';

const { id } = storedMessage;

test('a fact becomes a CloudEvent 1.0 with our two attributes', () => {
  const fact = {
    type: 'com.toy.moved',
    subject: 'move-1',
    time: '2026-11-21T06:00:00.5+01:00',
    data: { toys: ['bear'], none: null },
  };
  assert.deepEqual(envelop(storedMessage, 'drift', fact, 3), {
    id: `${id}-3`,
    type: 'com.toy.moved',
    source: '/toy/box',
    subject: 'move-1',
    envelope: {
      specversion: '1.0',
      id: `${id}-3`,
      type: 'com.toy.moved',
      source: '/toy/box',
      subject: 'move-1',
      time: '2026-11-21T05:00:00.500Z',
      datacontenttype: 'application/json',
      pushdockmessage: id,
      pushdockverdict: 'drift',
      data: { toys: ['bear'], none: null },
    },
  });
});

test("without a time of the provider's own it is the time of receipt", () => {
  const { envelope } = envelop(storedMessage, 'match', { type: 'com.toy.moved', data: {} }, 0);
  assert.equal(envelope.time, '2026-11-21T05:04:00.123Z');
});

test('no subject, and an empty one, are left out', () => {
  for (const fact of [
    { type: 'com.toy.moved', data: {} },
    { type: 'com.toy.moved', subject: '', data: {} },
  ]) {
    const event = envelop(storedMessage, 'match', fact, 0);
    assert.ok(!('subject' in event) && !('subject' in event.envelope));
  }
});

test('data is data, whatever its fields are called', () => {
  const data = JSON.parse('{"__proto__":{"a":1},"constructor":"x","id":"not ours","time":"nor this"}');
  const { envelope } = envelop(storedMessage, 'match', { type: 'com.toy.moved', data }, 0);
  assert.equal(JSON.stringify(envelope.data), JSON.stringify(data));
  assert.equal(envelope.id, `${id}-0`);
});

test('text of any script and any JSON value pass unchanged', () => {
  for (const data of ['', 'één ☕ \u0000', 0, false, null, [], {}]) {
    const { envelope } = envelop(storedMessage, 'match', { type: 'com.toy.moved', data }, 0);
    assert.deepEqual(envelope.data, data);
  }
});
