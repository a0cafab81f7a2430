import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayBeForeignPage } from '../../src/trust/web-page.ts';

for (const host of [
  '127.0.0.1:8081',
  '127.0.0.1',
  '127.3.2.1:1',
  'localhost:8081',
  'LOCALHOST',
  'localhost.:8081',
  '[::1]:8081',
  '[::1]',
  '[::ffff:127.0.0.1]:8081',
])
  test(`a program on this machine may call ${host}, whatever port it was forwarded from`, () => {
    assert.equal(mayBeForeignPage({ host }), false);
    assert.equal(
      mayBeForeignPage({ host, origin: `http://${host.toLowerCase()}`, 'sec-fetch-site': 'same-origin' }),
      false,
    );
    assert.equal(mayBeForeignPage({ host, origin: 'https://evil.example.com' }), true);
  });

for (const host of [
  undefined,
  '',
  'rebound.example.com:8081',
  '127.0.0.1.example.com',
  'localhost.example.com',
  'localhost..',
  'evil@127.0.0.1',
  '127.0.0.1:8081@evil.example.com',
  '127.0.0.1:port',
  '127.0.0.1:8081, evil.example.com',
  '[::1',
  '::1',
  '[::2]:8081',
  '0.0.0.0:8081',
  '[::]:8081',
  '192.168.1.5:8081',
])
  test(`a Host that is not this machine (${host}) may be a name that a page rebound`, () => {
    assert.equal(mayBeForeignPage({ ...(host === undefined ? {} : { host }) }), true);
  });

for (const origin of [
  'null',
  '',
  'https://evil.example.com',
  'http://localhost:3000',
  'http://127.0.0.1:8081',
  'http://localhost',
  'http://localhost:8081.evil.example.com',
  'http://localhost:8081, http://localhost:8081',
  'file://',
  'chrome-extension://abcdef',
])
  test(`a page of the origin "${origin}" is foreign to localhost:8081`, () => {
    assert.equal(mayBeForeignPage({ host: 'localhost:8081', origin }), true);
  });

test('a page of the listener itself is not foreign, and port 80 need not be written', () => {
  assert.equal(mayBeForeignPage({ host: 'localhost:8081', origin: 'http://localhost:8081' }), false);
  assert.equal(mayBeForeignPage({ host: 'localhost', origin: 'http://localhost:80' }), false);
});

for (const [site, foreign] of [
  ['cross-site', true],
  ['same-site', true],
  ['anything-newer', true],
  ['same-origin', false],
  ['none', false],
] as const)
  test(`a request that says Sec-Fetch-Site: ${site} ${foreign ? 'may be of' : 'is not of'} a foreign page, with or without an Origin`, () => {
    const host = '127.0.0.1:8081';
    assert.equal(mayBeForeignPage({ host, 'sec-fetch-site': site }), foreign);
    assert.equal(mayBeForeignPage({ host, origin: 'http://127.0.0.1:8081', 'sec-fetch-site': site }), foreign);
  });
