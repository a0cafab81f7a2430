import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkOauth1, type Oauth1Credential, signOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { RawRequest } from '../../../src/trust/trust.ts';
import { requestWith } from './request.ts';

const credential: Oauth1Credential = { consumerKey: 'market-key', secret: Secret.of('not-a-real-secret') };
const nowMs = 1_767_225_600_000;
const stamp = { timestampSeconds: nowMs / 1000, nonce: 'n-0001' };
const publicUrl = 'https://hooks.example.com/push/appdirect/market';
const query = 'eventUrl=https%3A%2F%2Fmarketplace.example.com%2Fapi%2Fintegration%2Fv1%2Fevents%2F1a2b&x=1&x=0&y=a+b';

function signed(parts: Partial<RawRequest> = {}, how: Partial<Parameters<typeof signOauth1>[2]> = {}): RawRequest {
  const request = requestWith({ method: 'GET', publicUrl, query, ...parts });
  const url = `${request.publicUrl}?${request.query}`;
  return {
    ...request,
    headers: { ...parts.headers, ...signOauth1({ method: request.method, url }, credential, { ...stamp, ...how }) },
  };
}

const verdictOf = (request: RawRequest, atMs = nowMs, as = credential) => {
  const checked = checkOauth1(request, as, atMs);
  return checked.ok ? checked.value.credential : `${checked.code}: ${checked.detail}`;
};
const mapHeader = (request: RawRequest, change: (header: string) => string): RawRequest => ({
  ...request,
  headers: { ...request.headers, authorization: change(request.headers.authorization ?? '') },
});

test("AppDirect's published check value: its signature is accepted, and ours is the same", () => {
  const dummy = { consumerKey: 'Dummy', secret: Secret.of('secret') };
  const url = 'https://www.appdirect.com/rest/api/events/dummyChange';
  const authorization =
    'OAuth realm="", oauth_nonce="72250409", oauth_timestamp="1294966759", oauth_consumer_key="Dummy", oauth_signature_method="HMAC-SHA1", oauth_version="1.0", oauth_signature="IBlWhOm3PuDwaSdxE%2FQu4RKPtVE%3D"';
  const request = requestWith({ method: 'GET', publicUrl: url, headers: { authorization } });
  assert.equal(verdictOf(request, 1_294_966_759_000, dummy), 'oauth1:Dummy');
  const ours = signOauth1({ method: 'GET', url }, dummy, { timestampSeconds: 1_294_966_759, nonce: '72250409' });
  assert.match(ours.authorization, /oauth_signature="IBlWhOm3PuDwaSdxE%2FQu4RKPtVE%3D"/);
});

