/** The sizes in the guide on growing are computed: by its own formula, from the two figures that stand above its table. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { home } from '../spec/codegen/generator.ts';

const guide = readFileSync(join(home, 'spec/guides/growing.md'), 'utf8');
const CORES_OF_A_GATEWAY = 2;

function figure(name: string): number {
  const [, text] = new RegExp(`With .*?\`${name}\` = ([0-9.]+)`).exec(guide) ?? [];
  assert.ok(text, `the guide says what ${name} is`);
  return Number(text);
}

/** The rows under the heading that begins with "pushes a second at the peak". */
function sizes() {
  const [, table = ''] = /\| pushes a second at the peak .*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(guide) ?? [];
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [pushes = '', gatewayCores = '', gateways = '', databaseCores = ''] = row.split('|').slice(1);
      return { pushes: Number(pushes.replace(',', '')), gatewayCores, gateways, databaseCores };
    });
}

/** A figure as it is printed: right to its last digit. */
function mustBe(cell: string, exact: number): void {
  const [shown = ''] = /[0-9.]+/.exec(cell) ?? [];
  const digits = shown.split('.')[1]?.length ?? 0;
  assert.ok(
    Math.abs(Number(shown) - exact) <= 0.5 * 10 ** -digits + 1e-9,
    `${cell.trim()} is shown, ${exact} is computed`,
  );
}

test('every size in the guide on growing follows from its formula and its two figures', () => {
  const [, busy] = /P × g ÷ 1000 ÷ ([0-9.]+)/.exec(guide) ?? [];
  const share = Number(busy);
  assert.match(guide, new RegExp(`at\\s+most ${share * 100} % of their time`));
  const rows = sizes();
  assert.ok(rows.length >= 5);
  for (const { pushes, gatewayCores, gateways, databaseCores } of rows) {
    const cores = (pushes * figure('g')) / 1000 / share;
    mustBe(gatewayCores, cores);
    mustBe(databaseCores, (pushes * figure('d')) / 1000 / share);
    const [fewest = ''] = /[0-9]+/.exec(gateways) ?? [];
    const needed = Math.ceil(cores / CORES_OF_A_GATEWAY);
    assert.equal(Number(fewest), Math.max(2, needed), `gateways for ${pushes} a second`);
  }
});
