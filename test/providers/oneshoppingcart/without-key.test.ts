import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesWithoutKey, textWithoutKey } from '../../../src/providers/oneshoppingcart/account-api.ts';
import { Secret } from '../../../src/trust/secrets.ts';

const key = 'ab12&<"é %cd34';
const secret = Secret.of(key);

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const numbers = (text: string) => [...text].map((one) => (/\w/.test(one) ? one : `&#${one.codePointAt(0)};`)).join('');
const url = encodeURIComponent;
const form = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const ascii = (text: string) =>
  json(text).replaceAll(/[^\x20-\x7e]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);

const ways: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['as XML', xml],
  ['as XML within XML', (text) => xml(xml(text))],
  ['as XML within XML within XML', (text) => xml(xml(xml(text)))],
  ['in numbers', numbers],
  ['in a URL', url],
  ['in a URL within a URL', (text) => url(url(text))],
  ['in a form', form],
  ['as JSON', json],
  ['as JSON in ASCII', ascii],
  ['as JSON within JSON', (text) => json(json(text))],
  ['as XML within JSON', (text) => json(xml(text))],
];

for (const [name, write] of ways)
  test(`a key that is quoted ${name} is taken out of text and bytes, and nothing else is`, () => {
    const said = `before ${write(key)} after`;
    assert.equal(textWithoutKey(said, secret), 'before *** after');
    assert.equal(Buffer.from(bytesWithoutKey(Buffer.from(said), secret)).toString(), 'before *** after');
    const wide = Buffer.from(bytesWithoutKey(Buffer.from(said, 'utf16le'), secret)).toString('latin1');
    assert.doesNotMatch(wide, /a\0b|c\0d/);
  });

test('half a key, and another key, are not removed', () => {
  assert.equal(textWithoutKey('ab12 cd34 ab12xcd34', secret), 'ab12 cd34 ab12xcd34');
});
