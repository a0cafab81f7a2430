import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWakeable } from '../../src/running/wakeable.ts';
import { heldClock } from '../store/held-clock.ts';

test('a sleep ends by its time, or at once by a hint', async () => {
  const clock = heldClock();
  const { nudge, look, idle } = openWakeable(clock);
  look();
  const timed = idle(500);
  clock.advance(500);
  assert.equal(await timed, 'time');
  const hinted = idle(500);
  nudge();
  assert.equal(await hinted, 'hint');
});

test('a hint that came while its owner was busy is not slept over, and counts once', async () => {
  const clock = heldClock();
  const { nudge, look, idle } = openWakeable(clock);
  look();
  nudge();
  assert.equal(await idle(500), 'hint');
  look();
  const timed = idle(500);
  clock.advance(500);
  assert.equal(await timed, 'time');
});
