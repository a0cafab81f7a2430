import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { ConfigurationError, loadConfiguration } from '../../src/config.ts';
import { paazlSettings } from '../../src/providers/paazl/settings.ts';
import { zettleSettings } from '../../src/providers/zettle/settings.ts';
import { packageRoot } from '../../src/running/package-root.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { env, load, sound } from './write.ts';

test('a sound configuration is read, with its defaults, addresses and durations', (context) => {
  const configuration = load(context, sound);
  assert.equal(configuration.development, false);
  assert.equal(configuration.publicUrl, 'https://hooks.example.com');
  assert.deepEqual(configuration.listen, {
    public: { host: '127.0.0.1', port: 8080 },
    admin: { host: '127.0.0.1', port: 8081 },
    trustedProxies: [],
    clientCertificateHeader: 'x-client-cert',
    keepAliveMs: 650_000,
  });
  assert.deepEqual(configuration.store, { engine: 'sqlite', path: './data/pushdock.db' });
  assert.deepEqual(configuration.policy, {
    offContract: 'deliver',
    rules: {},
    limits: { bodyBytes: 1_048_576, unauthenticatedPerMinute: 600 },
    retention: { messagesMs: 30 * 86_400_000, eventsMs: 30 * 86_400_000, bodiesMs: 30 * 86_400_000 },
  });
  assert.equal(configuration.mocks, undefined);
  assert.deepEqual(configuration.warnings, []);
  const { shipping } = configuration.sources;
  assert.ok(shipping);
  assert.equal(paazlSettings.of(shipping).dedupeWindowMs, 25 * 3_600_000);
  assert.throws(() => zettleSettings.of(shipping), ConfigurationError);
});

test('secrets come from the environment and from files, and lose one line end there', (context) => {
  const file = join(temporaryFolder(context), 'token');
  writeFileSync(file, 'not-a-real-token-from-file\n');
  const { sources } = load(context, sound.replace('{ env: NEXT }', `{ file: ${file} }`));
  assert.ok(sources.shipping);
  const { auth } = paazlSettings.of(sources.shipping);
  assert.ok(auth !== 'none');
  assert.deepEqual(
    auth.bearer?.map((token) => token.reveal()),
    ['not-a-real-token-1', 'not-a-real-token-from-file'],
  );
});

test('a secret does not show however it is printed', (context) => {
  const secret = Secret.of('not-a-real-secret');
  const configuration = load(context, sound);
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    JSON.stringify({ ...secret }),
    JSON.stringify(configuration),
    inspect(configuration, { depth: 9 }),
  ];
  for (const text of printed) assert.doesNotMatch(text, /not-a-real/);
  assert.equal(`${secret} ${JSON.stringify(secret)} ${inspect(secret)}`, '*** "***" Secret(***)');
});

test('PORT and ADMIN_PORT replace the ports of the listeners', (context) => {
  const { listen } = load(context, `listen: { public: '[::]:8080' }${sound}`, { PORT: '9090', ADMIN_PORT: '0' });
  assert.deepEqual(listen.public, { host: '::', port: 9090 });
  assert.deepEqual(listen.admin, { host: '127.0.0.1', port: 0 });
});

test('lists that a Zettle source or a sink leaves out are empty', (context) => {
  const { sources, sinks } = load(
    context,
    `${sound}  pos: { provider: zettle, signingKeys: [ { env: TOKEN } ] }\nsinks: { ledger: { type: file, path: ./events.ndjson } }\n`,
  );
  assert.ok(sources.pos);
  assert.deepEqual(zettleSettings.of(sources.pos).subscriptions, []);
  assert.deepEqual(sinks.ledger?.delivery.filter, { types: [], sources: [], data: {} });
});

test('a setting that is allowed but dangerous is a warning', (context) => {
  const { warnings } = load(
    context,
    `development: true
publicUrl: http://127.0.0.1:8080
sources:
  shipping: { provider: paazl, auth: none, dedupeWindow: 90m }
  pos: { provider: zettle, subscriptions: [ { name: a, events: [], destination: 'https://h.example.com/', contactEmail: a@example.com } ] }
`,
  );
  assert.deepEqual(warnings, [
    'development is on: secrets in the file, plain http, private addresses and an open operator API on loopback are allowed',
    'sources.shipping has auth: none: anyone who knows its URL can push; set a proof under auth',
    'sources.shipping.dedupeWindow is under 24h, and Paazl retries for that long: a late retry becomes a second event; set 24h or more',
    "sources.pos has no signing key yet: only Zettle's TestMessage is answered 200, everything else 401; add signingKeys when Zettle has given you the key",
  ]);
});

test('a fifth provider needs no more than a schema of its own', (context) => {
  const path = join(temporaryFolder(context), 'pushdock.yaml');
  writeFileSync(path, sound.replace(/ {2}shipping.*/, '  toys: { provider: toy, token: { env: TOKEN } }'));
  const schema = {
    type: 'object',
    properties: {
      publicUrl: { type: 'string' },
      admin: { type: 'object' },
      store: { type: 'string', default: 'sqlite:./toy.db' },
      listen: { type: 'object', default: { public: '127.0.0.1:0', admin: '127.0.0.1:0' } },
      sinks: { type: 'object', default: {} },
      policy: { type: 'object', default: { retention: { messages: '30d', events: '30d', bodies: 'forever' } } },
      sources: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { token: { $ref: '#/definitions/Secret' } } },
      },
    },
    definitions: { Secret: { title: 'Secret', type: 'object' } },
  };
  const toys = loadConfiguration(path, env, { schema }).sources.toys;
  assert.ok(toys?.token instanceof Secret);
  assert.equal(toys.token.reveal(), 'not-a-real-token-1');
});

test('both shipped configurations load: the one to try as it is, the commented one with its variables set', (context) => {
  const spec = (name: string) => join(packageRoot(), 'spec', name);
  assert.equal(loadConfiguration(spec('config.try.yaml'), {}).development, true);
  const merchantKey = join(temporaryFolder(context), 'merchant-key');
  writeFileSync(merchantKey, 'not-a-real-merchant-key');
  const told = (name: string) => {
    if (/PORT$/.test(name)) return undefined;
    const value = 'not-a-real-value-of-this-variable';
    if (/_URL$/.test(name)) return 'https://hooks.example.com/of-a-team';
    return /WEBHOOK_SECRET$/.test(name) ? `whsec_${Buffer.from(value).toString('base64')}` : value;
  };
  const named = new Proxy<Record<string, string>>({}, { get: (_, name) => told(String(name)) });
  try {
    loadConfiguration(spec('config.example.yaml'), named);
    assert.fail('the files that it names are not expected to be here');
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    assert.deepEqual(
      error.faults.map((fault) => fault.replace(/^.*config\.example\.yaml:\d+ /, '')),
      [
        'listen.tls.cert: the file /etc/pushdock/tls/fullchain.pem cannot be read (ENOENT); create it or let this user read it',
        'listen.tls.key: the file /etc/pushdock/tls/key.pem cannot be read (ENOENT); create it or let this user read it',
        'listen.tls.clientCa: the file /etc/pushdock/tls/client-ca.pem cannot be read (ENOENT); create it or let this user read it',
        'sources.returns.auth.clientCertificate.ca: the file /etc/pushdock/tls/provider-ca.pem cannot be read (ENOENT); create it or let this user read it',
        'sources.shop.merchantKey: the file /run/secrets/shop-merchant-key cannot be read (ENOENT); create it or let this user read it',
      ],
    );
  }
});
