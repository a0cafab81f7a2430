/** The drawing of a provider's retries says what its policy says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, JsonValue } from '../../../src/formats/json.ts';
import { attemptsOf, short, timeLine } from '../../../src/publishing/publish/site/time-line.ts';
import { html } from '../../../src/ui/html.ts';
import { publish, textOf } from './published.ts';

const policy = (
  schedule: readonly (readonly [waitSeconds: number, times: number])[],
  after: JsonObject = { kind: 'stop' },
): JsonObject => ({
  // From entries, because nothing but a promise may be written with a member of that name.
  retries: Object.fromEntries<JsonValue>([
    ['schedule', schedule.map(([waitSeconds, times]) => ({ waitSeconds, times }))],
    ['then', after],
  ]),
  givingUp: { action: 'deletes-subscription' },
});

test('each wait of the schedule is an attempt, and a row of equal waits has its time at its end', () => {
  const { attempts, endless } = attemptsOf(
    policy([
      [1, 1],
      [6.46, 1],
      [60, 3],
    ]),
  );
  assert.equal(endless, false);
  assert.deepEqual(
    attempts.map(({ seconds }) => seconds),
    [0, 1, 7.46, 67.46, 127.46, 187.46],
  );
  assert.deepEqual(
    attempts.map(({ labelled }) => labelled),
    [true, true, true, false, false, true],
  );
});

test('waits that double for ever are drawn as far as there is room, and the drawing says that there is no end', () => {
  const endless = policy([], { kind: 'double-forever', firstWaitSeconds: 60 });
  assert.deepEqual(
    attemptsOf(endless)
      .attempts.slice(0, 4)
      .map(({ seconds }) => seconds),
    [0, 60, 180, 420],
  );
  assert.match(html`${timeLine('GET /x', endless)}`.text, /there is no end/);
});

test('who never tries again has no drawing', () => {
  assert.equal(timeLine('GET /x', policy([])), undefined);
});

test('a label is one number', () => {
  assert.deepEqual([7.46, 319, 6000, 258_000, 864_000].map(short), ['7.5 s', '5 min', '1.7 h', '71.7 h', '10 d']);
});

test('the page of answers draws Zettle: ninety attempts in 71.7 hours, then the subscription is gone', () => {
  const page = textOf(publish(), 'zettle/answers.html');
  assert.equal(page.match(/<circle /g)?.length, 90);
  assert.match(page, /90 attempts in 71\.7 h; then the subscription is deleted/);
});
