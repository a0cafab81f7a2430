/** Partners build upon what is released; what is next stands apart, on the pages and in the catalogue. */
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { publish, textOf } from './published.ts';

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
