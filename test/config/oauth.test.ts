/** What the configuration says of OAuth 2, both ways. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appdirectSettings } from '../../src/providers/appdirect/settings.ts';
import { faultsOf, load, sound } from './write.ts';

const key = { KEY: 'not-a-real-signing-key-of-32-bytes-or-more', OLD_KEY: 'not-a-real-signing-key-of-32-bytes-too' };
const market = (name: string, over: { auth?: string; outbound?: string } = {}) =>
  `  ${name}: { provider: appdirect, auth: { ${over.auth ?? 'oauth2: { clients: [ { id: c, secret: { env: TOKEN } } ] }'} }, ` +
  `eventHosts: [ m.example.com ], outbound: { ${over.outbound ?? 'oauth2: { clientId: k, clientSecret: { env: TOKEN } }'} }, ` +
  `responder: { mode: http, url: "https://r.example.com/x" } }\n`;
const withSource = (...sources: string[]) => sound.trimStart().replace(/^ {2}shipping: .*\n/m, sources.join(''));

test('a source with clients and an outbound client is read, with an hour as the life of a token', (context) => {
  const { sources, oauth } = load(context, withSource(market('one')), key);
  assert.ok(sources.one);
  const { auth, outbound } = appdirectSettings.of(sources.one);
  assert.ok(auth !== 'none' && auth.oauth2 && outbound !== 'none');
  assert.equal(auth.oauth2.ttlMs, 3_600_000);
  assert.deepEqual(
    auth.oauth2.clients.map(({ id, secret }) => [id, secret.reveal()]),
    [['c', 'not-a-real-token-1']],
  );
  assert.equal(outbound.oauth2?.clientSecret.reveal(), 'not-a-real-token-1');
  assert.deepEqual(oauth, {});
});

test('signing keys are read in their order, and a short one is refused', (context) => {
  const keys = (list: string) => `${withSource(market('one'))}oauth: { signingKeys: [ ${list} ] }\n`;
  const { oauth } = load(context, keys('{ env: KEY }, { env: OLD_KEY }'), key);
  assert.deepEqual(
    oauth.signingKeys?.map((secret) => secret.reveal()),
    [key.KEY, key.OLD_KEY],
  );
  assert.deepEqual(faultsOf(context, keys('{ env: KEY }, { env: TOKEN }'), key), [
    'pushdock.yaml:5 oauth.signingKeys[1]: the secret has 18 bytes and at least 32 are needed; use a longer one (openssl rand -hex 32)',
  ]);
  assert.match(faultsOf(context, keys(''), key).join(), /oauth\.signingKeys: has too few entries/);
});

test('one client id leads to one source; within it, it may have two secrets', (context) => {
  assert.deepEqual(faultsOf(context, withSource(market('one'), market('two'))), [
    'pushdock.yaml:5 sources.two.auth.oauth2.clients[0].id: is a client id of sources.one too, and a token is valid for one source; give each source its own clients',
  ]);
  const both = 'oauth2: { clients: [ { id: c, secret: { env: TOKEN } }, { id: c, secret: { env: NEXT } } ] }';
  assert.deepEqual(faultsOf(context, withSource(market('one', { auth: both }))), []);
});

test('two proofs that would need the same Authorization header are refused', (context) => {
  const auth =
    'basic: { user: u, password: { env: TOKEN } }, oauth2: { clients: [ { id: c, secret: { env: TOKEN } } ] }';
  assert.deepEqual(faultsOf(context, withSource(market('one', { auth }))), [
    'pushdock.yaml:4 sources.one.auth: demands oauth2 and basic at once, and a request has one Authorization header; keep one of them',
  ]);
});

test('a list of addresses is used beside a proof, never instead of one', (context) => {
  const beside = 'basic: { user: u, password: { env: TOKEN } }, addresses: [ 203.0.113.0/24 ]';
  assert.deepEqual(faultsOf(context, withSource(market('one', { auth: beside }))), []);
  assert.deepEqual(faultsOf(context, withSource(market('one', { auth: 'addresses: [ 203.0.113.0/24 ]' }))), [
    'pushdock.yaml:4 sources.one.auth: names no proof; add oauth2, oauth1 or basic',
  ]);
  assert.match(
    faultsOf(context, withSource(market('one', { auth: beside.replace('/24', '/64') }))).join(),
    /sources\.one\.auth\.addresses\[0\]/,
  );
});

test('a token lives between a minute and a day', (context) => {
  const lives = (ttl: string) =>
    faultsOf(
      context,
      withSource(market('one', { auth: `oauth2: { clients: [ { id: c, secret: { env: TOKEN } } ], ttl: ${ttl} }` })),
    );
  for (const ttl of ['60s', '1m', '24h', '1d']) assert.deepEqual(lives(ttl), [], ttl);
  for (const ttl of ['59s', '25h', '2d'])
    assert.deepEqual(lives(ttl), [
      'pushdock.yaml:4 sources.one.auth.oauth2.ttl: is not between 1m and 24h; choose a value in between, such as 1h',
    ]);
});

test("the secret of our client goes to one of the source's event hosts only", (context) => {
  const at = (tokenUrl: string) =>
    faultsOf(
      context,
      withSource(
        market('one', { outbound: `oauth2: { clientId: k, clientSecret: { env: TOKEN }, tokenUrl: "${tokenUrl}" }` }),
      ),
    );
  assert.deepEqual(at('https://m.example.com/oauth2/token'), []);
  assert.deepEqual(at('https://m.example.com:443/another/path'), []);
  for (const [url, why] of [
    ['https://evil.example.com/oauth2/token', /not on the list of event hosts; add the host to eventHosts/],
    ['https://m.example.com:8443/oauth2/token', /not on the list of event hosts/],
    ['http://m.example.com/oauth2/token', /plain http is allowed in development only/],
  ] as const)
    assert.match(at(url).join(), why);
});

test('an outbound block has one of its two credentials', (context) => {
  const both =
    'oauth2: { clientId: k, clientSecret: { env: TOKEN } }, oauth1: { consumerKey: k, secret: { env: TOKEN } }';
  assert.match(faultsOf(context, withSource(market('one', { outbound: both }))).join(), /sources\.one\.outbound/);
  assert.match(faultsOf(context, withSource(market('one', { outbound: '' }))).join(), /sources\.one\.outbound/);
});
