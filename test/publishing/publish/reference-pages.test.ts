/** Reference pages: whatever somebody may want to point at has a place, and what is marked is explained. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { copied, paths, publish, textOf } from './published.ts';

const files = publish();
const pages = paths(files, /\.html$/);
const kilobytes_max = 100;

test('a field, a field of a field, an answer and an event type can each be linked to', () => {
  const zettle = textOf(files, 'zettle/push.html');
  for (const place of ['schema-pushenvelope--payload', 'receiveevent-401'])
    assert.ok(zettle.includes(`id="${place}"`), place);
  const events = textOf(files, 'events/types.html');
  for (const place of [
    'com-paazl-shipment-status',
    'com-paazl-shipment-status--barcode',
    'com-appdirect--payload.user',
  ])
    assert.ok(events.includes(`id="${place}"`), place);
});

test('marks of fields say required, missing at times, not in use and personal, and a legend explains each', () => {
  const page = textOf(files, 'paazl/push.html');
  const [, legend = ''] = /<details class="legend">(.*?)<\/details>/s.exec(page) ?? [];
  for (const mark of ['required', 'missing at times', 'not in use yet', 'in development', 'retired', 'personal data'])
    assert.ok(copied(legend).includes(mark), mark);
  const [, order = ''] = /<li id="schema-labelstatusnotification--orderReference">(.*?)<\/div>/s.exec(page) ?? [];
  assert.match(copied(order), /orderReference.*required/s);
});

test('an example of each body is open beside it, and the others can be chosen', () => {
  const page = textOf(files, 'paazl/push.html');
  const [, shown = ''] =
    /<div class="picker" data-picker="example" data-label="Body of POST [^"]*">(.*?)<\/div><\/section>/s.exec(page) ??
    [];
  assert.equal(shown.match(/<details data-name="[^"]*" open>/g)?.length, 1);
  assert.equal(shown.match(/<details /g)?.length, 10);
  assert.match(copied(shown), /labelStatusNotification/);
});

test('how to sign is shown in seven languages', () => {
  const page = textOf(files, 'zettle/sign.html');
  const [, shown = ''] = /data-picker="language"[^>]*>(.*?)<\/details><\/div>/s.exec(page) ?? [];
  assert.deepEqual(
    [...shown.matchAll(/data-name="([^"]*)"/g)].map(([, name]) => name),
    ['curl', 'JavaScript', 'Python', 'Java', 'PHP', 'C#', 'Go'],
  );
});

test(`no page is larger than ${kilobytes_max} kB when it is compressed`, () => {
  for (const page of pages) {
    const kilobytes = gzipSync(textOf(files, page)).byteLength / 1000;
    assert.ok(kilobytes <= kilobytes_max, `${page}: ${kilobytes} kB`);
  }
});

test('llms.txt names every page, as Markdown, with what is in it, and nothing that is not there', () => {
  const text = textOf(files, 'llms.txt');
  assert.match(text, /^# .+\n\n> .+\n/);
  const named = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\): .+[.!?]$/gm)].map(([, path = '']) => path);
  for (const page of pages) assert.ok(named.includes(page.replace(/html$/, 'md')), page);
  for (const path of named) assert.ok(files.has(path), path);
});
