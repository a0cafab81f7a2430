import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CloudEvent } from 'cloudevents';
import fc from 'fast-check';
import { eventOf } from '../../src/deliver/attempt.ts';
import { envelop } from '../../src/deliver/envelope.ts';
import { isTree, readTree, specFolder } from '../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../spec/schemas.ts';
import { deliveryClaim, storedEvent, storedMessage } from '../support/claims.ts';

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

test("an event without a time of the provider's has the time of receipt", () => {
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

test('whatever a fact holds, its envelope is valid by the JSON Schema of CloudEvents 1.0, which the official SDK checks with', () => {
  const whole = fc.string({ unit: 'binary' });
  const at = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') });
  fc.assert(
    fc.property(
      fc.stringMatching(/^com\.[a-z]+(\.[a-z0-9]+){1,4}$/),
      fc.option(whole, { nil: undefined }),
      fc.option(at, { nil: undefined }),
      fc.json(),
      (type, subject, time, json) => {
        const fact = {
          type,
          data: JSON.parse(json),
          ...(subject !== undefined && { subject }),
          ...(time && { time: time.toISOString() }),
        };
        const { envelope } = envelop(storedMessage, 'match', fact, 0);
        assert.ok(new CloudEvent({ ...envelope }).validate());
      },
    ),
  );
  for (const broken of [{ type: '' }, { source: '' }, { pushdock_message: 'x' }]) {
    const { envelope } = envelop(storedMessage, 'match', { type: 'com.toy.moved', data: {} }, 0);
    assert.throws(() => new CloudEvent({ ...envelope, ...broken }), JSON.stringify(broken));
  }
});

test('the envelope is what spec/events/envelope.json says, also that of a replay, and every attribute of the schema is made somewhere', () => {
  const file = join(specFolder, 'events/envelope.json');
  const fact = { type: 'com.toy.moved', subject: 'move-1', data: { toys: [] } };
  const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01 toy=1`;
  const made = envelop({ ...storedMessage, trace }, 'violation', fact, 0).envelope;
  const claim = deliveryClaim({ event: { ...storedEvent(0), envelope: made }, replay: 'replay-1' });
  const replayed = eventOf(claim).envelope;
  for (const envelope of [made, replayed]) assert.deepEqual(faultsOf(schemaAt(file), envelope), []);
  const described = readTree(file).properties;
  assert.ok(isTree(described));
  // That of an edited copy is made in try-copy.ts, and seen by test/operator/copies.test.ts.
  const unedited = Object.keys(described).filter((name) => name !== 'pushdockedited');
  assert.deepEqual(Object.keys(replayed).sort(), [...unedited].sort());
  assert.deepEqual(
    Object.keys(made).sort(),
    unedited.sort().filter((name) => name !== 'pushdockreplay'),
  );
});
