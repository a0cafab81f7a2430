/** Partners build upon what is released; what is next stands apart, on the pages and in the catalogue. */
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { copied, paths, publish, textOf } from './published.ts';

type Contract = {
  readonly name: string;
  readonly owner: string;
  readonly kind: string;
  readonly version: string;
  readonly releases: readonly string[];
  readonly released?: { readonly version: string; readonly document: string };
  readonly next?: string;
};

const files = publish();
const contracts: readonly Contract[] = JSON.parse(textOf(files, 'catalog.json')).contracts;

test('the catalogue names the last release with its document, and apart from it the version that may still change', () => {
  assert.ok(contracts.length >= 10);
  for (const { name, version, releases, released, next } of contracts) {
    assert.equal(released?.version, releases.at(-1), name);
    assert.equal(next, version.endsWith('-unreleased') ? version.replace('-unreleased', '') : undefined, name);
    if (released) assert.equal(JSON.parse(textOf(files, released.document)).info.version, released.version);
  }
});

test('a page of a contract that is not released as it stands says so at its top, and leads to the release', () => {
  const pushes = contracts.filter(({ kind }) => kind === 'push');
  assert.ok(pushes.length >= 4);
  for (const { owner, released, next } of pushes) {
    const page = textOf(files, `${owner}/push.html`);
    const note = /<div class="next" role="note">.*?<\/div>/s.exec(page)?.[0];
    if (next === undefined) assert.equal(note, undefined);
    else {
      assert.match(note ?? '', new RegExp(`version ${next}, which is not released`));
      assert.ok(released === undefined || note?.includes(`href="../${released.document}"`), owner);
      assert.ok(page.indexOf(note ?? '') < page.indexOf('<h2'), 'the note stands first');
    }
  }
});

test('every page of a contract leads to a page of each version, which shows what was released and leads back', () => {
  for (const { name, owner, kind, version, releases } of contracts) {
    const stem = kind === 'events' ? 'types' : kind === 'public' ? 'openapi' : kind;
    const page = textOf(files, `${owner}/${stem}.html`);
    const [, shown = ''] = /<div class="versions"[^>]*>(.*?)<\/div>/s.exec(page) ?? [];
    for (const release of releases.filter((one) => one !== version)) {
      assert.ok(shown.includes(`href="../releases/${name}/${release}/index.html"`), name);
      const old = textOf(files, `releases/${name}/${release}/index.html`);
      assert.ok(old.includes(`href="../../../${owner}/${stem}.html"`), name);
      assert.ok(old.includes(`as it was released`), name);
      for (const [, file = ''] of old.matchAll(/ href="(?![a-z]+:)([^"#]+)[^"]*"/g))
        assert.ok(files.has(posix.join(`releases/${name}/${release}`, file)), `${name}: ${file}`);
    }
  }
});

test('the page of a release shows nothing that came after it', () => {
  const released = textOf(files, 'releases/zettle-push/1.0.0/index.html');
  assert.doesNotMatch(released, /globalPurchaseNumber<\/code><\/a>/);
  assert.match(textOf(files, 'zettle/push.html'), /globalPurchaseNumber<\/code><\/a>/);
});

test('each release keeps its examples, which fit its own schemas, and its page shows them and none that came later', () => {
  const kept = paths(files, /^releases\/events\/1\.0\.0\/examples\//);
  assert.ok(kept.length > 30);
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const schemas = paths(files, /^releases\/events\/1\.0\.0\/com\.[^/]*\.json$/);
  for (const path of paths(files, /^releases\/events\/1\.0\.0\/(com\.|appdirect)[^/]*\.json$/))
    ajv.addSchema(JSON.parse(textOf(files, path)), posix.basename(path));
  const page = textOf(files, 'releases/events/1.0.0/index.html');
  const shown = [...page.matchAll(/<details data-name="([^"]+\.json)"/g)].map(([, name = '']) => name);
  assert.deepEqual([...new Set(shown)].sort(), kept.map((path) => posix.basename(path)).sort());
  for (const path of kept) {
    const file = posix.basename(path);
    const schema = schemas.map((one) => posix.basename(one)).find((one) => file.startsWith(one.replace(/json$/, '')));
    assert.ok(ajv.validate(schema ?? '', JSON.parse(textOf(files, path))), `${file} by ${schema}: ${ajv.errorsText()}`);
  }
});

test('the page of a release has samples of its own document: a push, its bodies and what a payload in a string holds', () => {
  const page = textOf(files, 'releases/zettle-push/1.0.0/index.html');
  const document = JSON.parse(textOf(files, 'releases/zettle-push/1.0.0/contract.json'));
  const operation: { requestBody: { content: Record<string, { examples: Record<string, { summary: string }> }> } } =
    document.paths['/push/zettle/{source}'].post;
  const summaries = Object.values(operation.requestBody.content['application/json']?.examples ?? {}).map(
    ({ summary }) => summary,
  );
  const [, bodies = ''] = /data-label="Body of POST [^"]*">(.*?)<\/div><\/div>\n?<div>/s.exec(page) ?? [];
  const names = [...bodies.matchAll(/<details data-name="([^"]*)"/g)].map(([, name = '']) => copied(name));
  assert.deepEqual(names, summaries);
  assert.match(page, /<div class="tabs"[^>]*aria-label="Request of receiveevent"/);
  assert.match(page, /<details data-name="PurchaseCreated\.json"/);
});
