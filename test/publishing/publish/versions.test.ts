/** Partners build upon what is released; what is next stands apart, on the pages and in the catalogue. */
import assert from 'node:assert/strict';
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
