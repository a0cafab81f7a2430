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
  page.split('<section class="split operation">').filter((part) => part.startsWith('<div><h2 id="'));

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
    ['sandbox/openapi', 3],
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

test('every operation has its answers directly under the request, on the right as they go over the wire, before any long prose', () => {
  for (const page of paths(files, /^[a-z]+\/(push|api|openapi)\.html$/))
    for (const operation of operationsOf(textOf(files, page))) {
      const [, left = '', shown = '', rest = ''] =
        /^<div>(.*?)<\/div>\n<div class="show">(.*)<\/div>\n<div>(.*)<\/section>/s.exec(operation) ?? [];
      const captions = [...shown.matchAll(/<p class="caption">(.*?)<\/p>/g)].map(([, caption = '']) => copied(caption));
      const answer = captions.indexOf('Answer');
      assert.ok(answer >= 0 && captions.slice(answer + 1).every((one) => one === 'Bodies'), `${page}: ${captions}`);
      assert.ok(
        captions.slice(0, answer).some((one) => one.startsWith('Request')),
        `${page}: ${captions}`,
      );
      assert.match(copied(shown), /HTTP\/1\.1 [1-5]\d\d/);
      const heads = [...rest.matchAll(/<h3>(.*?)<\/h3>|<details class="more">/g)].map(([all, head]) => head ?? all);
      assert.ok(heads.indexOf('Answers') >= 0, page);
      assert.ok([-1, heads.length - 1].includes(heads.indexOf('<details class="more">')), `${page}: ${heads}`);
      const words = copied(left).split(/\s+/).length;
      assert.ok(words < 120, `${page}: ${words} words before the answers`);
    }
});

test('the right column begins with the base URL: live, sandbox and what the contract names, each with what it is for', () => {
  const begin = (page: string) =>
    copied(
      /<div class="overview">\n<p class="caption">Base URL<\/p>\n<ul>(.*?)<\/ul>/s.exec(textOf(files, page))?.[1] ?? '',
    );
  const paazl = begin('paazl/push.html');
  assert.match(paazl, /^https:\/\/hooks\.example\.com live: /);
  assert.match(paazl, /https:\/\/hooks\.example\.com\/sandbox\/paazl\/\{source\} to try a message/);
  assert.match(paazl, /http:\/\/127\.0\.0\.1:8080 A gateway on this machine/);
  assert.match(begin('zettle/api.html'), /^https:\/\/pusher\.izettle\.com /);
  assert.doesNotMatch(begin('appdirect/push.html'), /sandbox/);
  // An operation that lives elsewhere says so itself.
  const token = operationsOf(textOf(files, 'zettle/api.html')).filter((one) =>
    /Base URL.*oauth\.zettle\.com/s.test(one),
  );
  assert.ok(token.length >= 1);
});

test('every operation of the sandbox has a request of each provider whose messages it takes', () => {
  const [plain = '', keyed = ''] = operationsOf(textOf(files, 'sandbox/openapi.html')).map(copied);
  for (const one of ['as Paazl pushes', 'as Zettle pushes', '/sandbox/paazl/partner', '/sandbox/zettle/partner'])
    assert.ok(plain.includes(one), one);
  assert.doesNotMatch(plain, /as 1ShoppingCart pushes/);
  assert.match(keyed, /as 1ShoppingCart pushes/);
  assert.match(keyed, /\/sandbox\/oneshoppingcart\/partner\/development-shop-key/);
});

test('trees of fields can be folded, and every reference page leads to the page before and the page after', () => {
  for (const page of paths(files, /^[a-z]+\/(push|api|openapi|types)\.html$/)) {
    const text = textOf(files, page);
    const trees = text.match(/<ul class="tree">/g)?.length ?? 0;
    assert.ok(trees > 0, page);
    assert.equal(
      text.match(/<details class="fields"><summary>\d+ (field|element)s?<\/summary><ul class="tree">/g)?.length,
      trees,
      page,
    );
    assert.match(text, /<a rel="prev" /, page);
    assert.match(text, /<a rel="next" /, page);
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
    /<div class="picker" data-picker="example" data-label="Body of POST [^"]*">(.*?<\/details>)<\/div><\/div>/s.exec(
      page,
    ) ?? [];
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

test('an XSD that takes anything is a tree of the elements that are known, beside its samples, and says that it is open', () => {
  const partOf = (page: string, id: string) =>
    new RegExp(`<h3 id="${id}">(.*?)</section>`, 's').exec(textOf(files, page))?.[1] ??
    assert.fail(`no ${id} in ${page}`);
  const lineOf = (part: string, id: string) =>
    copied(new RegExp(`<li id="${id}"><div class="field">(.*?)</div>`, 's').exec(part)?.[1] ?? assert.fail(`no ${id}`));
  const event = partOf('appdirect/api.html', 'xsd-event-event');
  assert.match(event, /Open: the elements below come in any order/);
  assert.match(lineOf(event, 'xsd-event-event--type'), /type once, xs:string/);
  assert.match(lineOf(event, 'xsd-event-event--creator'), /creator once( or not at all)?, elements/);
  assert.match(lineOf(event, 'xsd-event-event--creator.email'), /personal data/);
  assert.match(lineOf(event, 'xsd-event-event--payload.order.item'), /item any number of times, elements/);
  const [, samples = ''] = /<div class="show">(.*)/s.exec(event) ?? [];
  assert.match(copied(samples), /<event[ >]/);
  const order = partOf('oneshoppingcart/api.html', 'xsd-order-response-response');
  assert.match(copied(order), /LineItem/);
  assert.match(copied(/<div class="show">(.*)/s.exec(order)?.[1] ?? ''), /<Response/);
});
