import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Digits, type JsonDocument, parseJson, readJson } from '../../src/formats/json.ts';
import { field } from '../../src/formats/values.ts';

function document(text: string): JsonDocument {
  const read = parseJson(text);
  assert.ok(read.ok, text);
  return read.value;
}
const rule = (text: string, limits = {}) => {
  const read = parseJson(text, limits);
  return read.ok ? 'read' : read.finding.rule;
};

test('a document that JSON.parse reads without loss is read the same', () => {
  for (const text of [
    'null',
    ' true ',
    '\t[]\r\n',
    '{"a":[1,-2.5,0,"x",{"b":{}}],"":null}',
    '"\\u20ac\\n\\"\\\\\\/\\b\\f\\r\\t\\ud83d\\ude00"',
    '{"a b":"\u2028 caf\u00e9 \ud83d\ude00"}',
    '[[[[]]]]',
    '1234567890123',
    '"\u007f"',
  ]) {
    assert.deepEqual(document(text), { value: JSON.parse(text), notices: [], hasDigits: false });
  }
});

test('a document that JSON.parse refuses is refused', () => {
  const wrong = [
    ...[
      '',
      ' ',
      '{',
      '[',
      '"',
      '"a',
      '{"a"',
      '{"a":',
      '{"a":1',
      '{"a":1,',
      '[1',
      '[1,',
      'tru',
      'nul',
      '-',
      '{"a":1}}',
      '[1]x',
      '1 2',
    ],
    ...[
      '{a:1}',
      "{'a':1}",
      '{"a":1,}',
      '[1,]',
      '[,1]',
      '{,}',
      '01',
      '+1',
      '1.',
      '.5',
      '1e',
      '0x10',
      'NaN',
      'Infinity',
      '-Infinity',
      'undefined',
    ],
    ...[
      '"\\x41"',
      '"\\u12"',
      '"\\u12g4"',
      '"\\',
      '"\t"',
      '"\n"',
      '"\u0000"',
      '\u0000',
      '{}\u0000',
      '// c\n1',
      '/* c */1',
      '\u00a01',
      '"\\u',
      '\ufeff1',
    ],
  ];
  for (const text of wrong) {
    assert.throws(() => JSON.parse(text), text);
    assert.equal(rule(text), 'json_malformed', JSON.stringify(text));
  }
});

test('a fault is named with line and column, without quoting the message', () => {
  const read = parseJson('{\n  "secret": "abc",\n  oops\n}');
  assert.ok(!read.ok);
  assert.deepEqual(read.finding, {
    rule: 'json_malformed',
    detail: 'Not JSON that we read: a name is expected (line 3, column 3).',
    line: 3,
  });
});

test('every beginning of a document is refused', () => {
  const text = '{"a":[1,{"b":"\\u20ac"}],"c":true}';
  for (let length = 0; length < text.length; length += 1) assert.equal(rule(text.slice(0, length)), 'json_malformed');
});

test('numbers that JavaScript would print differently keep their text', () => {
  for (const text of [
    '9007199254740993',
    '-9223372036854775808',
    '12.50',
    '1e3',
    '1E400',
    '0.10',
    '-0',
    '123456789.123456789012345678',
  ]) {
    const { value, hasDigits } = document(`{"n":${text}}`);
    assert.deepEqual(field(value, 'n'), new Digits(text));
    assert.equal(hasDigits, true);
  }
  assert.equal(document('9007199254740991').value, 9007199254740991);
  assert.equal(document('0.1').value, 0.1);
});

test('of equal names the last counts, and each repetition is told with its place', () => {
  const { value, notices } = document('{"a":1,"b":[{"x/y":1,"x/y":2}],"a":3,"\\u0061":4}');
  assert.deepEqual(value, { a: 4, b: [{ 'x/y': 2 }] });
  assert.deepEqual(notices, [
    { rule: 'duplicate_key', path: '/b/0/x~1y' },
    { rule: 'duplicate_key', path: '/a' },
    { rule: 'duplicate_key', path: '/a' },
  ]);
});

test('notices are bounded', () => {
  assert.equal(document(`{${'"a":1,'.repeat(1_000)}"a":1}`).notices.length, 50);
});

test('__proto__ is a name like any other', () => {
  const { value, notices } = document(
    '{"__proto__":{"admin":true},"constructor":1,"toString":2,"a":{"__proto__":1,"__proto__":2}}',
  );
  assert.deepEqual(field(value, '__proto__'), { admin: true });
  assert.equal(field(value, 'admin'), undefined);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.equal(field({}, 'constructor'), undefined);
  assert.equal(({} as { admin?: unknown }).admin, undefined);
  assert.deepEqual(notices, [{ rule: 'duplicate_key', path: '/a/__proto__' }]);
  assert.equal(JSON.stringify(value).startsWith('{"__proto__":{"admin":true}'), true);
});

test('half of a surrogate pair becomes a replacement character, and is reported', () => {
  const { value, notices } = document('{"a":"x\\ud800y","b":"\\ud83d\\ude00","c":"\\udc00"}');
  assert.deepEqual(value, { a: 'x\ufffdy', b: '\ud83d\ude00', c: '\ufffd' });
  assert.deepEqual(notices, [
    { rule: 'lone_surrogate', path: '/a' },
    { rule: 'lone_surrogate', path: '/c' },
  ]);
});

test('nesting and size are bounded', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  assert.equal(rule(nested(64)), 'read');
  assert.equal(rule(nested(65)), 'json_too_deep');
  assert.equal(rule('['.repeat(1_000_000)), 'json_too_deep');
  assert.equal(rule('{"a":'.repeat(100_000)), 'json_too_deep');
  assert.equal(rule('[1,2,3]', { values_max: 3 }), 'json_too_large');
  assert.equal(rule('"12345"', { text_units_max: 6 }), 'json_too_large');
});

test('bytes are decoded strictly first', () => {
  const read = readJson(Buffer.from('{"a":"\u00e9"}', 'latin1'));
  assert.ok(!read.ok);
  assert.equal(read.finding.rule, 'encoding_invalid');
});
