/** The guides as pages: each is there, says what its Markdown says, and its links lead somewhere. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { guidePages } from '../../../src/publishing/publish/guides.ts';
import type { Files } from '../../../src/publishing/publish/owner.ts';
import { html } from '../../../src/ui/html.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { blocksOf, guideFiles } from '../../support/written.ts';
import { copied, publish, textOf } from './published.ts';

const files = publish();
const pageOf = (guide: string) => `guides/${posix.basename(guide, '.md')}.html`;

describe('every guide', () => {
  for (const guide of guideFiles)
    test(`${guide} is a page with the very text of its code, and the first page and the guides' own lead to it`, () => {
      const page = textOf(files, pageOf(guide));
      const shown = [...page.matchAll(/<pre[^>]*>([\s\S]*?)<\/pre>/g)].map(([, code = '']) => copied(code));
      assert.deepEqual(
        shown.map((code) => code.trim()),
        blocksOf(guide).map(({ text }) => text.trim()),
      );
      assert.ok(textOf(files, 'index.html').includes(`href="${pageOf(guide)}"`));
      assert.ok(textOf(files, 'guides/index.html').includes(`href="../${pageOf(guide)}"`));
    });
});

test('a link to a guide, to a place in one, to a contract or to a provider leads to its page; to a file beside them, to a copy', () => {
  const leads = (guide: string, target: string) =>
    assert.ok(textOf(files, `guides/${guide}.html`).includes(`href="${target}"`), `${guide} to ${target}`);
  leads('operating', 'backup.html#restore');
  leads('appdirect', '../oauth/openapi.html');
  leads('zettle', '../zettle/index.html');
  leads('first-production', 'config.example.yaml');
  leads('mocks', 'scenario.schema.json');
});

/** Guides of a folder that is made here. */
function made(t: TestContext, guides: Readonly<Record<string, string>>, others: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder(t);
  mkdirSync(join(root, 'spec/guides'), { recursive: true });
  for (const [name, text] of Object.entries(guides)) writeFileSync(join(root, 'spec/guides', name), text);
  for (const [name, text] of Object.entries(others)) writeFileSync(join(root, name), text);
  const added: Files = new Map();
  const pages = guidePages(root, new Set(['toy/push.html', 'toy/index.html']), added);
  const page = pages[0];
  assert.ok(page);
  return { pages, page, body: html`${page.body}`.text, added };
}

test('a file that is not published is named by its path in the source instead of a link', (t) => {
  const { body, added } = made(
    t,
    {
      'a.md': '# A\n\n[toy](../providers/toy/push.yaml) [code](../../src/x.ts) [up](../../secret.json) [gone](b.md)\n',
    },
    { 'secret.json': '{}' },
  );
  assert.match(body, /<a href="..\/toy\/push.html">toy<\/a>/);
  assert.equal(body.match(/<a /g)?.length, 1);
  for (const path of ['src/x.ts', 'secret.json', 'spec/guides/b.md'])
    assert.ok(body.includes(`(<code>${path}</code> in the source)`), path);
  assert.deepEqual([...added.keys()], []);
});

test('headings have the names that GitHub gives them, also two of one name, and each is found by the search', (t) => {
  const { page, body } = made(t, {
    'a.md': '# A\n\nIntro.\n\n## It *starts*: `now`\n\nText.\n\n## Again\n\n### Again\n\nDeep.\n',
  });
  assert.deepEqual(
    page.parts?.map(({ id, title, text }) => [id, title, text]),
    [
      ['it-starts-now', 'It starts: now', 'Text.'],
      ['again', 'Again', ''],
      ['again-1', 'Again', 'Deep.'],
    ],
  );
  assert.match(body, /<h2 id="again">Again<\/h2>\s*<h3 id="again-1">/);
  assert.deepEqual([page.title, page.summary], ['A', 'Intro.']);
});

test('a heading within a block of code is not a heading, and a comment is not shown', (t) => {
  const { page, body } = made(t, { 'a.md': '# A\n\n<!-- for\nus -->\n\n```sh\n## not one\n```\n' });
  assert.deepEqual(page.parts, []);
  assert.match(body, /## not one/);
  assert.doesNotMatch(body, /for\s+us/);
});