test('what sign makes, check accepts: both methods, a realm, ports, a form body', () => {
  assert.equal(verdictOf(signed()), 'oauth1:market-key');
  assert.equal(verdictOf(signed({}, { signatureMethod: 'HMAC-SHA256' })), 'oauth1:market-key');
  assert.equal(verdictOf(signed({}, { realm: 'Photos & "more"' })), 'oauth1:market-key');
  assert.equal(verdictOf(signed({ publicUrl: 'http://127.0.0.1:8080/push/appdirect/market' })), 'oauth1:market-key');
  const form = 'b=2&a=%C3%A9';
  const url = `${publicUrl}?${query}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    ...signOauth1({ method: 'POST', url, form }, credential, stamp),
  };
  const posted = requestWith({ method: 'POST', publicUrl, query, headers, bytes: Buffer.from(form) });
  assert.equal(verdictOf(posted), 'oauth1:market-key');
  assert.match(verdictOf({ ...posted, bytes: Buffer.from('b=3&a=%C3%A9') }), /signature does not match/);
});

test('a default port that a proxy writes into the URL does not matter, and neither does the order of the query', () => {
  const request = signed();
  assert.equal(
    verdictOf({ ...request, publicUrl: 'https://HOOKS.example.com:443/push/appdirect/market' }),
    'oauth1:market-key',
  );
  assert.equal(verdictOf({ ...request, query: query.split('&').reverse().join('&') }), 'oauth1:market-key');
});

test('the query is decoded exactly once: an event URL that was encoded twice is another one', () => {
  assert.match(verdictOf({ ...signed(), query: query.replaceAll('%', '%25') }), /signature does not match/);
  const twice = 'eventUrl=https%253A%252F%252Fmarketplace.example.com';
  assert.equal(verdictOf(signed({ query: twice })), 'oauth1:market-key');
});

test('changing any part that is signed is noticed', () => {
  const request = signed();
  const changes: Record<string, RawRequest> = {
    method: { ...request, method: 'POST' },
    path: { ...request, publicUrl: `${publicUrl}2` },
    host: { ...request, publicUrl: publicUrl.replace('hooks', 'books') },
    scheme: { ...request, publicUrl: publicUrl.replace('https', 'http') },
    'query value': { ...request, query: query.replace('1a2b', '1a2c') },
    'query parameter added': { ...request, query: `${query}&z=` },
    'query parameter removed': { ...request, query: query.replace('&x=0', '') },
    'no query': { ...request, query: '' },
    nonce: mapHeader(request, (header) => header.replace('n-0001', 'n-0002')),
    timestamp: mapHeader(request, (header) => header.replace('1767225600', '1767225601')),
    'signature method': mapHeader(request, (header) => header.replace('HMAC-SHA1', 'HMAC-SHA256')),
    signature: mapHeader(request, (header) => header.replace(/oauth_signature="./, 'oauth_signature="%00')),
    'parameter added': mapHeader(request, (header) => `${header}, oauth_callback="oob"`),
  };
  for (const [part, changed] of Object.entries(changes))
    assert.match(verdictOf(changed), /^proof_wrong: the signature does not match/, part);
});

test('another consumer key or secret is wrong', () => {
  assert.match(
    verdictOf(signed(), nowMs, { ...credential, consumerKey: 'other' }),
    /consumer key is not the configured one/,
  );
  assert.match(
    verdictOf(signed(), nowMs, { ...credential, secret: Secret.of('another-secret') }),
    /signature does not match/,
  );
});

test('a timestamp is accepted up to 300 seconds off, either way, and not beyond', () => {
  assert.equal(verdictOf(signed(), nowMs + 300_000), 'oauth1:market-key');
  assert.equal(verdictOf(signed(), nowMs - 300_000), 'oauth1:market-key');
  assert.match(verdictOf(signed(), nowMs + 300_001), /^proof_wrong: oauth_timestamp is 300 s off/);
  assert.match(verdictOf(signed(), nowMs - 300_001), /^proof_wrong: oauth_timestamp is 300 s off/);
});

test('the nonce outlives the window in which its timestamp is accepted, and differs by key, timestamp and nonce', () => {
  const nonceOf = (request: RawRequest, as = credential) => {
    const checked = checkOauth1(request, as, nowMs);
    assert.ok(checked.ok && checked.value.nonce);
    return checked.value.nonce;
  };
  const nonce = nonceOf(signed());
  assert.ok(nonce.expiresAtMs > nowMs + 300_000);
  assert.equal(nonceOf(signed()).key, nonce.key);
  assert.notEqual(nonceOf(signed({}, { nonce: 'n-0002' })).key, nonce.key);
  assert.notEqual(nonceOf(signed({}, { timestampSeconds: stamp.timestampSeconds + 1 })).key, nonce.key);
});

test('version may be left out, an empty token is tolerated, and both are as signed', () => {
  const url = 'https://www.appdirect.com/rest/api/events/dummyChange';
  const dummy = { consumerKey: 'Dummy', secret: Secret.of('secret') };
  // Computed independently: printf '%s' <base string> | openssl dgst -sha1 -hmac 'secret&' -binary | base64
  const authorization =
    'OAuth oauth_consumer_key="Dummy",oauth_nonce="72250409",oauth_signature="9oe7cFrBFN5UONYMqoQ9nU84iIk%3D",oauth_signature_method="HMAC-SHA1",oauth_timestamp="1294966759",oauth_token=""';
  const request = requestWith({ method: 'GET', publicUrl: url, headers: { authorization: authorization } });
  assert.equal(verdictOf(request, 1_294_966_759_000, dummy), 'oauth1:Dummy');
});

test('OAuth parameters that are missing, doubled, foreign or in the wrong place are refused', () => {
  const request = signed();
  const header = (change: (text: string) => string) => verdictOf(mapHeader(request, change));
  assert.equal(verdictOf({ ...request, headers: {} }), 'proof_missing: no Authorization header');
  assert.match(
    header((text) => text.replace('OAuth', 'Bearer')),
    /not of scheme oauth/,
  );
  for (const name of [
    'oauth_consumer_key',
    'oauth_nonce',
    'oauth_signature_method',
    'oauth_timestamp',
    'oauth_signature',
  ])
    assert.match(
      header((text) => text.replace(new RegExp(`,? ?${name}="[^"]*"`), '').replace('OAuth,', 'OAuth')),
      new RegExp(`${name} is missing`),
    );
  assert.match(
    header((text) => `${text}, oauth_nonce="n-0001"`),
    /occurs twice/,
  );
  assert.match(
    header((text) => `${text}, oauth%5Fnonce="n-0001"`),
    /occurs twice/,
  );
  assert.match(
    header((text) => `${text}, ${text}`),
    /not a list of name="value"/,
  );
  assert.match(
    header((text) => text.replace('oauth_version="1.0"', 'oauth_version="2.0"')),
    /oauth_version is not 1.0/,
  );
  assert.match(
    header((text) => text.replace('HMAC-SHA1', 'PLAINTEXT')),
    /neither HMAC-SHA1 nor HMAC-SHA256/,
  );
  assert.match(
    header((text) => `${text}, oauth_token="somebody"`),
    /oauth_token names a token/,
  );
  assert.match(
    header((text) => text.replace('"1767225600"', '"1767225600.0"')),
    /not a positive number/,
  );
  assert.match(
    header((text) => text.replace('n-0001', 'n'.repeat(129))),
    /the nonce is over 128 bytes/,
  );
  assert.match(
    header((text) => `${text}${', a="b"'.repeat(30)}`),
    /too many OAuth parameters/,
  );
  assert.match(
    header((text) => `${text}, a="${'b'.repeat(5000)}"`),
    /over 4096 bytes/,
  );
  assert.match(verdictOf(signed({ query: `${query}&oauth_nonce=n-0001` })), /outside the Authorization header/);
});

