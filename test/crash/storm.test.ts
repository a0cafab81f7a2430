import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from './random.ts';
import { playStorm } from './storm.ts';

// `make crash` plays it with thirty.
const KILLS = Number(process.env.KILLS ?? 6);

test('after kill upon kill with a slow API, a hanging sink and a rejecting module every acknowledged push is its event, and nothing is dead but what the module refused', async () => {
  const storm = await playStorm({ kills: KILLS, lifeMs: [300, 2_500], random: randomFrom(11) });
  assert.deepEqual(storm.losses, []);
  assert.deepEqual(storm.failed, []);
  assert.deepEqual(
    Object.keys(storm.dead).filter((sink) => sink !== 'module'),
    [],
  );
  assert.equal(storm.waiting, 0);
  assert.ok(storm.acknowledged > KILLS);
});
