import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubts } from './doubts.ts';
import { median, quotient, ratios, tableOf } from './figures.ts';

test('a ratio is made in each round, so a round that is slow for both subjects does not change it', () => {
  const [ours, bare] = [
    [4_000, 400, 4_400],
    [10_000, 1_000, 9_000],
  ];
  const each = ratios(ours, bare);
  assert.deepEqual(
    each.map((value) => value.toFixed(2)),
    ['0.40', '0.40', '0.49'],
  );
  assert.equal(median(each), 0.4);
  assert.equal(quotient(ours, bare, 'acks/s'), '4,000 ÷ 9,000 acks/s');
});

test('a row shows its aim, its median, whether the aim is met, and how far its rounds lie apart', () => {
  const row = (aim: { least: number } | { most: number }) =>
    tableOf([{ what: 'acks', aim, unit: 'ms', values: [8, 12, 10] }])
      .split('\n')
      .at(-1);
  assert.equal(row({ most: 9 }), '| acks | ≤ 9.00 ms | **10.0 ms** | no |  | 8.00 to 12.0 (40 %) |');
  assert.equal(row({ least: 9 }), '| acks | ≥ 9.00 ms | **10.0 ms** | yes |  | 8.00 to 12.0 (40 %) |');
});

test('a part whose bare append swings by more than 30 % is marked, and another part is not', () => {
  const round = (part: string, bare: number) => ({ part, number: 1, load: 1, stealPercent: 0, bare });
  const rounds = [
    round('steady', 100),
    round('steady', 120),
    round('cold', 100),
    round('cold', 140),
    round('cold', 120),
  ];
  assert.deepEqual(
    doubts(rounds).map((one) => /in `(\w+)` .* by (\d+ %)/.exec(one)?.slice(1)),
    [['cold', '33 %']],
  );
});
