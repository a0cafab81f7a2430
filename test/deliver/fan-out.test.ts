import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fanOut } from '../../src/deliver/fan-out.ts';
import { type FieldCondition, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import type { Json } from '../../src/formats/json.ts';
import { storedEvent } from '../support/claims.ts';

const sink = (name: string, types: readonly string[] = []) => ({
  name,
  settings: { ...sinkDefaults, filter: { ...sinkDefaults.filter, types } },
});

const takes = (patterns: readonly string[], type: string): boolean =>
  fanOut([{ ...storedEvent(0), type }], [sink('ledger', patterns)]).length === 1;

for (const [patterns, type, taken] of [
  [[], 'com.toy.moved', true],
  [['*'], 'com.toy.moved', true],
  [['com.toy.moved'], 'com.toy.moved', true],
  [['com.toy.moved'], 'com.toy.moved.far', false],
  [['com.toy.moved'], 'xcom.toy.moved', false],
  [['com.toy.*'], 'com.toy.moved.far', true],
  [['com.toy.*'], 'com.toy', false],
  [['com.toy.*'], 'com.toys.moved', false],
  [['com.toy.*'], 'comXtoy.moved', false],
  [['*.moved'], 'com.toy.moved', true],
  [['com.*.moved'], 'com.toy.moved', true],
  [['com.(toy|x)+.moved'], 'com.toy.moved', false],
  [['com.other', 'com.toy.moved'], 'com.toy.moved', true],
  // Events of the gateway's own only where they are named.
  [[], 'com.pushdock.contract.finding', false],
  [['*', 'com.*'], 'com.pushdock.contract.finding', false],
  [['com.pushdock.*'], 'com.pushdock.contract.finding', true],
  [['com.toy.*', 'com.pushdock.contract.finding'], 'com.pushdock.contract.finding', true],
  [['com.pushdock.contract.finding'], 'com.toy.moved', false],
] as const) {
  test(`a sink for ${JSON.stringify(patterns)} ${taken ? 'takes' : 'does not take'} ${type}`, () => {
    assert.equal(takes(patterns, type), taken);
  });
}

test('every event goes to every sink that takes it, and without sinks to nobody', () => {
  const events = [storedEvent(0), storedEvent(1)];
  assert.deepEqual(fanOut(events, []), []);
  assert.equal(fanOut(events, [sink('one'), sink('two')]).length, 4);
});

const where = (data: Json, condition: { readonly [pointer: string]: FieldCondition }): boolean => {
  const event = storedEvent(0);
  const filter = { ...sinkDefaults.filter, data: condition };
  const asked = { name: 'ledger', settings: { ...sinkDefaults, filter } };
  return fanOut([{ ...event, envelope: { ...event.envelope, data } }], [asked]).length === 1;
};

for (const [condition, data, taken] of [
  [{ '/a/b': { exists: true } }, { a: { b: 'x' } }, true],
  [{ '/a/b': { exists: true } }, { a: { b: null } }, true],
  [{ '/a/b': { exists: true } }, { a: {} }, false],
  [{ '/a/b': { exists: true } }, { a: 'b' }, false],
  [{ '/a/b': { exists: true } }, null, false],
  [{ '/a': { exists: false } }, { b: 1 }, true],
  [{ '/a': { exists: false } }, { a: null }, false],
  [{ '/toString': { exists: false } }, {}, true],
  [{ '/a': { exists: true }, '/b': ['x'] }, { a: 1, b: 'x' }, true],
  [{ '/a': { exists: true }, '/b': ['x'] }, { a: 1 }, false],
] as const) {
  test(`where data is ${JSON.stringify(condition)}, ${JSON.stringify(data)} ${taken ? 'passes' : 'does not pass'}`, () => {
    assert.equal(where(data, condition), taken);
  });
}
