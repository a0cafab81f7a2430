/** The table of spec/published/README.md is what the code does, and names every rule. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contractRules, type SchemaRule, schemaRules } from '../../../src/publishing/diff/change.ts';
import { brokenBy, sidesOf } from '../../../src/publishing/diff/parties.ts';

const page = readFileSync(join(import.meta.dirname, '../../../spec/published/README.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

const columns = [
  ['push', 'request'],
  ['push', 'response'],
  ['api', 'request'],
  ['api', 'response'],
  ['events', 'data'],
] as const;

for (const [rule, effect] of Object.entries(schemaRules) as [SchemaRule, (typeof schemaRules)[SchemaRule]][])
  test(`${rule} breaks whom the table says`, () => {
    const row = rows.find(([name]) => name === rule);
    assert.ok(row, `the table lacks ${rule}`);
    const broken = columns.map(([kind, direction]) => {
      const parties = brokenBy({ rule, effect, path: '', what: '' }, sidesOf(kind, direction));
      return parties.join(', ') || '–';
    });
    assert.deepEqual(row, [rule, effect, ...broken]);
  });

test('the tables name every rule and no other', () => {
  const named = rows.map(([name = '']) => name);
  assert.deepEqual(named.toSorted(), [...Object.keys(schemaRules), ...contractRules].toSorted());
});
