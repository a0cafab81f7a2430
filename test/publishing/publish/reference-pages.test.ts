/** Reference pages: whatever somebody may want to point at has a place, and what is marked is explained. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { copied, paths, publish, textOf } from './published.ts';

const files = publish();
const pages = paths(files, /\.html$/);
const kilobytes_max = 100;

const languages = ['curl', 'JavaScript', 'Python', 'Java', 'PHP', 'C#', 'Go'];
const namesOf = (tabs: string) => [...tabs.matchAll(/data-name="([^"]*)"/g)].map(([, name]) => name);
const operationsOf = (page: string) =>
  page.split('<section class="split">').filter((part) => part.startsWith('<div><h2 id="'));

test('beside each push a whole request stands in seven languages, before its body and its answers', () => {
  for (const owner of ['paazl', 'oneshoppingcart', 'zettle', 'appdirect']) {
    const operations = operationsOf(textOf(files, `${owner}/push.html`));
    assert.ok(operations.length > 0, owner);
    for (const operation of operations) {
      const [, shown = ''] = /<div class="show"><p class="caption">Request<\/p>(.*)/s.exec(operation) ?? [];
      assert.deepEqual(namesOf(shown).slice(0, languages.length), languages, owner);
      assert.match(copied(shown), new RegExp(`/push/${owner}/`));
    }
  }
});

test('beside what we call and what callers ask of us, the call of each operation stands in the same languages', () => {
  for (const [page, calls] of [
    ['zettle/api', 8],
    ['appdirect/api', 3],
    ['oneshoppingcart/api', 2],
    ['oauth/openapi', 1],
  ] as const) {
    const text = textOf(files, `${page}.html`);
    assert.equal(text.match(/<div class="tabs"/g)?.length, calls, page);
    assert.doesNotMatch(copied(text), /undefined|\[object/);
  }
});

test('the first operation begins after a paragraph: what is to be read before building is folded, and named', () => {
  for (const owner of ['paazl', 'oneshoppingcart', 'zettle', 'appdirect']) {
    const [before = ''] = textOf(files, `${owner}/push.html`).split('<h2 id="');
    const [, folded = ''] = /<details class="more"><summary>(.*?)<\/summary>/s.exec(before) ?? [];
    assert.match(copied(folded), /\w/, owner);
    const open = copied(before.replace(/<details class="more">.*?<\/details>/s, '').replace(/^.*<h1>/s, ''));
    assert.ok(open.split(/\s+/).length < 130, `${owner}: ${open.split(/\s+/).length} words`);
  }
});

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
  const [, shown = ''] = /<div class="tabs"[^>]*>(.*?)<\/pre><\/div><\/div><\/div>/s.exec(page) ?? [];
  assert.deepEqual(namesOf(shown), languages);
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

test('XML is shown element by element beside its samples, with how often each comes, its type, its words and personal data', () => {
  const paazl = textOf(files, 'paazl/push.html');
  const [, tree = ''] =
    /<h3 id="xsd-label-status-notification-labelstatusnotification">(.*?)<\/section>/s.exec(paazl) ?? [];
  const element = (name: string) =>
    new RegExp(`<li id="[^"]*--${name}"><div class="field">(.*?)</div>`, 's').exec(tree)?.[1] ?? '';
  assert.match(copied(element('webshop')), /webshop once, xs:long/);
  assert.match(copied(element('carrierStatus')), /once or not at all, elements/);
  assert.match(copied(element('carrierStatus.name')), /once or not at all, xs:string/);
  assert.match(copied(element('trackTraceURL')), /personal data/);
  assert.match(copied(tree), /READY_TO_POST/);
  assert.match(copied(tree), /<(\w+:)?labelStatusNotification/);
  const samples = (id: string) =>
    copied(new RegExp(`<h3 id="${id}">.*?<div class="show">(.*?)</section>`, 's').exec(paazl)?.[1] ?? '');
  assert.match(samples('xsd-label-status-notification-labelstatusnotification'), /<orderReference>/);
  const qualified = samples('xsd-label-status-notification-qualified-labelstatusnotification');
  assert.doesNotMatch(qualified, /<(\w+):labelStatusNotification[^>]*>\s*<orderReference>/);
  const shop = textOf(files, 'oneshoppingcart/push.html');
  for (const place of ['xsd-notification-test', 'xsd-notification-neworder', 'xsd-notification-neworder--Token'])
    assert.ok(shop.includes(`id="${place}"`), place);
});
