/** The patch of a proposal: git applies it, whatever the lines are and however a file ends. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openFiles } from '../../src/publishing/propose/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { applyPatch } from './propose-copy.ts';

const FILE = 'spec/x.yaml';

/** Few different lines, so that many of them are the same: that is where a diff can go wrong. */
const lines = fc.array(fc.constantFrom('a: 1', 'b: 2', '  c: ö', '', '- d', '-- e', '++ f', '@@ g', 'h\r'), {
  maxLength: 30,
});
const text = fc.tuple(lines, fc.boolean()).map(([all, closed]) => all.join('\n') + (closed ? '\n' : ''));

test('git turns the old text into the new one, with repeated lines, CR LF and without a newline at the end', (t) => {
  const root = temporaryFolder(t);
  mkdirSync(join(root, 'spec'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      // Git takes a patch that empties a file for the removal of the file, which no proposal does.
      fc.pre(before !== '' && after !== '');
      writeFileSync(join(root, FILE), before);
      const files = openFiles(root);
      files.text(FILE);
      files.change(FILE, after);
      const patch = files.patch();
      if (before === after) assert.equal(patch, '');
      else applyPatch(root, patch);
      assert.equal(readFileSync(join(root, FILE), 'utf8'), after);
    }),
    { numRuns: 60 },
  );
});

test('changes in two places of a long contract are shown with three lines around each', (t) => {
  const root = temporaryFolder(t);
  mkdirSync(join(root, 'spec'));
  const long = Array.from({ length: 5000 }, (_, index) => `line ${index + 1}`);
  writeFileSync(join(root, FILE), `${long.join('\n')}\n`);
  const files = openFiles(root);
  files.change(FILE, files.text(FILE).replace('line 10\n', 'line ten\n').replace('line 4990\n', ''));
  assert.deepEqual(files.patch().split('\n'), [
    `diff --git a/${FILE} b/${FILE}`,
    `--- a/${FILE}`,
    `+++ b/${FILE}`,
    '@@ -7,7 +7,7 @@',
    ...[' line 7', ' line 8', ' line 9', '-line 10', '+line ten', ' line 11', ' line 12', ' line 13'],
    '@@ -4987,7 +4987,6 @@',
    ...[' line 4987', ' line 4988', ' line 4989', '-line 4990', ' line 4991', ' line 4992', ' line 4993'],
    '',
  ]);
});
