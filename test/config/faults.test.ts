import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigurationError, loadConfiguration } from '../../src/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { faultsOf, sound } from './write.ts';

const production = sound.trimStart();
/** `source` as the only one, on line 4. */
const withSource = (source: string) => production.replace(/^ {2}shipping: .*$/m, `  one: ${source}`);
const market = (change: (text: string) => string) =>
  withSource(
    change(
      '{ provider: appdirect, auth: { basic: { user: u, password: { env: TOKEN } } }, eventHosts: [ m.example.com ], outbound: { oauth1: { consumerKey: k, secret: { env: TOKEN } } }, responder: { mode: http, url: "https://r.example.com/x" } }',
    ),
  );

test('the configurations that the faults below are made from have none', (context) => {
  assert.deepEqual(faultsOf(context, production), []);
  assert.deepEqual(
    faultsOf(
      context,
      market((text) => text),
    ),
    [],
  );
});

test('all faults are listed at once, in the order of the file, each with line, path and cure', (context) => {
  const faults = faultsOf(
    context,
    `developmnt: true
publicUrl: https://hooks.example.com/
admin: { tokens: [ { name: on-call, secret: { env: MISSING } } ] }
sources:
  shipping:
    provider: paazl
    auth:
      bearer:
        - { env: TOKEN }
        - { env: SHORT }
    dedupewindow: 25h
  Shop:
    provider: payzl
  pos:
    provider: zettle
  till:
    auth: none
policy: { offContract: hodl, limits: { bodyBytes: 12 } }
`,
  );
  assert.deepEqual(faults, [
    'pushdock.yaml:1 developmnt: is an unknown key; did you mean development?',
    'pushdock.yaml:2 publicUrl: does not have the required form; correct it (What providers call), such as https://hooks.example.com',
    'pushdock.yaml:3 admin.tokens[0].secret: the environment variable MISSING is not set; set it before starting',
    'pushdock.yaml:11 sources.shipping.dedupewindow: is an unknown key; did you mean dedupeWindow?',
    'pushdock.yaml:12 sources.Shop: cannot be a name here; use lower-case letters, digits and hyphens, at most 63, beginning with a letter or digit',
    'pushdock.yaml:13 sources.Shop.provider: has a value that is not known; did you mean paazl?',
    'pushdock.yaml:14 sources.pos.signingKeys: is missing, so no push could be proven; add signingKeys, or declare subscriptions, or write auth: none',
    'pushdock.yaml:16 sources.till.provider: is missing; add it, one of paazl, oneshoppingcart, zettle, appdirect',
    'pushdock.yaml:18 policy.offContract: has a value that is not known; did you mean hold?',
    'pushdock.yaml:18 policy.limits.bodyBytes: is too small; write at least 1024 (The largest body that is read, in bytes)',
  ]);
});

test('a store of an engine that there is not is told which there are, and nothing of credentials', (context) => {
  assert.deepEqual(
    faultsOf(context, 'store: mysql://db.example.com/pushdock\nsources: {}\nsinks: {}\n').filter((fault) =>
      fault.includes(' store: '),
    ),
    [
      'pushdock.yaml:1 store: has none of the forms that are allowed here; correct it (Where messages, events and deliveries are kept), such as sqlite:./data/pushdock.db',
    ],
  );
});

