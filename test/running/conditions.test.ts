import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateWatch } from '../../src/running/certificate-watch.ts';
import type { Clock } from '../../src/running/clock.ts';
import { type Found, openConditions } from '../../src/running/conditions.ts';
import type { KnownCertificate } from '../../src/trust/certificates.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const full: Found = { kind: 'store-nearly-full', about: 'store', detail: 'Three percent are left.' };

function opened(look: () => readonly Found[]) {
  let nowMs = Date.parse('2026-11-21T06:00:00Z');
  const clock: Clock = { now: () => nowMs, monotonic: () => nowMs, sleep: async () => {} };
  const log = recordingLog();
  const conditions = openConditions({ watches: { store: look }, clock, log });
  return {
    conditions,
    log,
    pass: (ms: number) => {
      nowMs += ms;
    },
    events: () => log.lines.map(({ event }) => event),
  };
}

test('a condition is logged when it begins, once a day while it lasts, and when it ends', async () => {
  let found: readonly Found[] = [];
  const { conditions, pass, events } = opened(() => found);
  assert.deepEqual(await conditions.examine(), []);
  found = [full];
  for (let hours = 0; hours < 49; hours += 1) {
    await conditions.examine();
    pass(HOUR);
  }
  assert.deepEqual(events(), ['condition.began', 'condition.stands', 'condition.stands']);
  found = [];
  assert.deepEqual(await conditions.examine(), []);
  assert.deepEqual(events().at(-1), 'condition.ended');
});

test('a condition is listed with the time of its beginning, however its detail changes', async () => {
  let detail = 'Three percent are left.';
  const { conditions, pass } = opened(() => [{ ...full, detail }]);
  const [first] = await conditions.examine();
  pass(DAY);
  detail = 'Two percent are left.';
  assert.deepEqual(await conditions.examine(), [{ ...full, detail, sinceMs: first?.sinceMs }]);
});

test('a condition that comes back is a new one', async () => {
  let found: readonly Found[] = [full];
  const { conditions, pass, events } = opened(() => found);
  await conditions.examine();
  found = [];
  await conditions.examine();
  pass(DAY);
  found = [full];
  const [again] = await conditions.examine();
  assert.equal(again?.sinceMs, Date.parse('2026-11-22T06:00:00Z'));
  assert.deepEqual(events(), ['condition.began', 'condition.ended', 'condition.began']);
});

test('a condition that cannot be checked still holds, and the log says that it could not be checked', async () => {
  let broken = false;
  const { conditions, events } = opened(() => {
    if (broken) throw new Error('no such device');
    return [full];
  });
  await conditions.examine();
  broken = true;
  assert.equal((await conditions.examine()).length, 1);
  assert.deepEqual(events(), ['condition.began', 'condition.unknown']);
});

test('conditions are looked for until the watch is closed', async () => {
  let looks = 0;
  const log = recordingLog();
  let wake: () => void = () => {};
  const clock: Clock = {
    now: () => 0,
    monotonic: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        wake = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  const count = () => {
    looks += 1;
    return [];
  };
  const conditions = openConditions({ watches: { count }, clock, log });
  conditions.start();
  for (const expected of [1, 2, 3]) {
    await until(() => looks >= expected);
    await new Promise((resolve) => setImmediate(resolve));
    wake();
  }
  await conditions.close();
  const looksAtEnd = looks;
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(looks, looksAtEnd);
});

test('a certificate is a condition from thirty days before its end, and one without dates always is', async () => {
  const nowMs = Date.parse('2026-11-21T06:00:00Z');
  const known = (about: string, days: number | undefined): KnownCertificate => ({
    about,
    notAfterMs: days === undefined ? undefined : nowMs + days * DAY,
  });
  const certificates = [known('far', 31), known('near', 29), known('gone', -2), known('hash', undefined)];
  const found = await certificateWatch(
    () => undefined,
    () => certificates,
  )(nowMs);
  assert.deepEqual(
    found.map(({ kind, about, detail }) => [kind, about, detail.split('.')[0]]),
    [
      ['certificate-expiry', 'near', 'The certificate expires on 2026-12-20'],
      ['certificate-expiry', 'gone', 'The certificate expired on 2026-11-19'],
      [
        'certificate-dates-unknown',
        'hash',
        'The proxy passes on only the hash of this certificate, so the gateway cannot see when it expires',
      ],
    ],
  );
});
