import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Digits, parseJson } from '../../src/formats/json.ts';
import {
  decimalText,
  field,
  itemsOf,
  numberOf,
  plainJson,
  textField,
  wholeNumberText,
  withNumbers,
} from '../../src/formats/values.ts';

test('integers come as their digits, from numbers and from strings', () => {
  assert.equal(wholeNumberText(697), '697');
  assert.equal(wholeNumberText('00697'), '697');
  assert.equal(wholeNumberText('1.0'), '1');
  assert.equal(wholeNumberText(new Digits('9223372036854775807')), '9223372036854775807');
  for (const none of [null, undefined, true, 'abc', '', ' 1', new Digits('12.50'), 1.5, [1], {}])
    assert.equal(wholeNumberText(none), undefined);
});

test('decimals come as they were sent', () => {
  assert.equal(decimalText(new Digits('12.50')), '12.50');
  assert.equal(decimalText('19.9500'), '19.9500');
  assert.equal(decimalText(12.5), '12.5');
  for (const none of ['12,50', 'NaN', 'Infinity', '0x10', '', null]) assert.equal(decimalText(none), undefined);
  assert.equal(numberOf('19.9500'), 19.95);
  assert.equal(numberOf(new Digits('1e400')), undefined);
});

test('a value that is not an object has no fields', () => {
  assert.equal(field('text', 'length'), undefined);
  assert.equal(field([1], '0'), undefined);
  assert.equal(field(new Digits('1.0'), 'text'), undefined);
  assert.equal(textField({ a: 1 }, 'a'), undefined);
  assert.deepEqual(itemsOf('abc'), []);
});

test('for an event, digits become a number where none is lost, else a string', () => {
  const read = parseJson(
    '{"a":[12.50,1e3,-0,0.10],"b":9007199254740993,"c":1e400,"__proto__":1.0,"d":0.12345678901234567}',
  );
  assert.ok(read.ok);
  const plain = plainJson(read.value.value);
  assert.equal(
    JSON.stringify(plain),
    '{"a":[12.5,1000,0,0.1],"b":"9007199254740993","c":"1e400","__proto__":1,"d":"0.12345678901234567"}',
  );
  assert.deepEqual(withNumbers([new Digits('9007199254740993')]), [9007199254740992]);
});

test('a number of a million digits is kept as it came, at once', () => {
  const digits = `1.${'0'.repeat(1_000_000)}1`;
  assert.equal(plainJson(new Digits(digits)), digits);
});