test('each wrong form is named for what it is', (context) => {
  const table: Record<string, string> = {
    '{ provider: paazl }': '.auth: is missing; add it',
    '{ provider: paazl, auth: nine }':
      '.auth: has none of the forms that are allowed here; write the word none or a map of credentials (How Paazl proves itself)',
    '{ provider: paazl, auth: { bearrer: [] } }': '.auth.bearrer: is an unknown key; did you mean bearer?',
    '{ provider: paazl, auth: { bearer: { env: TOKEN } } }':
      '.auth.bearer: is a map and must be a list; change it (The tokens entered at Paazl)',
    '{ provider: paazl, auth: { bearer: [] } }':
      '.auth.bearer: has too few entries; write at least 1 (The tokens entered at Paazl)',
    '{ provider: paazl, auth: { bearer: [ { envv: TOKEN } ] } }':
      '.auth.bearer[0]: is not a secret; write { env: NAME } or { file: path } with exactly one of the two',
    '{ provider: paazl, auth: { bearer: [ { env: TOKEN } ] }, dedupeWindow: 1 day }':
      '.dedupeWindow: does not have the required form; correct it (How long the same bytes count as a repeat), such as 25h',
    '{ provider: oneshoppingcart, key: { env: TOKEN }, merchantKey: { env: TOKEN }, merchantId: 118303 }':
      '.merchantId: is a number and must be a text (put it in quotes); change it (The merchant id)',
    '{ provider: zettle, auth: none, signingKeys: [ { env: TOKEN } ] }':
      '.auth: is none although signingKeys is set, which would then prove nothing; remove one of the two',
    paazl: ': is a text and must be a map; change it (A configured instance of a provider)',
  };
  for (const [source, fault] of Object.entries(table)) {
    const faults = faultsOf(context, withSource(source));
    assert.ok(faults.includes(`pushdock.yaml:4 sources.one${fault}`), `${source}\n${faults.join('\n')}`);
  }
});

test('a source may be called by a number', (context) => {
  const faults = faultsOf(context, production.replace('shipping: {', '1: { dedupewindow: 25h,'));
  assert.deepEqual(faults, ['pushdock.yaml:4 sources.1.dedupewindow: is an unknown key; did you mean dedupeWindow?']);
});

test('a secret that is absent, empty, short, plain or not fit for its place is refused, and its text is not repeated', (context) => {
  const bearer = (secret: string) => withSource(`{ provider: paazl, auth: { bearer: [ ${secret} ] } }`);
  const place = 'pushdock.yaml:4 sources.one.auth.bearer[0]: ';
  const only = (text: string) => faultsOf(context, text);
  assert.deepEqual(only(bearer('{ env: MISSING }')), [
    `${place}the environment variable MISSING is not set; set it before starting`,
  ]);
  assert.deepEqual(only(bearer('{ env: EMPTY }')), [
    `${place}the environment variable EMPTY is empty; give it a value`,
  ]);
  assert.deepEqual(only(bearer('{ env: SHORT }')), [
    `${place}the secret has 5 bytes and at least 16 are needed; use a longer one (openssl rand -hex 32)`,
  ]);
  assert.deepEqual(only(bearer('{ file: /nonexistent/token }')), [
    `${place}the file /nonexistent/token cannot be read (ENOENT); create it or let this user read it`,
  ]);
  assert.deepEqual(only(bearer('written-in-the-file-itself')), [
    `${place}is a secret written in the file; put it into an environment variable or a file and write { env: NAME } or { file: path }`,
  ]);
  assert.deepEqual(only(bearer('{ env: SPACED }')), [
    `${place}contains a blank or a character that is not ASCII, which a bearer token cannot have; remove it (a stray line end in the file?)`,
  ]);
  assert.deepEqual(
    only(
      withSource('{ provider: oneshoppingcart, key: { env: SPACED }, merchantId: "1", merchantKey: { env: TOKEN } }'),
    ),
    [
      'pushdock.yaml:4 sources.one.key: contains a character that a URL would have to encode; use letters, digits and . _ ~ - only (openssl rand -hex 32)',
    ],
  );
});

test('a secret that a provider issued may be shorter than one that we choose', (context) => {
  const faults = faultsOf(
    context,
    market((text) => text.replace('secret: { env: TOKEN }', 'secret: { env: EIGHT }')),
    { EIGHT: '12345678' },
  );
  assert.deepEqual(faults, []);
});

/** The sound configuration has a publicUrl of https. */
const exposed = 'development: true\nexposeDevelopment: true\n';

