/** What no release has yet is marked where it stands, on the page and in its Markdown; what only moved or was renamed is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractPages, shownOf } from '../../../src/publishing/publish/contract-pages.ts';
import { defaultRetries } from '../../../src/publishing/publish/retries.ts';
import { sinceRelease } from '../../../src/publishing/publish/since-release.ts';
import { pageMarkdown } from '../../../src/publishing/publish/site/as-markdown.ts';
import type { Page } from '../../../src/publishing/publish/site/layout.ts';
import { answersPage } from '../../../src/publishing/publish/site/pages/answers.ts';
import { deliveryPage } from '../../../src/publishing/publish/site/pages/delivery.ts';
import { judge } from '../../../src/publishing/releases.ts';
import type { Snapshot } from '../../../src/publishing/snapshot.ts';
import { html } from '../../../src/ui/html.ts';
import { snapshot } from '../diff/snapshots.ts';
import { copied, paths, publish, root, textOf } from './published.ts';

const pagesOf = (now: Snapshot, ...released: readonly Snapshot[]) =>
  contractPages({
    name: 'Toy',
    review: judge(now, released),
    examples: new Map(),
    requests: [],
    signing: undefined,
    baseUrl: 'https://hooks.example.com',
    pushers: [],
  });
const bodyOf = ({ body }: Page) => html`${body}`.text;
const isMarked = (text: string) => /<span class="badge warn">next<\/span>/.test(text);

/** The head of the line with this anchor: name, type and marks, without what is in it. */
const lineOf = (page: string, id: string) =>
  new RegExp(`<li id="${id}"><div class="field">(.*?)</div>`, 's').exec(page)?.[1] ?? assert.fail(`no ${id}`);
const headOf = (page: string, id: string) =>
  new RegExp(`<(h[2-4]) id="${id}">(.*?)</\\1>`, 's').exec(page)?.[2] ?? assert.fail(`no heading ${id}`);

const answers = (...statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: `Answer ${status}.` }]));
const push = (paths: object, schemas: object, version: string) =>
  snapshot('push', { paths, components: { schemas } }, {}, version);
const takes = (schema: object, extra: object = {}) => ({
  operationId: 'take',
  summary: 'Take',
  requestBody: { content: { 'application/json': { schema } } },
  responses: answers(200),
  ...extra,
});
const order = {
  type: 'object',
  properties: { id: { type: 'string' }, state: { type: 'string', enum: ['new', 'paid'] } },
};

