import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTryGateway } from '../support/try-gateway.ts';
import type { Evidence } from './evidence.ts';
import { findLosses } from './losses.ts';
import { makePush, openMarks, type Push } from './pushes.ts';
import { randomFrom } from './random.ts';
import { playRound } from './round.ts';

test('a gateway killed under load has, once started again, every acknowledged push as one message and one event', async (t) => {
  const gateway = await startTryGateway();
  t.after(gateway.stop);
  const promised: Push[] = [];
  const round = await playRound(gateway, randomFrom(7), openMarks(), promised);
  assert.deepEqual(round.losses, []);
  assert.ok(round.acknowledged > 0);
});

const push = makePush('paazl-json', 'PUSH-00000000-000001', '');
const message = { id: 'one', state: 'processed' };
const evidence = (
  messages: readonly (typeof message)[],
  lines: { readonly [id: string]: readonly string[] },
): Evidence => ({
  messages: new Map([[push.mark, messages]]),
  events: new Map([['one', new Map(Object.entries(lines))]]),
});

test('what breaks a promise: no message, two of them, no event, two of them, or one that changed when it was repeated', () => {
  const whats = (given: Evidence) => findLosses([push], given).map(({ what }) => what);
  assert.deepEqual(whats(evidence([message], { 'one-0': ['a', 'a'] })), [], 'a repeated line is none');
  assert.match(whats({ messages: new Map(), events: new Map() })[0] ?? '', /not in the store/);
  assert.match(whats(evidence([message, { ...message, id: 'two' }], { 'one-0': ['a'] }))[0] ?? '', /is 2 messages/);
  assert.match(whats(evidence([message], {}))[0] ?? '', /no event/);
  assert.match(whats(evidence([message], { 'one-0': ['a'], 'one-1': ['b'] }))[0] ?? '', /has 2 events/);
  assert.match(whats(evidence([message], { 'one-0': ['a', 'b'] }))[0] ?? '', /changed/);
});