test('production refuses what only development may do, and development allows it', (context) => {
  const shop = (base: string) =>
    withSource(
      `{ provider: oneshoppingcart, key: { env: TOKEN }, merchantId: "1", merchantKey: { env: TOKEN }, apiBase: "${base}" }`,
    );
  const only = 'is allowed in development only;';
  const rest = 'or set development: true on a machine that is not production';
  const onPublic = `a private or loopback address ${only} use the public host, ${rest}`;
  const table: readonly (readonly [string, string])[] = [
    [shop('http://api.example.com'), `sources.one.apiBase: plain http ${only} use https, ${rest}`],
    [shop('https://127.0.0.1:4014'), `sources.one.apiBase: ${onPublic}`],
    [shop('https://[::1]'), `sources.one.apiBase: ${onPublic}`],
    [shop('https://localhost'), `sources.one.apiBase: ${onPublic}`],
    [shop('https://2130706433'), `sources.one.apiBase: ${onPublic}`],
    [market((text) => text.replace('m.example.com', '"10.0.0.1:8443"')), `sources.one.eventHosts[0]: ${onPublic}`],
    [market((text) => text.replace('m.example.com', 'localhost')), `sources.one.eventHosts[0]: ${onPublic}`],
    [
      market((text) => text.replace('https://r', 'http://r')),
      `sources.one.responder.url: plain http ${only} use https, ${rest}`,
    ],
    [
      market((text) => text.replace('mode: http, url: "https://r.example.com/x"', 'mode: auto')),
      `sources.one.responder.mode: auto ${only} write http, module or async, ${rest}`,
    ],
    [
      market((text) => text.replace(/outbound: .* responder/, 'outbound: none, responder')),
      `sources.one.outbound: none ${only} write a map with oauth1 or oauth2, ${rest}`,
    ],
  ];
  for (const [text, fault] of table) {
    assert.deepEqual(faultsOf(context, text), [`pushdock.yaml:4 ${fault}`]);
    assert.deepEqual(faultsOf(context, `${text}${exposed}`), [], fault);
  }
  assert.deepEqual(faultsOf(context, `${production}mocks: 4010\n`), [
    `pushdock.yaml:5 mocks: ${only} remove it, ${rest}`,
  ]);
});

test('the mocks beside a gateway take any free port, because they learn it when it is bound', (context) => {
  const text = `${production}listen: { public: "127.0.0.1:0" }\nmocks: 4010\n${exposed}`;
  assert.deepEqual(faultsOf(context, text), []);
});

test('the operator API needs a token, except in development on loopback', (context) => {
  const without = production.split('\n').slice(1).join('\n');
  assert.deepEqual(faultsOf(context, without), [
    'pushdock.yaml:1 admin: is missing, and the operator API needs a token; add admin: { tokens: [ { name: on-call, secret: { env: NAME } } ] }',
  ]);
  assert.deepEqual(faultsOf(context, `${without}${exposed}`), []);
  assert.deepEqual(faultsOf(context, `${without}${exposed}listen: { admin: "0.0.0.0:8081" }\n`), [
    'pushdock.yaml:6 listen.admin: is not on loopback, so the operator API needs a token even in development; add admin.tokens or use 127.0.0.1',
  ]);
});

test('a development gateway that could be reached from elsewhere is refused unless exposeDevelopment says so', (context) => {
  const local = production.replace(/publicUrl: .*\n/, '');
  const cure = 'take development out, say exposeDevelopment: true if it is meant, or';
  for (const [text, fault] of [
    ...['0.0.0.0:8080', '[::]:8080', '192.168.1.5:8080', 'hooks.example.com:8080'].map((address) => [
      `listen: { public: "${address}" }\n`,
      `listen.public: is beyond loopback under development: true, so strangers could reach a gateway that believes too much; ${cure} listen on 127.0.0.1`,
    ]),
    ...['https://hooks.example.com', 'https://abc.tunnel.example/base'].map((url) => [
      `publicUrl: ${url}\n`,
      `publicUrl: is https under development: true, so strangers could reach a gateway that believes too much; ${cure} remove publicUrl`,
    ]),
  ] as [string, string][]) {
    const [found, ...others] = faultsOf(context, `development: true\n${local}${text}`);
    assert.equal(found?.replace(/^pushdock\.yaml:\d+ /, ''), fault);
    assert.deepEqual(others, []);
    assert.deepEqual(faultsOf(context, `${exposed}${local}${text}`), []);
  }
  for (const text of [
    'listen: { public: "127.0.0.1:8080" }',
    'listen: { public: "[::1]:0" }',
    'publicUrl: http://127.0.0.1:8080',
    'publicUrl: https://localhost:8443',
  ])
    assert.deepEqual(faultsOf(context, `development: true\n${local}${text}\n`), [], text);
  assert.deepEqual(faultsOf(context, `${production}exposeDevelopment: true\n`), [
    'pushdock.yaml:5 exposeDevelopment: has no meaning without development: true; remove it',
  ]);
});

