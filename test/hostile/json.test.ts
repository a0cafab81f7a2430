/** The JSON reader beside `JSON.parse`, on whatever fast-check thinks of. A failure prints its seed and the smallest case. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Digits, type JsonDocument, type JsonValue, parseJson } from '../../src/formats/json.ts';
import { field, isObject, itemsOf, plainJson, withNumbers } from '../../src/formats/values.ts';
import { mutatedText } from './mutations.ts';

/** Any text a document can hold: all code points but halves of surrogate pairs, which no decoder lets through. */
const text = fc.string({ unit: 'binary', maxLength: 12 });
const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', ''));
const blank = fc.constantFrom('', '', ' ', '\n', '\t\r\n  ');
const numberText = fc.stringMatching(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?$/);

const quoted = fc
  .tuple(text, fc.nat())
  .map(([value, seed]) =>
    JSON.stringify(value).replaceAll(/[^"\\]/g, (unit, at: number) =>
      (seed + at) % 7 === 0 ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit,
    ),
  )
  // An escape that was taken apart is no escape any more.
  .filter((literal) => isJson(literal));

const { document } = fc.letrec<{ document: string; value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    numberText,
    quoted,
    fc
      .array(fc.tuple(blank, tie('value'), blank), { maxLength: 4 })
      .map((items) => `[${items.map((one) => one.join('')).join(',')}]`),
    fc
      .array(fc.tuple(blank, name.map(JSON.stringify as (value: string) => string), blank, tie('value'), blank), {
        maxLength: 4,
      })
      .map(
        (fields) =>
          `{${fields.map(([before, key, between, value, after]) => `${before}${key}${between}:${value}${after}`).join(',')}}`,
      ),
  ),
  document: fc.tuple(blank, tie('value'), blank).map((parts) => parts.join('')),
}));

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

function read(source: string): JsonDocument {
  const result = parseJson(source);
  assert.ok(result.ok, source);
  return result.value;
}

/** As text, so that `__proto__` counts as a field, and -0 as 0, which JSON does not know apart. */
const asText = (value: unknown): string => JSON.stringify(value);

test('any JSON has the value that JSON.parse gives it, except that no digit is lost', () => {
  fc.assert(
    fc.property(document, (source) => {
      assert.equal(asText(withNumbers(read(source).value)), asText(JSON.parse(source)));
    }),
    { numRuns: 500 },
  );
});

test('a number keeps its digits: it prints as it came, or its text is kept', () => {
  fc.assert(
    fc.property(numberText, (source) => {
      const { value, hasDigits } = read(source);
      assert.equal(value instanceof Digits ? value.text : String(value), source);
      assert.equal(hasDigits, value instanceof Digits);
      // For an event it becomes a number only where that number is the same one.
      const plain = plainJson(value);
      if (typeof plain === 'string') assert.equal(plain, source);
      else assert.equal(plain, Number(source));
    }),
    { numRuns: 500 },
  );
});

test('every name that an object has twice is found, up to the bound of notices', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.nat(9)), { maxLength: 20 }), (fields) => {
      const { value, notices } = read(`{${fields.map(([key, digit]) => `${JSON.stringify(key)}:${digit}`).join(',')}}`);
      const repeats = fields.length - new Set(fields.map(([key]) => key)).size;
      assert.equal(notices.length, repeats);
      assert.ok(notices.every(({ rule }) => rule === 'duplicate_key'));
      for (const [key] of fields) assert.equal(field(value, key), fields.findLast(([other]) => other === key)?.[1]);
    }),
  );
});

test('text that is nearly JSON is read exactly where JSON.parse reads it, and nothing is thrown', () => {
  fc.assert(
    fc.property(mutatedText(document, '{}[]",:0189.eE+-\\/ \n\t\u0000utrfalsn'), (source) => {
      assert.equal(parseJson(source).ok, isJson(source), source);
    }),
    { numRuns: 1_000 },
  );
});

test('no document changes a prototype', () => {
  fc.assert(
    fc.property(document, (source) => {
      walk(read(source).value);
    }),
  );
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  const planted = read('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}').value;
  assert.equal(field(planted, 'polluted'), undefined);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(asText(plainJson(planted)), '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
});

function walk(value: JsonValue): void {
  for (const item of itemsOf(value)) walk(item);
  if (!isObject(value)) return;
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  for (const inner of Object.values(value)) walk(inner);
}
