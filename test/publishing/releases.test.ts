/** Which version a contract may be published under, after what was released. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { changeLog, changeLogMarkdown } from '../../src/publishing/publish/change-log.ts';
import { atomFeed } from '../../src/publishing/publish/feed.ts';
import { judge, release, review } from '../../src/publishing/releases.ts';
import { snapshot } from './diff/snapshots.ts';

const root = resolve(import.meta.dirname, '../..');

const notes = { date: '2026-11-28' };

const contract = (version: string, ...statuses: readonly number[]) =>
  snapshot(
    'push',
    { paths: { '/push': { post: { responses: Object.fromEntries(statuses.map((status) => [status, {}])) } } } },
    {},
    version,
  );

test('a contract that is as it was released has the version of the release', () => {
  assert.equal(judge(contract('1.0.0', 200), [contract('1.0.0', 200)]).publishedAs, '1.0.0');
});

test('a compatible change is published as the next minor version, unreleased', () => {
  const { publishedAs, fault, needed } = judge(contract('1.0.0', 200, 429), [contract('1.0.0', 200)]);
  assert.deepEqual(
    { publishedAs, fault, needed },
    { publishedAs: '1.1.0-unreleased', fault: undefined, needed: 'minor' },
  );
});

test('a breaking change under the same major version is a fault that names the change and the cure', () => {
  for (const version of ['1.0.0', '1.0.1', '1.4.0']) {
    const { fault } = judge(contract(version, 200), [contract('1.0.0', 200, 202)]);
    assert.match(fault ?? '', /1 breaking change since 1\.0\.0 \(status-removed: POST \/push 202/);
    assert.match(fault ?? '', /make its version 2\.0\.0 or later/);
  }
});

test('under the next major version a breaking change is none', () => {
  const { publishedAs, fault } = judge(contract('2.0.0', 200), [contract('1.0.0', 200, 202)]);
  assert.deepEqual({ publishedAs, fault }, { publishedAs: '2.0.0-unreleased', fault: undefined });
});

test('the last release counts, and a version may not go back', () => {
  const released = [contract('1.0.0', 200), contract('2.0.0', 202)];
  assert.equal(judge(contract('2.0.0', 202), released).publishedAs, '2.0.0');
  assert.match(judge(contract('1.9.0', 202), released).fault ?? '', /2\.0\.0 is released/);
});

test('a version that is not three numbers is a fault', () => {
  assert.match(judge(contract('1.0', 200), []).fault ?? '', /three numbers/);
});

test('every contract here can be published', () => {
  for (const name of ['events', 'oauth']) assert.equal(review(root, name).fault, undefined);
});

test('a release is written once, and only under a version that is high enough', (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'pushdock-release-'));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(join(root, 'generated/bundles'), join(copy, 'generated/bundles'), { recursive: true });
  const bundle = join(copy, 'generated/bundles/oauth.json');
  const change = (edit: (text: string) => string) => writeFileSync(bundle, edit(readFileSync(bundle, 'utf8')));

  assert.deepEqual(release(copy, 'oauth', notes), { ok: true, folder: join(copy, 'spec/published/oauth/1.0.0') });
  assert.match(sentence(release(copy, 'oauth', notes)), /released already, and nothing has changed/);
  change((text) => text.replaceAll('"access_token"', '"token"'));
  assert.match(sentence(release(copy, 'oauth', notes)), /breaking.*2\.0\.0/);
  change((text) => text.replace(/"version"( ?): "1\.0\.0"/, '"version"$1: "2.0.0"'));
  assert.match(sentence(release(copy, 'oauth', notes)), /breaks .*--migrate/);
  const told = { ...notes, summary: 'The token has a shorter name.', migrate: 'Read token in place of access_token.' };
  assert.deepEqual(release(copy, 'oauth', told), { ok: true, folder: join(copy, 'spec/published/oauth/2.0.0') });
  const again = review(copy, 'oauth');
  assert.deepEqual(
    again.released.map((one) => one.notes),
    [notes, told],
  );
  const markdown = changeLogMarkdown('oauth', changeLog(again));
  assert.match(
    markdown,
    /## 2\.0\.0\n\nReleased on 2026-11-28\. The token has a shorter name\.\n\n\*\*How to migrate:\*\* Read token/,
  );
  const feed = atomFeed([again], 'https://x.example/', {});
  assert.match(feed, /<entry>\s*<id>[^<]*<\/id>\s*<title>[^<]* 2\.0\.0<\/title>\s*<updated>2026-11-28T00:00:00Z</);
});

test('a release keeps its examples: those of its event types, and those of JSON in a string; the document has the rest', (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'pushdock-release-'));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  for (const folder of ['generated/bundles', 'spec/events', 'spec/providers/zettle', 'spec/providers/paazl'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  writeFileSync(join(copy, 'spec/events/examples/of-no-type.json'), '{}');
  for (const name of ['events', 'zettle-push', 'paazl-push']) assert.ok(release(copy, name, notes).ok, name);
  const kept = (name: string) => review(copy, name).released.at(-1)?.examples;
  const all = readdirSync(join(root, 'spec/events/examples')).sort();
  assert.deepEqual([...(kept('events')?.keys() ?? [])], all);
  const zettle = kept('zettle-push');
  assert.ok((zettle?.size ?? 0) > 15);
  for (const [file, text] of zettle ?? [])
    assert.equal(text, readFileSync(join(root, 'spec/providers/zettle/examples', file), 'utf8'));
  assert.equal(kept('paazl-push'), undefined);
});

const sentence = (released: ReturnType<typeof release>): string => (released.ok ? '' : released.sentence);
