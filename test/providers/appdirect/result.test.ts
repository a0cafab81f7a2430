import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedFormat } from '../../../src/providers/appdirect/accept.ts';
import { parseResult } from '../../../src/providers/appdirect/read-result.ts';
import { jsonResult, type Result, xmlResult } from '../../../src/providers/appdirect/result.ts';
import { example } from './example-files.ts';

const published: readonly (readonly [name: string, result: Result])[] = [
  ['order-success', { success: true, accountIdentifier: 'new-account-identifier' }],
  ['accepted', { success: true, message: 'The event was accepted; its result follows.' }],
];

test('results are written as the contract shows them, in both styles and formats', () => {
  for (const [name, result] of published) {
    for (const [style, suffix] of [
      ['documented', ''],
      ['sdk', '-sdk'],
    ] as const) {
      const file = `result.${name}${suffix}`;
      assert.deepEqual(jsonResult(result, style), JSON.parse(String(example(`${file}.json`))), file);
      assert.equal(xmlResult(result, style), String(example(`${file}.xml`)).trimEnd(), file);
    }
  }
});

test('every published result is read the same, in JSON and XML', () => {
  for (const name of [
    'order-success',
    'order-success-sdk',
    'user-success',
    'error-account-not-found',
    'error-account-not-found-sdk',
  ]) {
    const read = parseResult(example(`result.${name}.json`));
    assert.ok(read, name);
    assert.deepEqual(parseResult(example(`result.${name}.xml`)), read, name);
    assert.equal(typeof read.success, 'boolean');
  }
});

test('a document that is not a result is not read as one', () => {
  for (const text of [
    '',
    'true',
    '[]',
    '{}',
    '{"success":"yes"}',
    '{"success":1}',
    '{"success":true,"accountIdentifier":7}',
    `{"success":true,"message":"${'x'.repeat(1025)}"}`,
    '{"success":true,"message":"\\u0007"}',
    '<event><success>true</success></event>',
    '<result><success>true</success>',
    '<!DOCTYPE result><result><success>true</success></result>',
  ])
    assert.equal(parseResult(Buffer.from(text)), undefined, text.slice(0, 60));
});

test('the best weight decides, the most specific range counts, and a draw is left to the configuration', () => {
  for (const [header, expected] of [
    [undefined, 'otherwise'],
    ['', 'otherwise'],
    ['*/*', 'otherwise'],
    ['application/*', 'otherwise'],
    ['text/html', 'otherwise'],
    ['application/json, application/xml', 'otherwise'],
    ['application/json;q=0, application/xml;q=0', 'otherwise'],
    ['application/json', 'json'],
    ['APPLICATION/JSON; charset=utf-8', 'json'],
    ['application/json;q=0.8, */*;q=0.1', 'json'],
    ['application/xml;q=0.1, application/*', 'json'],
    ['application/json, application/xml;q=0.9', 'json'],
    ['text/html, application/xml;q=0, text/xml;q=0, */*;q=0.2', 'json'],
    ['application/xml', 'xml'],
    ['text/*', 'xml'],
    ['text/xml;charset=utf-8;q=0.2', 'xml'],
    ['application/json;q=0, */*', 'xml'],
    ['application/xml;q=0.9, */*;q=0.8', 'xml'],
    ['application/json;q=2, text/xml;q=0.001', 'xml'],
    ['text/html, image/gif, *; q=.2, */*; q=.2', 'otherwise'],
  ] as const) {
    for (const otherwise of ['json', 'xml'] as const)
      assert.equal(acceptedFormat(header, otherwise), expected === 'otherwise' ? otherwise : expected, header);
  }
});
