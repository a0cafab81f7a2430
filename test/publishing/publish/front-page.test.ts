/** The front page and the navigation: names that people know, whole sentences, and what a deployment says of itself. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aboutOf } from '../../../src/publishing/publish/about.ts';
import { publication } from '../../../src/publishing/publish/publication.ts';
import { publishedNames, workingSnapshot } from '../../../src/publishing/snapshot.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { copied, paths, publish, root, textOf } from './published.ts';

const files = publish();
const pages = paths(files, /\.html$/);
const owners = new Set(publishedNames(root).map((name) => workingSnapshot(root, name).owner));

test('pages and the navigation call everybody by name, never by the name of a folder', () => {
  for (const page of pages) {
    const text = textOf(files, page);
    const [, title = ''] = /<h1>(.*?)<\/h1>/s.exec(text) ?? [];
    const groups = [...text.matchAll(/<p class="group">(.*?)<\/p>/g)].map(([, name = '']) => copied(name));
    for (const shown of [copied(title), ...groups])
      assert.ok(!owners.has(shown.split(':')[0] ?? ''), `${page} says ${shown}`);
  }
  const home = copied(textOf(files, 'index.html'));
  for (const name of ['Paazl', '1ShoppingCart', 'Zettle', 'AppDirect']) assert.ok(home.includes(name), name);
});

test('every page is summed up in whole sentences', () => {
  for (const page of pages) {
    const [, summary = ''] = /<meta name="description" content="([^"]*)">/.exec(textOf(files, page)) ?? [];
    assert.match(summary, /^\S.*[.!?]$/, page);
  }
});

test('guides stand in the order in which the README names them', () => {
  const list = textOf(files, 'guides/index.html');
  const places = ['first-production', 'paazl', 'sinks', 'operating', 'upgrading'].map((guide) =>
    list.search(new RegExp(`<li><a href="../guides/${guide}.html">[^<]*</a>:`)),
  );
  assert.ok(!places.includes(-1));
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  );
});

test('a contract that is not released as it is shown says so', () => {
  assert.match(textOf(files, 'index.html'), /badge warn">[\d.]+ next, may still change/);
});

test('a configuration tells the pages the address and whom to ask, and its secrets need not be there', (t) => {
  const file = join(temporaryFolder(t), 'pushdock.yaml');
  writeFileSync(
    file,
    'publicUrl: https://push.shop.example\ncontact: { name: Integrations, email: hooks@shop.example }\nencryptionKey: { env: NOT_HERE }\nsources: {}\n',
  );
  const made = publication(root, aboutOf(file));
  assert.ok(made.ok);
  const home = textOf(made.files, 'index.html');
  assert.ok(home.includes('https://push.shop.example'));
  assert.ok(!home.includes('hooks.example.com'));
  assert.match(home, /Integrations <a href="mailto:hooks@shop.example">/);
});
