import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinParts } from '../../src/health/join.ts';
import { judge } from '../../src/health/judge.ts';
import { addLatency, type LatencySlot, readLatencies } from '../../src/health/latency.ts';
import { newPart, type Part } from '../../src/health/part.ts';
import { patienceOf } from '../../src/health/policy.ts';
import { note } from '../../src/health/record.ts';
import { partBytes, readPart } from '../../src/health/text.ts';
import type { Answered } from '../../src/running/answers.ts';

const HOUR_MS = 3_600_000;
const mondayMs = Date.UTC(2026, 0, 5);
const patience = patienceOf({});
const request = (body: string, address = '192.0.2.7', agent = 'Provider/1') => ({
  remoteAddress: address,
  headers: { 'content-type': 'application/json', 'user-agent': agent },
  query: '',
  bytes: Buffer.from(body),
});

function tell(
  part: Part,
  nowMs: number,
  body: string,
  outcome: Answered['outcome'] = 'accepted',
  from = request(body),
) {
  const answered = { provider: 'p', source: 's', outcome, request: from, tookMs: 2 };
  note(answered, nowMs, { part, anyFailsElsewhere: false, failsElsewhere: () => false, floorMs: 900_000 });
}

const stateAt = (part: Part, nowMs: number) => judge({ part, patience, floorMs: 900_000, subscriptions: [], nowMs });

/** A push every ten minutes from 8 to 18 o'clock, nothing at night. */
function workdays(part: Part, days: number, fromMs = mondayMs): void {
  for (let day = 0; day < days; day += 1)
    for (let minute = 8 * 60; minute < 18 * 60; minute += 10)
      tell(part, fromMs + day * 24 * HOUR_MS + minute * 60_000, `{"id":"${day}-${minute}"}`);
}

test('a source is quiet after three times the gap that is usual at that hour, and a usual night is not quiet', () => {
  const part = newPart(mondayMs);
  workdays(part, 14);
  const lastMs = mondayMs + 13 * 24 * HOUR_MS + (17 * 60 + 50) * 60_000;
  // The night: nothing is usual then.
  assert.equal(stateAt(part, lastMs + 12 * HOUR_MS).state, 'healthy');
  // Monday morning, half an hour after pushes usually begin; 45 minutes is three times the floor of a quarter.
  const nextMorningMs = mondayMs + 14 * 24 * HOUR_MS + 8 * HOUR_MS;
  assert.equal(stateAt(part, nextMorningMs + 15 * 60_000).state, 'healthy');
  const quiet = stateAt(part, nextMorningMs + 60 * 60_000);
  assert.equal(quiet.state, 'quiet');
  assert.equal(quiet.code, 'silence');
});

test('with too little history no silence is called quiet, and that is said', () => {
  const part = newPart(mondayMs);
  workdays(part, 1);
  const much = stateAt(part, mondayMs + 23 * HOUR_MS);
  assert.deepEqual([much.state, much.hasHistory], ['healthy', false]);
});

test('what is learned of a week fits into 16 KB and is the same after it was written and read', () => {
  const part = newPart(mondayMs);
  workdays(part, 14);
  tell(part, mondayMs + 14 * 24 * HOUR_MS, '{"id":"x"}', 'proof_wrong');
  const bytes = partBytes(part);
  assert.ok(bytes.byteLength < 16_384, `${bytes.byteLength} bytes`);
  const read = readPart(bytes, 0);
  assert.ok(read);
  assert.deepEqual(stateAt(read, mondayMs + 14 * 24 * HOUR_MS + 1), stateAt(part, mondayMs + 14 * 24 * HOUR_MS + 1));
  assert.equal(readPart(Buffer.from('{"version":99}'), 0), undefined);
});

test('a provider that pushes from a new address is believed while nothing is proven, and not beside proven pushes', () => {
  const part = newPart(mondayMs);
  tell(part, mondayMs, '{"id":"1"}');
  const elsewhere = (body: string) => request(body, '198.51.100.9');
  tell(part, mondayMs + 1000, '{"id":"2"}', 'proof_wrong', elsewhere('{"id":"2"}'));
  assert.equal(stateAt(part, mondayMs + 2000).state, 'refusing');
  tell(part, mondayMs + 3000, '{"id":"3"}');
  assert.equal(stateAt(part, mondayMs + 4000).state, 'healthy');
});

test('a push that fails again after others were accepted stays failing, and its own success ends it', () => {
  const part = newPart(mondayMs);
  tell(part, mondayMs, '{"id":"1"}');
  tell(part, mondayMs + 1000, '{"id":"large"}', 'body_too_large');
  tell(part, mondayMs + 2000, '{"id":"2"}');
  assert.equal(stateAt(part, mondayMs + 2500).state, 'healthy');
  tell(part, mondayMs + 61_000, '{"id":"large"}', 'body_too_large');
  tell(part, mondayMs + 62_000, '{"id":"3"}');
  assert.equal(stateAt(part, mondayMs + 63_000).state, 'refusing');
  tell(part, mondayMs + 121_000, '{"id":"large"}');
  assert.equal(stateAt(part, mondayMs + 122_000).state, 'healthy');
});

test('a refused push is read for what it says that it is about only up to 16 KiB, because nobody has proven it', () => {
  const part = newPart(mondayMs);
  tell(part, mondayMs, '{"id":"1"}');
  const noting = { part, anyFailsElsewhere: false, failsElsewhere: () => false, floorMs: 900_000 };
  for (const body of ['{"id":"2"}', `{"id":"3","note":"${'x'.repeat(16_384)}"}`]) {
    const answered = { provider: 'p', source: 's', outcome: 'proof_wrong', request: request(body), tookMs: 2 } as const;
    note(answered, mondayMs + 1000, { ...noting, namesOf: () => 'an order' });
  }
  assert.deepEqual(
    [...part.failing.values()].map(({ names }) => names),
    ['an order', undefined],
  );
});

test('what one node refused and another one accepted is no failing push any more; tries at several nodes add up', () => {
  const [one, other] = [newPart(mondayMs), newPart(mondayMs)];
  for (const part of [one, other]) tell(part, mondayMs, '{"id":"1"}');
  tell(one, mondayMs + 1000, '{"id":"2"}', 'proof_wrong');
  tell(other, mondayMs + 61_000, '{"id":"2"}', 'proof_wrong');
  const joined = joinParts([one, other], mondayMs + 62_000);
  assert.equal([...joined.failing.values()][0]?.tries, 2);
  assert.equal(stateAt(joined, mondayMs + 62_000).sinceMs, mondayMs + 1000);
  tell(other, mondayMs + 121_000, '{"id":"2"}');
  const after = joinParts([one, other], mondayMs + 122_000);
  assert.equal(after.failing.size, 0);
  assert.equal(stateAt(after, mondayMs + 122_000).state, 'healthy');
});

test('latencies of the last hour are read within 10 %, the worst exactly, and older ones are forgotten', () => {
  const slots: LatencySlot[] = [];
  for (let ms = 1; ms <= 1000; ms += 1) addLatency(slots, ms, mondayMs + ms);
  const { count, p50Ms = 0, p99Ms = 0, worstMs } = readLatencies(slots, mondayMs + 2000);
  assert.deepEqual([count, worstMs], [1000, 1000]);
  assert.ok(Math.abs(p50Ms - 500) <= 50, String(p50Ms));
  assert.ok(Math.abs(p99Ms - 990) <= 99, String(p99Ms));
  assert.deepEqual(readLatencies(slots, mondayMs + 2 * HOUR_MS), { count: 0 });
});
