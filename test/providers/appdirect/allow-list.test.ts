import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admitEventUrl, admitMarketplaceBase } from '../../../src/providers/appdirect/allow-list.ts';

const rules = { hosts: ['marketplace.example.com', 'Other.example.com:8443', '[2001:db8::1]'], development: false };
const host = 'https://marketplace.example.com';
const verdictOf = (url: string, development = false) => {
  const admitted = admitEventUrl(url, { ...rules, development });
  return admitted.ok ? admitted.value : admitted.sentence;
};

test('both documented paths on a listed host are admitted and taken apart', () => {
  assert.deepEqual(verdictOf(`${host}/api/integration/v1/events/1a2b-3c4d`), {
    token: '1a2b-3c4d',
    marketplaceBase: host,
    url: `${host}/api/integration/v1/events/1a2b-3c4d`,
  });
  assert.deepEqual(verdictOf('https://other.example.com:8443/rest/api/events/dummyOrder'), {
    token: 'dummyOrder',
    marketplaceBase: 'https://other.example.com:8443',
    url: 'https://other.example.com:8443/rest/api/events/dummyOrder',
  });
});

test('host names count in any case, and 443 is the port of a host without one', () => {
  for (const url of [
    'HTTPS://MARKETPLACE.example.com/api/integration/v1/events/t',
    `${host}:443/api/integration/v1/events/t`,
  ])
    assert.equal(
      typeof verdictOf(url) === 'object' && JSON.stringify(verdictOf(url)),
      JSON.stringify({ token: 't', marketplaceBase: host, url: `${host}/api/integration/v1/events/t` }),
    );
  assert.equal(typeof verdictOf('https://[2001:db8::1]/rest/api/events/t'), 'object');
});

test('everything else is refused with a sentence, and never repaired into something that passes', () => {
  const notUrl = 'the event URL is not an absolute URL of scheme, host and path';
  const notListed = 'the host of the event URL is not on the list of event hosts';
  const otherPath =
    'the path of the event URL is neither /api/integration/v1/events/{token} nor /rest/api/events/{token}';
  const odd = 'the event URL has a query, a fragment or an encoded character';
  const table: Record<string, string> = {
    '': notUrl,
    '/api/integration/v1/events/t': notUrl,
    '//marketplace.example.com/api/integration/v1/events/t': notUrl,
    'https:marketplace.example.com/api/integration/v1/events/t': notUrl,
    'http://marketplace.example.com/api/integration/v1/events/t': 'the event URL is not https',
    'file://marketplace.example.com/api/integration/v1/events/t': 'the event URL is not https',
    'https://evil.example.com/api/integration/v1/events/t': notListed,
    'https://marketplace.example.com.evil.example/api/integration/v1/events/t': notListed,
    'https://marketplace.example.com./api/integration/v1/events/t': notListed,
    'https://marketplace.example.com:8443/api/integration/v1/events/t': notListed,
    'https://other.example.com/api/integration/v1/events/t': notListed,
    'https://127.0.0.1/api/integration/v1/events/t': notListed,
    'https://2130706433/api/integration/v1/events/t': notListed,
    'https://0177.0.0.1/api/integration/v1/events/t': notListed,
    'https://0x7f.1/api/integration/v1/events/t': notListed,
    'https://[::ffff:127.0.0.1]/api/integration/v1/events/t': notListed,
    'https://marketplace.example.com@evil.example.com/api/integration/v1/events/t': notUrl,
    'https://user:pass@marketplace.example.com/api/integration/v1/events/t': notUrl,
    'https://marketplace.example.com\\@evil.example.com/api/integration/v1/events/t': notUrl,
    'https://marketplace.example.com\t/api/integration/v1/events/t': notUrl,
    ' https://marketplace.example.com/api/integration/v1/events/t': notUrl,
    'https://marketplace.example.com': otherPath,
    [`${host}/api/integration/v1/events/`]: otherPath,
    [`${host}/api/integration/v1/events/t/`]: otherPath,
    [`${host}/api/integration/v1/events/t/result`]: otherPath,
    [`${host}/api/integration/v1/events/..`]: otherPath,
    [`${host}/api/integration/v1/events/x/../t`]: otherPath,
    [`${host}/api/integration/v2/events/t`]: otherPath,
    [`${host}/API/integration/v1/events/t`]: otherPath,
    [`${host}/api/integration/v1/events/${'t'.repeat(129)}`]: otherPath,
    [`${host}/api/integration/v1/events/t;v=1`]: otherPath,
    [`${host}/api/integration/v1/events/t?a=b`]: odd,
    [`${host}/api/integration/v1/events/t#a`]: odd,
    [`${host}/api/integration/v1/events/%2e%2e`]: odd,
    [`${host}/api/integration/v1/events\\t`]: odd,
    [`${host}/api/integration/v1/events/t${'/'.repeat(3000)}`]: 'the event URL is over 2048 bytes',
  };
  for (const [url, sentence] of Object.entries(table)) assert.equal(verdictOf(url), sentence, url.slice(0, 90));
});

test('development admits http, and only for hosts that are listed with that port', () => {
  const stand = { hosts: ['127.0.0.1:4013'], development: true };
  const url = 'http://127.0.0.1:4013/api/integration/v1/events/t';
  assert.equal(admitEventUrl(url, stand).ok, true);
  assert.equal(admitEventUrl(url, { ...stand, development: false }).ok, false);
  assert.equal(admitEventUrl(url.replace('4013', '4014'), stand).ok, false);
  assert.equal(
    verdictOf('http://marketplace.example.com/api/integration/v1/events/t', true),
    'the host of the event URL is not on the list of event hosts',
  );
});

test('a result is posted to a listed marketplace only, with or without a trailing slash', () => {
  assert.deepEqual(admitMarketplaceBase(`${host}/`, rules), { ok: true, value: { marketplaceBase: host } });
  assert.equal(admitMarketplaceBase(host, rules).ok, true);
  for (const url of [
    'https://evil.example.com',
    `${host}/api`,
    `${host}?x`,
    'http://marketplace.example.com',
    `${host}@evil.example.com`,
    '',
  ])
    assert.equal(admitMarketplaceBase(url, rules).ok, false, url);
});
