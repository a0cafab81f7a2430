/** Answers of the API that are written oddly and mean one thing all the same: the order goes on, and a finding says what was odd. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiAnswer, exampleBytes, exampleText, openAccount } from './account.ts';

const newOrder = exampleBytes('notification.new-order-token.xml');
const order = exampleText('order.accepted.xml');
const undeclared = order.replace(/<\?xml[^>]*\?>\s*/, '');
const commented = (text: string) =>
  undeclared.replace(/<Comments\s*\/>|<Comments>[^<]*<\/Comments>/, `<Comments>${text}</Comments>`);

const odd: readonly (readonly [
  name: string,
  answer: ApiAnswer,
  comments: string | undefined,
  rules: readonly string[],
])[] = [
  ['says success="True"', { body: order.replace('success="true"', 'success="True"') }, undefined, ['unknown_value']],
  ['says success="1"', { body: order.replace('success="true"', 'success="1"') }, undefined, ['unknown_value']],
  ['has a control character', { body: commented('a\u0003b') }, 'a\ufffdb', ['control_character']],
  ['refers to a control character', { body: commented('a&#3;b') }, 'a\ufffdb', ['control_character']],
  [
    "has HTML's names for letters",
    { body: commented('Caf&eacute; & Bar') },
    'Café & Bar',
    ['xml_entity', 'xml_entity'],
  ],
  [
    'names windows-1252 in its media type',
    {
      headers: { 'content-type': 'text/xml; charset=windows-1252' },
      body: Buffer.from(commented('caf\u00e9 \u0080'), 'latin1'),
    },
    'café €',
    [],
  ],
  [
    'declares ISO-8859-1 and writes UTF-8',
    { body: `<?xml version="1.0" encoding="ISO-8859-1"?>${commented('café')}` },
    'café',
    ['encoding_contradiction'],
  ],
  [
    'declares utf-16 and writes UTF-8, after a blank line',
    { body: `\n<?xml version="1.0" encoding="utf-16"?>${commented('café')}` },
    'café',
    ['encoding_contradiction', 'declaration_misplaced'],
  ],
];

for (const [name, answer, comments, rules] of odd)
  test(`an API that ${name} is believed, and the event has what it says`, async (t) => {
    const account = await openAccount(t, { answer: () => answer });
    const processed = await account.process(newOrder);
    assert.ok(processed.kind === 'processed', JSON.stringify(processed));
    assert.deepEqual(
      processed.findings.map(({ rule }) => rule),
      rules,
    );
    const data = processed.events[0]?.data as { Comments?: string } | undefined;
    if (comments !== undefined) assert.equal(data?.Comments, comments);
    assert.equal(account.kept.length, 1);
  });

const soap = (inner: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inner}</s:Body></s:Envelope>`;

test('a notification and an answer in SOAP are unwrapped, each with a finding', async (t) => {
  const account = await openAccount(t, { answer: () => ({ body: soap(undeclared) }) });
  const processed = await account.process(soap('<NewOrder><Token>148899722</Token></NewOrder>'));
  assert.ok(processed.kind === 'processed', JSON.stringify(processed));
  assert.deepEqual(
    processed.findings.map(({ rule, path }) => `${rule} ${path}`),
    ['wrapped_root /Envelope/Body/NewOrder', 'wrapped_root /Envelope/Body/Response'],
  );
  const plain = await (await openAccount(t)).process(newOrder);
  assert.deepEqual(processed.events, plain.kind === 'processed' && plain.events);
});

for (const [what, body] of [
  ['nothing but empty elements', '<Response success="true"><OrderInfo><Id/><Token/></OrderInfo></Response>'],
  ['two answers in one', `<m>${undeclared}${undeclared}</m>`],
] as const)
  test(`an API that answers with ${what} has given no order, and is asked again`, async (t) => {
    const account = await openAccount(t, { answer: () => ({ body }) });
    assert.equal((await account.process(newOrder)).kind, 'retry');
    // For the operator to read; it is not taken for the order.
    assert.deepEqual(
      account.kept.map(({ name }) => name),
      ['unread-answer'],
    );
    assert.equal((await account.process(newOrder, { documents: account.kept })).kind, 'retry');
    assert.equal(account.calls.length, 2);
  });

test('an order that was kept is read in the encoding that its answer named', async (t) => {
  const body = Buffer.from(commented('caf\u00e9'), 'latin1');
  const account = await openAccount(t, {
    answer: () => ({ headers: { 'content-type': 'text/xml;charset=ISO-8859-1' }, body }),
  });
  const first = await account.process(newOrder);
  assert.deepEqual(await account.process(newOrder, { documents: account.kept }), first);
  assert.equal(account.calls.length, 1);
});
