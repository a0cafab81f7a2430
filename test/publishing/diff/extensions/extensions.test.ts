/** What a change of each extension is. `spec/published/README.md` has the rules. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { behaviour } from './behaviour.ts';
import { offered } from './offered.ts';
import { hold, type Rows } from './rows.ts';
import { values } from './values.ts';
import { words } from './words.ts';
import { xml } from './xml.ts';

const root = resolve(import.meta.dirname, '../../../..');
const rows: Rows = { ...offered, ...values, ...xml, ...behaviour, ...words };

for (const [extension, table] of Object.entries(rows))
  describe(`a change of ${extension}`, () => {
    for (const row of table) hold(row);
  });

test('every extension that spec/README.md explains has its rules in the published table, and is tried here', () => {
  const explained = namesIn('spec/README.md', /^\| (`x-[^|]*)\|/);
  assert.ok(explained.length > 10);
  assert.deepEqual(Object.keys(rows).sort(), explained);
  assert.deepEqual(namesIn('spec/published/README.md', /^\* (`x-[^:]*):/), explained);
});

/** Extensions that lines of a page begin with. */
function namesIn(page: string, pattern: RegExp): readonly string[] {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  const heads = lines.map((line) => pattern.exec(line)?.[1] ?? '');
  return heads.flatMap((head) => [...head.matchAll(/`(x-[a-z-]+)`/g)].map(([, name = '']) => name)).sort();
}
