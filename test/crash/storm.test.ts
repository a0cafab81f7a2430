import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seed, wholeNumber } from './how-many.ts';
import { sentence } from './losses.ts';
import { randomFrom } from './random.ts';
import { playStorm } from './storm.ts';

const KILLS = wholeNumber('KILLS', 6);
const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

test(`after ${KILLS} kills in a row with a slow API, a hanging sink and a rejecting module every acknowledged push is its event, and nothing is dead but what the module refused`, async (t) => {
  const storm = await playStorm({
    kills: KILLS,
    lifeMs: [300, 2_500],
    random: randomFrom(seed),
  });
  const { tookMs, recoveredMs, acknowledged, waiting, dead } = storm;
  t.diagnostic(
    `${acknowledged} acknowledged in ${seconds(tookMs)}; ${seconds(recoveredMs)} later ${waiting} still owed, dead letters: ${JSON.stringify(dead)}`,
  );
  const again = `SEED=${seed} plans the same kills again`;
  assert.deepEqual(storm.losses.map(sentence), [], again);
  assert.deepEqual(storm.failed, [], again);
  assert.deepEqual(
    Object.keys(dead).filter((sink) => sink !== 'module'),
    [],
    again,
  );
  assert.equal(waiting, 0, again);
  assert.ok(acknowledged > KILLS);
});
