import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../src/formats/json.ts';
import { parseJson } from '../../../src/formats/json.ts';
import { openConversions } from '../../../src/providers/zettle/conversion.ts';

const contract = {
  components: {
    schemas: {
      Decimal: {},
      Tree: {
        type: 'object',
        properties: {
          amount: { type: 'integer', format: 'int64' },
          rate: { $ref: '#/components/schemas/Decimal' },
          degrees: { type: 'number' },
          count: { type: 'integer' },
          text: { type: 'string' },
          branches: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        },
      },
    },
  },
};

function converted(text: string): Json {
  const parsed = parseJson(text);
  assert.ok(parsed.ok);
  return openConversions(contract)('Tree')(parsed.value.value);
}

const amounts: Record<string, Json> = {
  '35300': '35300',
  '-2500': '-2500',
  '0': '0',
  '-0': '0',
  '9007199254740993': '9007199254740993',
  '-9223372036854775808': '-9223372036854775808',
  '100.0': '100',
  '1e3': '1000',
  '12.5e1': '125',
  '-1.50e+2': '-150',
  '1200e-2': '12',
  '"697"': '697',
};
for (const [sent, becomes] of Object.entries(amounts)) {
  test(`an int64 sent as ${sent} becomes the digits ${becomes}`, () =>
    assert.deepEqual(converted(`{"amount":${sent}}`), { amount: becomes }));
}

test('an int64 that is not an integer stays as it came', () => {
  for (const sent of ['null', '12.5', '"many"', 'true', '[1]', '{"a":1}']) {
    assert.deepEqual(converted(`{"amount":${sent}}`), { amount: JSON.parse(sent) });
  }
});

test('a number of a million digits is carried over without ado', () => {
  const digits = '1'.repeat(1_000_000);
  assert.deepEqual(converted(`{"amount":${digits}e1234}`), { amount: `${digits}e1234` });
});

test('a decimal keeps the digits as sent, from a number and from a string alike', () => {
  for (const [sent, becomes] of [
    ['20.0', '20.0'],
    ['"20.0"', '20.0'],
    ['20', '20'],
    ['0.10000000000000000001', '0.10000000000000000001'],
    ['null', null],
    ['"none"', 'none'],
  ] as const) {
    assert.deepEqual(converted(`{"rate":${sent}}`), { rate: becomes });
  }
});

test('other values stay as they are; unknown integers beyond a double become digits', () => {
  assert.deepEqual(
    converted('{"degrees":51.500,"count":7,"text":"5","later":[9007199254740993,{"amount":5}],"nothing":null}'),
    { degrees: 51.5, count: 7, text: '5', later: ['9007199254740993', { amount: 5 }], nothing: null },
  );
});

test('a number of the contract stays one, however many digits it was sent with', () => {
  assert.deepEqual(converted('{"degrees":51.50721234567890123456789}'), { degrees: 51.5072123456789 });
});

test('a recursive schema is judged without an endless loop', () => {
  assert.deepEqual(converted('{"branches":[{"amount":1,"branches":[{"amount":2}]},7]}'), {
    branches: [{ amount: '1', branches: [{ amount: '2' }] }, 7],
  });
});

test('a field called __proto__ is carried over as a field', () => {
  assert.equal(JSON.stringify(converted('{"__proto__":{"amount":1}}')), '{"__proto__":{"amount":1}}');
});

test('a schema that the contract does not have is a fault of ours', () => {
  assert.throws(() => openConversions(contract)('Teapot'), /no schema Teapot/);
});