test('a field, a value, an answer, a parameter and an operation that came after the release are marked, nothing else', () => {
  const before = push({ '/push': { post: takes({ $ref: '#/components/schemas/Order' }) } }, { Order: order }, '1.0.0');
  const now = push(
    {
      '/push': {
        post: takes(
          { $ref: '#/components/schemas/Order' },
          {
            responses: answers(200, 429),
            parameters: [{ name: 'page', in: 'query', description: 'A page.', schema: { type: 'string' } }],
          },
        ),
        get: { operationId: 'look', summary: 'Look', responses: answers(200) },
      },
    },
    {
      Order: {
        type: 'object',
        properties: {
          id: order.properties.id,
          state: { type: 'string', enum: ['new', 'paid', 'sent'] },
          parcel: { type: 'object', properties: { weight: { type: 'number' } } },
        },
      },
    },
    '1.1.0',
  );
  const page = bodyOf(pagesOf(now, before).reference);
  for (const id of ['schema-order--parcel', 'schema-order--parcel.weight']) assert.ok(isMarked(lineOf(page, id)), id);
  for (const id of ['schema-order--id', 'schema-order--state']) assert.ok(!isMarked(lineOf(page, id)), id);
  for (const [id, marked] of [
    ['take', false],
    ['look', true],
    ['take-200', false],
    ['take-429', true],
    ['schema-order', false],
  ] as const)
    assert.equal(isMarked(headOf(page, id)), marked, id);
  assert.match(page, /<code>sent<\/code> <span class="badge warn">next<\/span>/);
  assert.doesNotMatch(page, /<code>paid<\/code> <span class="badge warn">next/);
  assert.match(page, /<code>page<\/code> <span class="badge warn">next<\/span>/);
  const markdown = pageMarkdown(pagesOf(now, before).reference);
  assert.match(markdown, /`parcel` object +next/);
  assert.match(markdown, /`sent` next/);
  assert.match(markdown, /^## Look next$/m);
});

test('a schema that was given a name, or another one, is not new, and neither are its fields', () => {
  const before = push(
    {
      '/push': { post: takes({ type: 'object', properties: { order } }) },
      '/other': { post: { ...takes({ $ref: '#/components/schemas/Old' }), operationId: 'other' } },
    },
    { Old: { type: 'object', properties: { note: { type: 'string' } } } },
    '1.0.0',
  );
  const now = push(
    {
      '/push': { post: takes({ $ref: '#/components/schemas/Take' }) },
      '/other': { post: { ...takes({ $ref: '#/components/schemas/Renamed' }), operationId: 'other' } },
    },
    {
      Take: { type: 'object', properties: { order: { $ref: '#/components/schemas/Order' } } },
      Order: order,
      Renamed: { type: 'object', properties: { note: { type: 'string' }, more: { type: 'string' } } },
    },
    '1.1.0',
  );
  const page = bodyOf(pagesOf(now, before).reference);
  for (const id of ['schema-take--order', 'schema-order--id', 'schema-order--state', 'schema-renamed--note'])
    assert.ok(!isMarked(lineOf(page, id)), id);
  for (const id of ['schema-take', 'schema-order', 'schema-renamed']) assert.ok(!isMarked(headOf(page, id)), id);
  assert.ok(isMarked(lineOf(page, 'schema-renamed--more')));
});

test('an element of an XSD and a value of it that came after the release are marked', () => {
  const xsd = (more: string, values: string) => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:element name="order"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/>${more}
<xs:element name="state"><xs:simpleType><xs:restriction base="xs:string">${values}</xs:restriction></xs:simpleType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:schema>`;
  const value = (name: string) => `<xs:enumeration value="${name}"/>`;
  const contract = (text: string, version: string) =>
    snapshot(
      'push',
      {
        paths: {
          '/push': {
            post: {
              ...takes({}),
              requestBody: {
                content: {
                  'application/xml': {
                    schema: {
                      type: 'string',
                      'x-xsd': 'order.xsd#order',
                      'x-json-schema': '#/components/schemas/Order',
                    },
                  },
                },
              },
            },
          },
        },
        components: { schemas: { Order: order } },
      },
      { 'order.xsd': text },
      version,
    );
  const before = contract(xsd('', value('new')), '1.0.0');
  const now = contract(
    xsd('<xs:element name="note" type="xs:string" minOccurs="0"/>', value('new') + value('gone')),
    '1.1.0',
  );
  const page = bodyOf(pagesOf(now, before).reference);
  assert.ok(isMarked(lineOf(page, 'xsd-order-order--note')));
  assert.ok(!isMarked(lineOf(page, 'xsd-order-order--id')));
  assert.match(page, /<code>gone<\/code> <span class="badge warn">next<\/span>/);
  assert.doesNotMatch(page, /<code>new<\/code> <span class="badge warn">next<\/span>/);
});

test('an event type and a field of its data that came after the release are marked, through references between files', () => {
  const events = (types: readonly string[], files: object, version: string) =>
    snapshot(
      'events',
      {
        'x-event-types': types.map((type) => ({
          type,
          schema: type,
          subject: 'the order',
          description: 'It happened.',
        })),
      },
      Object.fromEntries(Object.entries(files).map(([name, content]) => [`${name}.json`, JSON.stringify(content)])),
      version,
    );
  const made = (title: string) => ({
    title,
    type: 'object',
    properties: { buyer: { $ref: 'shared.json#/definitions/Buyer' } },
  });
  const shared = (properties: object) => ({ title: 'shared', definitions: { Buyer: { type: 'object', properties } } });
  const before = events(
    ['com.toy.made'],
    { 'com.toy.made': made('com.toy.made'), shared: shared({ id: { type: 'string' } }) },
    '1.0.0',
  );
  const now = events(
    ['com.toy.made', 'com.toy.gone'],
    {
      'com.toy.made': made('com.toy.made'),
      'com.toy.gone': made('com.toy.gone'),
      shared: shared({ id: { type: 'string' }, email: { type: 'string' } }),
    },
    '1.1.0',
  );
  const page = bodyOf(pagesOf(now, before).reference);
  assert.equal(isMarked(headOf(page, 'com-toy-made')), false);
  assert.equal(isMarked(headOf(page, 'com-toy-gone')), true);
  assert.equal(isMarked(lineOf(page, 'schema-buyer--id')), false);
  assert.equal(isMarked(lineOf(page, 'schema-buyer--email')), true);
  assert.equal(isMarked(lineOf(page, 'com-toy-made--buyer')), false);
});

test('an answer, and a form of it, that came after the release are marked on the page of answers, and a note says which version it shows', () => {
  const problem = (...types: readonly string[]) => ({
    description: 'Wrong.',
    content: Object.fromEntries(types.map((type) => [type, {}])),
  });
  const one = push(
    { '/push': { post: takes(order, { responses: { ...answers(200), 400: problem('a/json') } }) } },
    {},
    '1.0.0',
  );
  const two = push(
    { '/push': { post: takes(order, { responses: { ...answers(200, 429), 400: problem('a/json', 'a/xml') } }) } },
    {},
    '1.1.0',
  );
  const review = judge(two, [one]);
  const { next } = sinceRelease(review);
  const shown = shownOf(review, 'toy/push.html');
  const page = bodyOf(answersPage({ path: 'toy/answers.html', name: 'Toy', snapshot: two, policies: [], shown, next }));
  const marked = (what: string) =>
    new RegExp(`${what}(</span>|</code>) <span class="badge warn">next</span>`).test(page);
  assert.deepEqual(['200', '429', 'a/json', 'a/xml'].map(marked), [false, true, false, true]);
  assert.match(copied(page), /Next: version 1\.1\.0, which is not released\./);
});

test('an attribute of the envelope that came after the release is marked', () => {
  const events = (attributes: readonly string[], version: string) => {
    const envelope = {
      title: 'PushdockEvent',
      properties: Object.fromEntries(attributes.map((name) => [name, { type: 'string' }])),
    };
    return snapshot('events', { 'x-event-types': [] }, { 'envelope.json': JSON.stringify(envelope) }, version);
  };
  const { now, next } = sinceRelease(judge(events(['id', 'traceparent'], '1.1.0'), [events(['id'], '1.0.0')]));
  const envelope = now.schemas.get('envelope.json') ?? {};
  const rest = { examples: [], batch: '', secret: '', retries: defaultRetries(root), packages: [] };
  const page = bodyOf(deliveryPage({ path: 'events/delivery.html', envelope, next, ...rest }));
  assert.equal(isMarked(lineOf(page, 'envelope--id')), false);
  assert.equal(isMarked(lineOf(page, 'envelope--traceparent')), true);
});

test('nothing is marked where nothing is released, where nothing changed, and on the page of a release', () => {
  const one = push({ '/push': { post: takes(order) } }, {}, '1.0.0');
  const two = push({ '/push': { post: takes(order, { responses: answers(200, 429) }) } }, {}, '1.1.0');
  const marked = (page: Page) => isMarked(bodyOf(page).replace(/<div class="(versions|next)".*?<\/div>/gs, ''));
  assert.equal(marked(pagesOf(one).reference), false);
  assert.equal(marked(pagesOf(one, one).reference), false);
  const { reference, releases } = pagesOf(two, one);
  assert.equal(marked(reference), true);
  assert.deepEqual(releases.map(marked), [false]);
});

test('a note says what is not released: what is marked, only words, or all of it', () => {
  const one = push({ '/push': { post: takes(order) } }, {}, '1.0.0');
  const more = push({ '/push': { post: takes(order, { responses: answers(200, 429) }) } }, {}, '1.1.0');
  const words = push({ '/push': { post: takes(order, { summary: 'Take it' }) } }, {}, '1.0.0');
  const noteOf = (...[now, ...released]: Parameters<typeof pagesOf>) =>
    copied(/<div class="next" role="note">(.*?)<\/div>/s.exec(bodyOf(pagesOf(now, ...released).reference))?.[1] ?? '');
  assert.match(noteOf(more, one), /version 1\.1\.0, which is not released\. What is marked next is in no release/);
  assert.match(
    noteOf(words, one),
    /version 1\.0\.1, which is not released\. Only words and examples are others than in version 1\.0\.0\./,
  );
  assert.match(noteOf(one), /version 1\.0\.0, which is not released\. Nothing of this contract is released yet/);
  assert.equal(noteOf(one, one), '');
});

test('on the site a field that the last release has not is marked, and a legend says what the mark means', () => {
  const files = publish();
  const page = textOf(files, 'zettle/push.html');
  const [, line = ''] =
    /<div class="field">(<a href="#[^"]*"><code>globalPurchaseNumber<\/code>.*?)<\/div>/s.exec(page) ?? [];
  assert.ok(isMarked(line), line);
  assert.match(textOf(files, 'zettle/push.md'), /`globalPurchaseNumber` [^\n]* next$/m);
  const [, legend = ''] = /<details class="legend">(.*?)<\/details>/s.exec(page) ?? [];
  assert.match(copied(legend), /next No release has it yet, and it may still change/);
  for (const release of paths(files, /^releases\/.*\.html$/))
    assert.ok(!/class="field">(?:(?!<\/div>).)*badge warn">next/s.test(textOf(files, release)), release);
});
