/** What a change of each extension is, and of what else is said beside the shape of a message. `spec/published/README.md` has the rules. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { type Level, levelOf } from '../../../src/publishing/diff/change.ts';
import { diffSnapshots } from '../../../src/publishing/diff/diff.ts';
import { changeText } from '../../../src/publishing/publish/change-log.ts';
import type { Snapshot } from '../../../src/publishing/snapshot.ts';
import { lines, snapshot, withEvent, withSchemas } from './snapshots.ts';

const root = resolve(import.meta.dirname, '../../..');
const text = { type: 'string' };
const object = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required });

const pushed = (schema: object) => withSchemas('push', { request: schema });
const answered = (schema: object) => withSchemas('push', { response: schema });
const sent = (schema: object) => withSchemas('api', { request: schema });
const read = (schema: object) => withSchemas('api', { response: schema });

const operation = (kind: 'push' | 'api' | 'public', content: object, rest: object = {}) =>
  snapshot(kind, {
    paths: { '/push': { post: { responses: { 200: { description: 'Good.' } }, ...content } } },
    ...rest,
  });

const payloads = (...lines: readonly object[]) => ({ ...text, 'x-payload-schema': lines });
const created = { event: 'Created', schema: object({ a: text }), scope: 'READ:A', retired: false };
const deleted = { ...created, event: 'Deleted' };
const offers = (...lines: readonly object[]) => ({ ...text, 'x-events': lines });
// In a variable: a linter takes an object with `then` for a promise.
const afterwards = 'then';
const policy = {
  success: { statuses: '2xx', certainty: 'documented' },
  timeout: { seconds: 10, certainty: 'documented' },
  retries: { schedule: [{ waitSeconds: 60, times: 3 }], [afterwards]: { kind: 'stop' }, certainty: 'documented' },
  givingUp: { action: 'never', consequence: 'None.', threshold: { certainty: 'documented' }, certainty: 'documented' },
  duplicates: { identity: 'messageUuid', certainty: 'documented' },
};
const giving = (action: string, failures?: number) => ({
  ...policy,
  givingUp: { ...policy.givingUp, action, threshold: { failures, certainty: 'documented' } },
});
const retrying = (schedule: readonly object[], kind = 'stop') => ({
  ...policy,
  retries: { ...policy.retries, schedule, [afterwards]: { kind } },
});
const policed = (one: object) => operation('push', { 'x-push-policy': one });
const xml = (schema: object, components: object = {}) =>
  snapshot(
    'push',
    {
      paths: {
        '/push': { post: { requestBody: { content: { 'application/xml': { schema: { ...text, ...schema } } } } } },
      },
      components: { schemas: components },
    },
    Object.fromEntries(
      ['a', 'b'].map((name) => [
        `${name}.xsd`,
        `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="${name}" type="xs:string"/></xs:schema>`,
      ]),
    ),
  );
const tested = (schema: object | undefined) =>
  operation(
    'push',
    schema === undefined ? {} : { 'x-test-message': '#/components/requestBodies/Test' },
    schema === undefined
      ? {}
      : { components: { requestBodies: { Test: { content: { 'application/json': { schema } } } } } },
  );

type Row = readonly [sentence: string, before: Snapshot, after: Snapshot, changes: readonly string[], level: Level];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'x-payload-schema': [
    [
      'an event is dropped',
      pushed(payloads(created, deleted)),
      pushed(payloads(created)),
      ['payload-removed  → us'],
      'major',
    ],
    [
      'an event is new',
      pushed(payloads(created)),
      pushed(payloads(created, deleted)),
      ['payload-added  → nobody'],
      'minor',
    ],
    [
      'a subscription to an event needs another scope',
      pushed(payloads(created)),
      pushed(payloads({ ...created, scope: 'READ:B' })),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a subscription to an event needs no certain scope any more',
      pushed(payloads(created)),
      pushed(payloads({ ...created, scope: 'any' })),
      ['scope-removed  → nobody'],
      'minor',
    ],
    [
      'an event is retired',
      pushed(payloads(created)),
      pushed(payloads({ ...created, retired: true })),
      ['subscription-removed  → us'],
      'major',
    ],
    [
      'the JSON of an event lost a field',
      pushed(payloads(created)),
      pushed(payloads({ ...created, schema: object({}) })),
      ['field-removed (Created)/a → us'],
      'major',
    ],
    [
      'an event has other examples',
      pushed(payloads(created)),
      pushed(payloads({ ...created, examples: ['Created.json'] })),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
  'x-events': [
    [
      'an event can no longer be subscribed to',
      sent(offers(created, deleted)),
      sent(offers(created)),
      ['subscription-removed  → us'],
      'major',
    ],
    [
      'an event is retired, where it is read',
      read(offers(created)),
      read(offers({ ...created, retired: true })),
      ['subscription-removed  → us'],
      'major',
    ],
    [
      'a scope is another',
      sent(offers(created)),
      sent(offers({ ...created, scope: 'W' })),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a scope is needed where any was enough',
      sent(offers({ ...created, scope: 'any' })),
      sent(offers(created)),
      ['scope-changed  → us'],
      'major',
    ],
    ['an event is new', sent(offers()), sent(offers(created)), ['subscription-added  → nobody'], 'minor'],
    [
      'an event is back on the list',
      sent(offers({ ...created, retired: true })),
      sent(offers(created)),
      ['subscription-added  → nobody'],
      'minor',
    ],
  ],
  'x-required-scope': [
    [
      'a call of the provider’s API needs another scope',
      operation('api', { 'x-required-scope': 'READ' }),
      operation('api', { 'x-required-scope': 'WRITE' }),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a call needs a scope now',
      operation('api', {}),
      operation('api', { 'x-required-scope': 'READ' }),
      ['scope-changed  → us'],
      'major',
    ],
    [
      'a call needs none any more',
      operation('api', { 'x-required-scope': 'READ' }),
      operation('api', {}),
      ['scope-removed  → nobody'],
      'minor',
    ],
    [
      'a call of ours needs a scope, which its caller has to bring',
      operation('public', {}),
      operation('public', { 'x-required-scope': 'READ' }),
      ['scope-changed  → provider'],
      'major',
    ],
  ],
  'x-lifecycle': [
    [
      'a field that is pushed is no longer in use',
      pushed(object({ a: text })),
      pushed(object({ a: { ...text, 'x-lifecycle': 'retired' } })),
      ['no-longer-in-use /a → us'],
      'major',
    ],
    [
      'a field of an event is no longer in use',
      withEvent(object({ a: text })),
      withEvent(object({ a: { ...text, 'x-lifecycle': 'not-in-use' } })),
      ['no-longer-in-use /a → consumers'],
      'major',
    ],
    [
      'a field is in use now',
      pushed(object({ a: { ...text, 'x-lifecycle': 'in-development' } })),
      pushed(object({ a: text })),
      ['lifecycle-changed /a → nobody'],
      'minor',
    ],
    [
      'an operation of the provider’s API is retired',
      operation('api', {}),
      operation('api', { 'x-lifecycle': 'retired' }),
      ['operation-no-longer-in-use  → us'],
      'major',
    ],
    [
      'an operation is in use now',
      operation('push', { 'x-lifecycle': 'in-development' }),
      operation('push', {}),
      ['lifecycle-changed  → nobody'],
      'minor',
    ],
  ],
  'x-optional-in-practice': [
    [
      'a field that a provider leaves out may no longer be missing, as its sandbox will say',
      pushed({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      pushed(object({ a: text }, ['a'])),
      ['optional-in-practice-removed /a → provider'],
      'major',
    ],
    [
      'a required field was seen missing',
      pushed(object({ a: text }, ['a'])),
      pushed({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      ['optional-in-practice-added /a → nobody'],
      'minor',
    ],
    [
      'a field that was seen missing need not be there now',
      pushed({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      pushed(object({ a: text })),
      ['field-now-optional /a → us'],
      'major',
    ],
    [
      'a field of an answer of the provider’s API was said to be missing',
      read({ ...object({ a: text }, ['a']), 'x-optional-in-practice': ['a'] }),
      read(object({ a: text }, ['a'])),
      ['optional-in-practice-removed /a → nobody'],
      'minor',
    ],
  ],
  'x-extensible-enum': [
    [
      'a known value is gone, and another is new',
      pushed({ ...text, 'x-extensible-enum': ['A', 'B'] }),
      pushed({ ...text, 'x-extensible-enum': ['A', 'C'] }),
      ['known-value-changed  → nobody', 'known-value-changed  → nobody'],
      'minor',
    ],
    [
      'an open list is closed',
      pushed({ ...text, 'x-extensible-enum': ['A'] }),
      pushed({ ...text, enum: ['A'] }),
      ['known-value-changed  → nobody', 'value-removed  → provider'],
      'major',
    ],
  ],
  'x-pii': [
    [
      'a field may hold personal data',
      withEvent(object({ a: text })),
      withEvent(object({ a: { ...text, 'x-pii': true } })),
      ['personal-data-changed /a → nobody'],
      'minor',
    ],
    [
      'one form of several holds personal data',
      pushed({ oneOf: [text, { type: 'integer' }] }),
      pushed({ oneOf: [{ ...text, 'x-pii': true }, { type: 'integer' }] }),
      ['personal-data-changed  → nobody'],
      'minor',
    ],
    [
      'that it is not personal is written out',
      pushed(text),
      pushed({ ...text, 'x-pii': false }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
  'x-xsd': [
    [
      'another root is taken',
      xml({ 'x-xsd': 'a.xsd#a' }),
      xml({ 'x-xsd': ['a.xsd#a', 'b.xsd#b'] }),
      ['alternative-added  → us'],
      'major',
    ],
  ],
  'x-json-schema': [
    [
      'the first of two XML schemas is gone, and the other is compared with itself',
      xml(
        { 'x-xsd': ['a.xsd#a', 'b.xsd#b'], 'x-json-schema': ['#/components/schemas/A', '#/components/schemas/B'] },
        { A: object({ a: text }), B: object({ b: text }) },
      ),
      xml({ 'x-xsd': ['b.xsd#b'], 'x-json-schema': ['#/components/schemas/B'] }, { B: object({ b: text }) }),
      ['alternative-removed  → provider'],
      'major',
    ],
    [
      'the parsed message is no longer described',
      xml({ 'x-xsd': 'a.xsd#a', 'x-json-schema': '#/components/schemas/A' }, { A: object({ a: text }) }),
      xml({ 'x-xsd': 'a.xsd#a' }),
      ['bound-loosened  → nobody'],
      'minor',
    ],
    [
      'a field of the parsed message is gone',
      xml({ 'x-xsd': 'a.xsd#a', 'x-json-schema': '#/components/schemas/A' }, { A: object({ a: text }) }),
      xml({ 'x-xsd': 'a.xsd#a', 'x-json-schema': '#/components/schemas/A' }, { A: object({}) }),
      ['field-removed /a → us'],
      'major',
    ],
  ],
  'x-test-message': [
    ['the endpoint is tried now', tested(undefined), tested(text), ['test-message-added  → us'], 'major'],
    ['the endpoint is tried no longer', tested(text), tested(undefined), ['test-message-removed  → nobody'], 'minor'],
    [
      'the test message lost a field',
      tested(object({ a: text })),
      tested(object({})),
      ['field-removed /a → us'],
      'major',
    ],
  ],
  'x-push-policy': [
    ['a provider gives up now', policed(policy), policed(giving('disables-push')), ['policy-tightened  → us'], 'major'],
    [
      'a provider gives up of which nothing was said',
      policed({ ...policy, givingUp: undefined }),
      policed(giving('deletes-subscription')),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider that sent a mail disables the push',
      policed(giving('mails-vendor', 5)),
      policed(giving('disables-push', 5)),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider gives up after fewer failures',
      policed(giving('disables-push', 20)),
      policed(giving('disables-push', 10)),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider gives up after more failures',
      policed(giving('disables-push', 10)),
      policed(giving('disables-push', 20)),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'a provider no longer gives up',
      policed(giving('disables-push', 5)),
      policed(policy),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'a provider tries again less often, over the same time',
      policed(policy),
      policed(retrying([{ waitSeconds: 180, times: 1 }])),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider tries again as often, over a shorter time',
      policed(policy),
      policed(retrying([{ waitSeconds: 10, times: 3 }])),
      ['policy-tightened  → us'],
      'major',
    ],
    [
      'a provider that tried again for ever stops',
      policed(retrying([], 'double-forever')),
      policed(policy),
      ['policy-tightened  → us', 'policy-tightened  → us'],
      'major',
    ],
    [
      'a provider tries again for longer',
      policed(policy),
      policed(retrying([{ waitSeconds: 90, times: 3 }])),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'a repeat is known by something else',
      policed(policy),
      policed({ ...policy, duplicates: { ...policy.duplicates, identity: 'messageId' } }),
      ['policy-changed  → nobody'],
      'minor',
    ],
    [
      'only the notes of a policy changed',
      policed(policy),
      policed({ ...policy, timeout: { ...policy.timeout, note: 'On page 4.' } }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
  'x-name': [
    [
      'people call the provider by another name',
      operation('push', {}, { info: { title: 'Push', 'x-name': 'One' } }),
      operation('push', {}, { info: { title: 'Push', 'x-name': 'Two' } }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
  'x-why': [
    [
      'a reason is given',
      pushed(text),
      pushed({ ...text, 'x-why': 'It is so.' }),
      ['documentation  → nobody'],
      'patch',
    ],
  ],
};

const beside: readonly Row[] = [
  [
    'a field is deprecated',
    pushed(object({ a: text })),
    pushed(object({ a: { ...text, deprecated: true } })),
    ['deprecated /a → nobody'],
    'minor',
  ],
  [
    'a field of an event is deprecated',
    withEvent(object({ a: text })),
    withEvent(object({ a: { ...text, deprecated: true } })),
    ['deprecated /a → nobody'],
    'minor',
  ],
  [
    'a field is no longer deprecated',
    answered(object({ a: { ...text, deprecated: true } })),
    answered(object({ a: text })),
    ['no-longer-deprecated /a → nobody'],
    'minor',
  ],
  [
    'an operation is deprecated',
    operation('api', {}),
    operation('api', { deprecated: true }),
    ['deprecated  → nobody'],
    'minor',
  ],
  [
    'a parameter is deprecated',
    operation('api', { parameters: [{ name: 'p', in: 'query' }] }),
    operation('api', { parameters: [{ name: 'p', in: 'query', deprecated: true }] }),
    ['deprecated  → nobody'],
    'minor',
  ],
  [
    'a header of an answer is deprecated, and another has a new type',
    operation('push', { responses: { 200: { headers: { A: { schema: text }, B: { schema: text } } } } }),
    operation('push', {
      responses: { 200: { headers: { A: { schema: text, deprecated: true }, B: { schema: { type: 'integer' } } } } },
    }),
    ['deprecated  → nobody', 'type-changed  → provider'],
    'major',
  ],
  [
    'a keyword that is not read changed',
    pushed({ if: { required: ['a'] } }),
    pushed({ if: { required: ['b'] } }),
    ['constraint-changed  → provider, us'],
    'major',
  ],
  ['a default is told', pushed(text), pushed({ ...text, default: 'A' }), ['documentation  → nobody'], 'patch'],
];

const servers = (...list: readonly object[]) => ({ servers: list });
const one = { url: 'https://one.example.com' };
const two = { url: 'https://two.example.com' };
const market = (variable: object) => servers({ url: 'https://{market}', variables: { market: variable } });
const oauth = (scopes: object, required: readonly string[], tokenUrl = 'https://one.example.com/token') =>
  operation(
    'api',
    { security: [{ oauth: required }] },
    {
      components: {
        securitySchemes: { oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes } } } },
      },
    },
  );

const around: readonly Row[] = [
  [
    'the address of the provider’s API is another',
    operation('api', {}, servers(one)),
    operation('api', {}, servers(two)),
    ['server-removed  → us', 'server-added  → nobody'],
    'major',
  ],
  [
    'an address is new beside the one that is there',
    operation('api', {}, servers(one)),
    operation('api', {}, servers(one, two)),
    ['server-added  → nobody'],
    'minor',
  ],
  [
    'an operation has another address of its own',
    operation('api', servers(one)),
    operation('api', servers(two)),
    ['server-removed  → us', 'server-added  → nobody'],
    'major',
  ],
  [
    'an operation moves from the common address to its own',
    operation('api', {}, servers(one)),
    operation('api', servers(two), servers(one)),
    ['server-removed  → us', 'server-added  → nobody'],
    'major',
  ],
  [
    'the address of a push is another',
    operation('push', {}, servers(one)),
    operation('push', {}, servers(two)),
    ['server-removed  → provider', 'server-added  → nobody'],
    'major',
  ],
  [
    'a push has its first address beyond this machine',
    operation('push', {}, servers({ url: 'http://127.0.0.1:8080' })),
    operation('push', {}, servers(one)),
    ['server-removed  → nobody', 'server-added  → nobody'],
    'minor',
  ],
  [
    'an address takes another value by default',
    operation('api', {}, market({ default: 'a' })),
    operation('api', {}, market({ default: 'b' })),
    ['server-changed  → us'],
    'major',
  ],
  [
    'an address takes fewer values',
    operation('api', {}, market({ default: 'a', enum: ['a', 'b'] })),
    operation('api', {}, market({ default: 'a', enum: ['a'] })),
    ['server-removed  → us'],
    'major',
  ],
  [
    'an address takes any value',
    operation('api', {}, market({ default: 'a', enum: ['a'] })),
    operation('api', {}, market({ default: 'a' })),
    ['server-added  → nobody'],
    'minor',
  ],
  [
    'an address is described in other words',
    operation('api', {}, servers(one)),
    operation('api', {}, servers({ ...one, description: 'Ours.' })),
    ['documentation  → nobody'],
    'patch',
  ],
  [
    'a token must have another scope',
    oauth({ A: '', B: '' }, ['A']),
    oauth({ A: '', B: '' }, ['B']),
    ['scope-changed  → us', 'scope-removed  → nobody'],
    'major',
  ],
  [
    'a token needs one scope less',
    oauth({ A: '', B: '' }, ['A', 'B']),
    oauth({ A: '', B: '' }, ['A']),
    ['scope-removed  → nobody'],
    'minor',
  ],
  [
    'there is a scope more, in other words',
    oauth({ A: 'Reads.' }, []),
    oauth({ A: 'It reads.', B: '' }, []),
    ['documentation  → nobody'],
    'patch',
  ],
  ['there is a scope less', oauth({ A: '', B: '' }, []), oauth({ A: '' }, []), ['scope-changed  → us'], 'major'],
  [
    'tokens are had elsewhere',
    oauth({}, []),
    oauth({}, [], 'https://two.example.com/token'),
    ['proof-changed  → us'],
    'major',
  ],
];

function hold([sentence, before, after, expected, level]: Row): void {
  test(sentence, () => {
    const changes = diffSnapshots(before, after);
    assert.deepEqual(lines(changes), expected);
    assert.equal(levelOf(changes), level);
    for (const change of changes) assert.ok(changeText(change).includes(`(\`${change.rule}\`)`));
  });
}

for (const [extension, table] of Object.entries(rows))
  describe(`a change of ${extension}`, () => {
    for (const row of table) hold(row);
  });

describe('a change of what is said beside the shape', () => {
  for (const row of beside) hold(row);
});

describe('a change of addresses and scopes', () => {
  for (const row of around) hold(row);
});

test('every extension that spec/README.md explains has its rules in the published table, and is tried here', () => {
  const explained = namesIn('spec/README.md', /^\| (`x-[^|]*)\|/);
  assert.ok(explained.length > 10);
  assert.deepEqual(Object.keys(rows).sort(), explained);
  assert.deepEqual(namesIn('spec/published/README.md', /^\* (`x-[^:]*):/), explained);
});

/** Extensions that lines of a page begin with. */
function namesIn(page: string, pattern: RegExp): readonly string[] {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  const heads = lines.map((line) => pattern.exec(line)?.[1] ?? '');
  return heads.flatMap((head) => [...head.matchAll(/`(x-[a-z-]+)`/g)].map(([, name = '']) => name)).sort();
}
