/** What is published: complete, the same every time, and closed in itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { writePublication } from '../../../src/publishing/publish/write.ts';
import { paths, publish, publishAgain, root, textOf } from './published.ts';

const files = publish();
const pages = paths(files, /\.html$/);
const providers = readdirSync(join(root, 'spec/providers'));

test('publishing twice gives identical bytes', () => {
  const again = publishAgain();
  assert.deepEqual([...again.keys()], [...files.keys()]);
  for (const path of files.keys())
    assert.ok(Buffer.from(again.get(path) ?? '').equals(Buffer.from(files.get(path) ?? '')), path);
});

test("no file holds the machine's name, a path of it or today's date", () => {
  const today = new Date().toISOString().slice(0, 10);
  for (const path of files.keys())
    for (const text of [root, hostname(), today]) assert.ok(!isIn(text, textOf(files, path)), `${path} holds ${text}`);
});

/** As a word of its own: a machine may be called `vm`, and a guide may name `--experimental-vm-modules`. */
function isIn(word: string, text: string): boolean {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![A-Za-z0-9-])${escaped}(?![A-Za-z0-9-])`).test(text);
}

describe('of each provider there are', () => {
  for (const provider of providers)
    test(provider, () => {
      for (const file of [
        'push.json',
        'push.yaml',
        'push-3.1.json',
        'push-3.1.yaml',
        'push.changes.md',
        'signing.json',
        'policy.json',
      ])
        assert.ok(files.has(`${provider}/${file}`), file);
      for (const page of ['index.html', 'push.html', 'sign.html', 'answers.html', 'push-changes.html'])
        assert.ok(files.has(`${provider}/${page}`), page);
      const source = join(root, 'spec/providers', provider);
      for (const file of readdirSync(source).filter((name) => name.endsWith('.xsd')))
        assert.equal(textOf(files, `${provider}/${file}`), readFileSync(join(source, file), 'utf8'));
      for (const file of readdirSync(join(source, 'examples')))
        assert.equal(
          textOf(files, `${provider}/examples/${file}`),
          readFileSync(join(source, 'examples', file), 'utf8'),
        );
      assert.ok(paths(files, new RegExp(`^${provider}/requests/.*\\.http$`)).length > 0);
    });
});

test('our events are there as JSON Schemas with examples, and every release as it was released', () => {
  for (const [folder, target] of [
    ['spec/events', 'events'],
    ['spec/events/examples', 'events/examples'],
    ['spec/published/events/1.0.0', 'releases/events/1.0.0'],
    ['spec/published/zettle-push/1.0.0', 'releases/zettle-push/1.0.0'],
  ] as const)
    for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith('.json')))
      assert.equal(textOf(files, `${target}/${file}`), readFileSync(join(root, folder, file), 'utf8'));
});

test('the hashes are those of the files, and the catalogue lists them', () => {
  const sums = textOf(files, 'SHA256SUMS').trimEnd().split('\n');
  assert.equal(sums.length, files.size - 1);
  for (const line of sums) {
    const [sum = '', path = ''] = line.split('  ');
    assert.equal(
      sum,
      createHash('sha256')
        .update(files.get(path) ?? '')
        .digest('hex'),
      path,
    );
  }
  const catalogue = JSON.parse(textOf(files, 'catalog.json'));
  const listed = catalogue.files.map(({ path }: { path: string }) => path);
  assert.deepEqual(
    listed,
    [...files.keys()].filter((path) => path !== 'catalog.json' && path !== 'SHA256SUMS'),
  );
  assert.ok(
    catalogue.contracts.some(({ name, version }: { name: string; version: string }) => name === 'events' && version),
  );
});

test('YAML says what JSON says, to the last digit', () => {
  for (const path of paths(files, /^(?!guides\/).*\.yaml$/)) {
    const options = { intAsBigInt: true, maxAliasCount: 0 } as const;
    const json = textOf(files, path.replace(/yaml$/, 'json'));
    assert.deepEqual(parse(textOf(files, path), options), parse(json, options), path);
  }
  assert.match(textOf(files, 'zettle/push.yaml'), /9007199254740993/);
});

test('in 3.1 a push is a webhook, and what was 3.0 only is gone', () => {
  for (const provider of providers) {
    const newer = JSON.parse(textOf(files, `${provider}/push-3.1.json`));
    assert.equal(newer.openapi, '3.1.0');
    assert.ok(Object.keys(newer.webhooks).length > 0);
    assert.doesNotMatch(JSON.stringify(newer.components.schemas), /"nullable"/);
  }
  const { payload } = JSON.parse(textOf(files, 'zettle/push-3.1.json')).components.schemas.PushEnvelope.properties;
  assert.equal(payload.contentMediaType, 'application/json');
  assert.ok(payload.contentSchema.anyOf.length > 5);
});

test('every document is valid OpenAPI of its version', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-publication-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writePublication(files, join(folder, 'contracts'));
  const documents = paths(files, /^(?!releases).*\/(push|api|openapi)(-3\.1)?\.json$/).map((path) =>
    join(folder, 'contracts', path),
  );
  assert.ok(documents.length > 15);
  const redocly = dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));
  const run = spawnSync(
    process.execPath,
    [join(redocly, 'bin/cli.js'), 'lint', ...documents, '--extends', 'minimal', '--skip-rule', 'no-unused-components'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  assert.equal(run.status, 0, run.stderr + run.stdout);
});

/** `href` and `src` of a page, with the anchors that it has itself. */
const links = (page: string) =>
  [...textOf(files, page).matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
const idsOf = (page: string) => [...textOf(files, page).matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id);
const known = new Map<string, ReadonlySet<string>>();
/** Each page is read once: thousands of links lead into few. */
const anchors = (page: string) => {
  const ids = known.get(page) ?? new Set(idsOf(page));
  known.set(page, ids);
  return ids;
};

test('every link of every page leads to a file and a place that are published', () => {
  for (const page of pages)
    for (const link of links(page)) {
      if (/^https?:/.test(link)) continue;
      const [file = '', place] = link.split('#');
      const target = file === '' ? page : posix.join(posix.dirname(page), file);
      assert.ok(files.has(target), `${page} links to ${link}`);
      if (place !== undefined) assert.ok(anchors(target).has(place), `${page} links to ${link}`);
    }
});

test('no page loads anything from elsewhere, and no page uses an id twice', () => {
  for (const page of pages) {
    const text = textOf(files, page);
    assert.doesNotMatch(text, /<(script|img|iframe|link)[^>]*(src|href)="(https?:)?\/\//, page);
    const ids = idsOf(page);
    assert.equal(new Set(ids).size, ids.length, page);
  }
  assert.doesNotMatch(textOf(files, 'site.css'), /url\(|@import/);
});

test('every entry of the search leads somewhere', () => {
  const window: { contractSearch?: readonly (readonly string[])[] } = {};
  new Function('window', textOf(files, 'search-index.js'))(window);
  const entries = window.contractSearch ?? [];
  assert.ok(entries.length > 300);
  for (const [title, target = ''] of entries) {
    const [file = '', place] = target.split('#');
    assert.ok(files.has(file) && (place === undefined || anchors(file).has(place)), `${title}: ${target}`);
  }
});

test('publishing again replaces what was there', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-publication-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writePublication(new Map([['old.txt', 'old']]), join(folder, 'contracts'));
  writePublication(new Map([['a/new.txt', 'new']]), join(folder, 'contracts'));
  assert.deepEqual(readdirSync(folder), ['contracts']);
  assert.deepEqual(readdirSync(join(folder, 'contracts')), ['a']);
});

test('every user of the machine can read what is published', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-publication-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'usual'));
  writePublication(new Map([['index.html', 'new']]), join(folder, 'contracts'));
  assert.equal(statSync(join(folder, 'contracts')).mode, statSync(join(folder, 'usual')).mode);
});

test('no two pages have the same title, which is what tabs, bookmarks and results of a search tell them apart by', () => {
  const titles = pages.map((path) => /<title>(.*?)<\/title>/s.exec(textOf(files, path))?.[1]);
  assert.deepEqual(
    titles.filter((title, index) => titles.indexOf(title) !== index),
    [],
  );
});
