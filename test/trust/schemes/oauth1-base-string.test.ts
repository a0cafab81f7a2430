import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baseString,
  baseStringUri,
  encodeText,
  formParameters,
} from '../../../src/trust/schemes/oauth1-base-string.ts';

test('the base string of RFC 5849 §3.4.1.1 comes out as printed there', () => {
  const parameters = [
    ...(formParameters('b5=%3D%253D&a3=a&c%40=&a2=r%20b') ?? []),
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
    ...(formParameters('c2&a3=2+q') ?? []),
  ] as const;
  assert.equal(
    baseString('POST', 'http://example.com/request', parameters),
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
  );
});

test('the URI is that of RFC 5849 §3.4.1.2: host in lower case, default ports dropped, the path as sent', () => {
  const table = {
    'http://EXAMPLE.COM:80/r%20v/X?id=123': 'http://example.com/r%20v/X',
    'https://www.example.net:8080/?q=1': 'https://www.example.net:8080/',
    'HTTPS://Example.com:443': 'https://example.com/',
    'https://example.com:80/': 'https://example.com:80/',
    'https://example.com/a/../b//c': 'https://example.com/a/../b//c',
    'http://[2001:DB8::1]:80/x': 'http://[2001:db8::1]/x',
  };
  for (const [url, uri] of Object.entries(table)) assert.equal(baseStringUri(url), uri);
  for (const url of ['ftp://example.com/', '/push', 'https://', 'https://user@example.com/', ''])
    assert.equal(baseStringUri(url), undefined, url);
});

test('percent-encoding leaves only unreserved characters and writes upper-case hex of UTF-8', () => {
  assert.equal(encodeText("Az09-._~ !*'()/+é€"), 'Az09-._~%20%21%2A%27%28%29%2F%2B%C3%A9%E2%82%AC');
});

test('a query is decoded once, byte by byte, whatever it holds', () => {
  assert.deepEqual(formParameters('a=%2541&&b&=c&d=1=2&e=%zz&f=%FF&g+h=i+%2B'), [
    ['a', '%41'],
    ['b', ''],
    ['', 'c'],
    ['d', '1=2'],
    ['e', '%zz'],
    ['f', '\xff'],
    ['g h', 'i +'],
  ]);
  assert.deepEqual(formParameters(''), []);
});

test('more parameters than a sender can need are refused, not sorted', () => {
  assert.equal(formParameters('a&'.repeat(100_000)), undefined);
});
