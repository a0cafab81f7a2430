import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growth, type Window } from './checks.ts';

const window: Window = { ackP99Ms: 8, sinkP99Ms: 20, loopP99Ms: 4, residentMb: 150, storeMb: 40, remembered: 0 };
const parts = (of: (part: number) => Partial<Window>) =>
  Array.from({ length: 20 }, (_, part) => ({ ...window, ...of(part) }));
const broken = (windows: readonly Window[]) => growth(windows).flatMap(({ what, ok }) => (ok ? [] : [what]));

test('a soak in which nothing grows holds', () => {
  assert.deepEqual(broken(parts(() => ({}))), []);
});

test('memory that grows while the gateway is warming up holds, and memory that goes on growing does not', () => {
  assert.deepEqual(broken(parts((part) => ({ residentMb: 100 + 40 * Math.min(part, 6) }))), []);
  assert.deepEqual(broken(parts((part) => ({ residentMb: 100 + 10 * part }))), ['memory']);
});

test('acks, events and a store that grow are each named', () => {
  assert.deepEqual(broken(parts((part) => ({ ackP99Ms: 8 + 8 * part }))), ['ack p99']);
  assert.deepEqual(broken(parts((part) => ({ sinkP99Ms: 20 + 40 * part }))), ['ack → steady sink p99']);
  assert.deepEqual(broken(parts((part) => ({ storeMb: 40 + 4 * part }))), ['store, without remembered ids']);
});

test('a store that grows only by ids that are remembered for days holds', () => {
  assert.deepEqual(broken(parts((part) => ({ storeMb: 40 + 4 * part, remembered: 4_096 * part }))), []);
});

test('one part in which the receiving thread was late is enough, even the first', () => {
  const loop = 'event loop p99 of the receiving thread, worst part';
  assert.deepEqual(broken(parts((part) => ({ loopP99Ms: part === 0 ? 11 : 4 }))), [loop]);
  assert.deepEqual(broken(parts((part) => ({ loopP99Ms: part === 12 ? 11 : 4 }))), [loop]);
});