test('the header is read as HTTP and RFC 5849 write it', () => {
  const request = signed();
  const header = (change: (text: string) => string) => verdictOf(mapHeader(request, change));
  const list = (request.headers.authorization ?? '').slice('OAuth '.length);
  const parts = list.split(', ');
  for (const [what, authorization] of [
    ['a realm with blanks', `OAuth realm="My Realm", ${list}`],
    ['a realm with commas', `OAuth realm="a, b=\\"c\\", oauth_nonce", ${list}`],
    ['a realm with escapes', `OAuth realm="say \\"hi\\" \\\\", ${list}`],
    ['an empty realm', `OAuth realm="",${list}`],
    ['a realm that is a token', `OAuth realm=photos, ${list}`],
    ['a realm in capitals', `OAuth Realm="x", ${list}`],
    ['a realm at the end', `OAuth ${list}, realm="https://a/?b=c,d"`],
    ['a realm in the middle', `OAuth ${[parts[0], 'realm="m"', ...parts.slice(1)].join(',')}`],
    ['empty list elements', `OAuth ,, ${parts.join(' ,, ,')}, ,`],
    ['blanks around =', `OAuth ${list.replaceAll('=', ' =\t')}`],
    ['tabs between', `OAuth ${parts.join('\t,\t')}`],
    ['no blanks', `OAuth ${parts.join(',')}`],
    ['another order', `OAuth ${[...parts].reverse().join(', ')}`],
    ['values that are tokens', `OAuth ${list.replaceAll('"', '')}`],
    ['the scheme in lower case', `oauth ${list}`],
    ['the scheme in capitals', `OAUTH   ${list}`],
    ['blanks around it all', `  OAuth ${list}  `],
  ] as const)
    assert.equal(
      header(() => authorization),
      'oauth1:market-key',
      what,
    );
});

test('what is no such list is refused, however near it comes', () => {
  const request = signed();
  const list = (request.headers.authorization ?? '').slice('OAuth '.length);
  for (const [what, authorization, why] of [
    ['a realm that does not end', `OAuth ${list}, realm="x`, /not a list/],
    ['two realms', `OAuth realm="a", ${list}, REALM="b"`, /occurs twice/],
    ['no comma', `OAuth ${list.replace(', ', ' ')}`, /not a list/],
    ['a semicolon', `OAuth ${list.replace(', ', '; ')}`, /not a list/],
    ['a name alone', `OAuth ${list}, oauth_extra`, /not a list/],
    ['a blank in a value that is no realm', `OAuth ${list}, a="b c"`, /not a list/],
    ['two headers', `OAuth ${list}, OAuth ${list}`, /not a list/],
    ['parameters within the realm only', `OAuth realm="${list.replaceAll('"', '\\"')}"`, /missing/],
  ] as const)
    assert.match(verdictOf(mapHeader(request, () => authorization)), why, what);
});

test('OAuth parameters may stand in the query or in a form body instead of the header, in one place', () => {
  const decoded = (header: string) =>
    [...header.slice('OAuth '.length).matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`);
  const headerOf = (url: string, method: string, form?: string) =>
    signOauth1({ method, url, ...(form !== undefined && { form }) }, credential, stamp).authorization;
  const own = decoded(headerOf(`${publicUrl}?${query}`, 'GET')).join('&');
  const inQuery = requestWith({ method: 'GET', publicUrl, query: `${query}&${own}` });
  assert.equal(verdictOf(inQuery), 'oauth1:market-key');
  assert.equal(verdictOf({ ...inQuery, query: `${own}&${query}` }), 'oauth1:market-key');
  assert.match(verdictOf({ ...inQuery, query: `${query.replace('1a2b', '1a2c')}&${own}` }), /signature does not match/);
  assert.match(verdictOf({ ...inQuery, query: `${query}&${own}&oauth_nonce=n-0001` }), /occurs twice/);
  assert.match(verdictOf({ ...inQuery, headers: signed().headers }), /outside the Authorization header/);

  const formOwn = decoded(headerOf(`${publicUrl}?${query}`, 'POST', 'b=2')).join('&');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const inForm = requestWith({ method: 'POST', publicUrl, query, headers, bytes: Buffer.from(`b=2&${formOwn}`) });
  assert.equal(verdictOf(inForm), 'oauth1:market-key');
  assert.match(verdictOf({ ...inForm, query: `${query}&oauth_version=1.0` }), /in the query and in the body/);
  assert.match(verdictOf({ ...inForm, headers: {} }), /proof_missing/);
  // A body that is no form is not read, so what stands in it is nothing.
  assert.match(verdictOf({ ...inForm, headers: { 'content-type': 'text/plain' } }), /proof_missing/);
});

test('only an absolute http or https URL can be signed', () => {
  assert.throws(() => signOauth1({ method: 'GET', url: '/events/1' }, credential, stamp), RangeError);
});