test('an idle connection is kept for a time from a second to a day', (context) => {
  for (const keepAlive of ['0s', '25h', '999999d'])
    assert.deepEqual(faultsOf(context, `${production}listen: { keepAlive: ${keepAlive} }\n`), [
      `pushdock.yaml:5 listen.keepAlive: is ${keepAlive}; write a time from 1s to 24h, such as 650s`,
    ]);
  for (const keepAlive of ['1s', '24h', '650s'])
    assert.deepEqual(faultsOf(context, `${production}listen: { keepAlive: ${keepAlive} }\n`), []);
});

test('addresses and ports that cannot be are refused', (context) => {
  assert.deepEqual(faultsOf(context, `${production}listen: { public: "0.0.0.0:70000" }\n`), [
    'pushdock.yaml:5 listen.public: is not host:port with a port up to 65535; correct it, such as 127.0.0.1:8080',
  ]);
  assert.deepEqual(faultsOf(context, `${production}listen: { public: "127.0.0.1:8081" }\n`), [
    'pushdock.yaml:5 listen.admin: is the same address as listen.public; give the operator API a port of its own',
  ]);
  assert.deepEqual(faultsOf(context, production, { PORT: 'http' }), [
    'pushdock.yaml:1 listen.public: the environment variable PORT is not a port up to 65535; correct it or unset it',
  ]);
  assert.deepEqual(
    faultsOf(
      context,
      market((text) => text.replace('m.example.com', 'm.example.com:0')),
    ),
    ['pushdock.yaml:4 sources.one.eventHosts[0]: has a port outside 1 to 65535; correct it'],
  );
});

test('a configuration that is not YAML, not a map, empty or missing is refused with a sentence', (context) => {
  const [indentation] = faultsOf(context, 'sources:\n  a: [\n');
  assert.match(
    indentation ?? '',
    /^pushdock\.yaml:\d+ this is not YAML that can be read \(.*\); correct this line, or the indentation and quotes before it$/,
  );
  const [twice] = faultsOf(context, `${production}publicUrl: https://other.example.com\n`);
  assert.equal(
    twice,
    'pushdock.yaml:5 this is not YAML that can be read (Map keys must be unique); correct this line, or the indentation and quotes before it',
  );
  const [stray] = faultsOf(context, 'a: "b" not-a-real-secret\n');
  assert.doesNotMatch(stray ?? 'nothing', /not-a-real-secret|nothing/);
  const whole = 'The one YAML file that `pushdock serve --config pushdock.yaml` reads';
  assert.deepEqual(faultsOf(context, ''), [
    `pushdock.yaml:1 the file: is empty and must be a map; change it (${whole})`,
  ]);
  assert.deepEqual(faultsOf(context, '- a\n'), [
    `pushdock.yaml:1 the file: is a list and must be a map; change it (${whole})`,
  ]);
  const absent = join(temporaryFolder(context), 'absent.yaml');
  assert.throws(
    () => loadConfiguration(absent, {}),
    new ConfigurationError([`${absent}: cannot be read (ENOENT); name an existing file with --config`]),
  );
});

test('a file that is far too large to be a configuration is not read', (context) => {
  const path = join(temporaryFolder(context), 'large.yaml');
  writeFileSync(path, `# ${'x'.repeat(1_100_000)}\n`);
  assert.throws(
    () => loadConfiguration(path, {}),
    /is larger than 1048576 bytes, so it is probably another file; name the configuration with --config/,
  );
});
