import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTryGateway } from '../support/try-gateway.ts';
import type { Evidence } from './evidence.ts';
import { seed, wholeNumber } from './how-many.ts';
import { findLosses, sentence } from './losses.ts';
import { makePush, openMarks, type Push } from './pushes.ts';
import { randomFrom } from './random.ts';
import { playRound, type Round } from './round.ts';

const ROUNDS = wholeNumber('ROUNDS', 3);

test(`a gateway killed under load ${ROUNDS} times has, once started again, every acknowledged push as one message and one event`, async (t) => {
  const gateway = await startTryGateway();
  let isLost = false;
  // What is there after a loss is the evidence: it is left where it is.
  t.after(() => (isLost ? gateway.kill('SIGTERM') : gateway.stop()));
  const random = randomFrom(seed);
  const nextMark = openMarks();
  const promised: Push[] = [];
  for (let number = 1; number <= ROUNDS; number += 1)
    await t.test(`round ${number} of SEED=${seed}`, async (part) => {
      const round = await playRound(gateway, random, nextMark, promised);
      part.diagnostic(describe(round));
      isLost ||= round.losses.length > 0;
      assert.deepEqual(round.losses.map(sentence), [], `The store and the events are left in ${gateway.folder}`);
    });
  assert.ok(ROUNDS === 0 || promised.length > 0);
  t.diagnostic(`All ${promised.length} acknowledged pushes are one message and one event each.`);
});

function describe({ killedAfterMs, killedAgainAfterMs, sent, acknowledged, resent, waiting }: Round): string {
  const again = killedAgainAfterMs === undefined ? '' : ` and ${killedAgainAfterMs} ms after the restart`;
  return `${sent} sent, ${acknowledged} acknowledged, killed after ${killedAfterMs} ms${again}; ${waiting} still to become events after the restart, ${resent} were sent again`;
}

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
