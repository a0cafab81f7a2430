import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { faultsOf, load, sound } from './write.ts';

const keys = {
  HOOK: `whsec_${Buffer.from('not-a-real-secret-of-a-sink').toString('base64')}`,
  PUBLIC: `whpk_${Buffer.alloc(32, 9).toString('base64')}`,
  BROKEN: 'whsec_not-base64-at-all!',
};
const http = (more = '', url = 'https://orders.example.com/events') =>
  `${sound}sinks:\n  one: { type: http, url: "${url}", secrets: [ { env: HOOK } ]${more} }\n`;
const any = (sink: string) => `${sound}sinks:\n  one: ${sink}\n`;
const faults = (context: TestContext, text: string) =>
  faultsOf(context, text, keys).map((fault) => fault.replace(/^pushdock\.yaml:\d+ /, ''));

test('a sink that says nothing of its delivery gets the defaults of the delivering half', (t) => {
  const { one } = load(t, http(), keys).sinks;
  assert.ok(one?.type === 'http');
  assert.deepEqual(one.delivery, sinkDefaults);
  assert.deepEqual([one.mode, one.timeoutMs, one.reach], ['structured', 10_000, 'public']);
  assert.equal(one.secrets[0]?.reveal(), keys.HOOK);
});

test('filters, retries, rate and order are what the file says, in milliseconds and JSON Pointers', (t) => {
  const { one } = load(
    t,
    http(`, events: [ com.appdirect.* ], where: { source: [ market, pos-* ], data: { payload.account.status: [ ACTIVE, 1, true ], creator: { exists: false } } },
      concurrency: 3, order: subject, rate: { perSecond: 0.5 }, retry: { first: 2s, cap: 5m, attempts: 4, jitter: none, factor: 3 }`),
    keys,
  ).sinks;
  assert.deepEqual(one?.delivery, {
    filter: {
      types: ['com.appdirect.*'],
      sources: ['/*/market', '/*/pos-*'],
      data: { '/payload/account/status': ['ACTIVE', 1, true], '/creator': { exists: false } },
    },
    concurrency: 3,
    order: 'subject',
    rate: { perSecond: 0.5, burst: 1 },
    retry: { firstMs: 2_000, factor: 3, capMs: 300_000, jitter: 'none', attempts: 4 },
  });
});

test('private addresses are reached only where the sink says so, and that is warned of; everything only in development', (t) => {
  const open = load(t, http(', allowPrivate: true', 'https://10.0.0.7/events'), keys);
  assert.ok(open.sinks.one?.type === 'http' && open.sinks.one.reach === 'private');
  assert.deepEqual(open.warnings, [
    'sinks.one has allowPrivate: true: it may reach systems that are reachable from this network only',
  ]);
  const { one } = load(t, `development: true\nexposeDevelopment: true${http('', 'http://127.0.0.1:9/')}`, keys).sinks;
  assert.ok(one?.type === 'http' && one.reach === 'any');
  for (const [text, expected] of [
    [http('', 'https://10.0.0.7/'), /^sinks\.one\.url: a private or loopback address .*say allowPrivate: true/],
    [http('', 'https://localhost/'), /^sinks\.one\.url: a private or loopback address/],
    [http(', allowPrivate: true', 'http://10.0.0.7/'), /^sinks\.one\.url: plain http/],
    [http('', 'https://user:password@orders.example.com/'), /^sinks\.one\.url: has a user or password in it/],
  ] as const) {
    const [fault, ...more] = faults(t, text);
    assert.match(fault ?? 'no fault', expected);
    assert.deepEqual(more, []);
  }
});

test('a sink proves itself by Basic or as an OAuth 2 client, with secrets by reference', (t) => {
  const token = 'https://login.example.com/oauth2/token?realm=a';
  const sinks = `${sound}sinks:
  one: { type: http, url: "https://a.example.com/", secrets: [ { env: HOOK } ], auth: { basic: { user: us, password: { env: TOKEN } } } }
  two: { type: http, url: "https://b.example.com/", secrets: [ { env: HOOK } ], auth: { oauth2: { tokenUrl: "${token}", clientId: us, clientSecret: { env: TOKEN }, scope: a b } } }
`;
  const { one, two } = load(t, sinks, { ...keys, TOKEN: 'not-a-real-token-at-all' }).sinks;
  assert.ok(one?.type === 'http' && two?.type === 'http');
  assert.equal(one.auth?.basic?.password.reveal(), 'not-a-real-token-at-all');
  const { clientSecret, ...client } = two.auth?.oauth2 ?? assert.fail('no client');
  assert.equal(clientSecret.reveal(), 'not-a-real-token-at-all');
  assert.deepEqual(client, { tokenUrl: token, clientId: 'us', scope: 'a b' });
});

const basic = 'basic: { user: us, password: { env: HOOK } }';
const oauth2 = (url: string, more = '') =>
  `oauth2: { tokenUrl: "${url}", clientId: us, clientSecret: { env: HOOK }${more} }`;
for (const [what, more, expected] of [
  [
    'a user with a colon',
    ', auth: { basic: { user: "a:b", password: { env: HOOK } } }',
    /^sinks\.one\.auth\.basic\.user: /,
  ],
  [
    'a password in the file',
    ', auth: { basic: { user: us, password: not-a-real-one } }',
    /^sinks\.one\.auth\.basic\.password: is a secret written in the file/,
  ],
  ['no proof at all', ', auth: {}', /^sinks\.one\.auth: /],
  [
    'two proofs',
    `, auth: { ${basic}, ${oauth2('https://a.example.com/')} }`,
    /^sinks\.one\.auth: has basic and oauth2 at once/,
  ],
  [
    'a header of its own',
    `, auth: { ${basic} }, headers: { AUTHORIZATION: { env: HOOK } }`,
    /^sinks\.one\.headers\.AUTHORIZATION: is written by the gateway because of auth/,
  ],
  [
    'a plain token endpoint',
    `, auth: { ${oauth2('http://a.example.com/')} }`,
    /^sinks\.one\.auth\.oauth2\.tokenUrl: plain http/,
  ],
  [
    'a private token endpoint',
    `, auth: { ${oauth2('https://10.0.0.7/')} }`,
    /^sinks\.one\.auth\.oauth2\.tokenUrl: a private .*say allowPrivate: true/,
  ],
  [
    'a password in the URL',
    `, auth: { ${oauth2('https://a:b@a.example.com/')} }`,
    /^sinks\.one\.auth\.oauth2\.tokenUrl: has a user or password in it/,
  ],
  [
    'an authority that is not there',
    `, auth: { ${oauth2('https://a.example.com/', ', tls: { ca: /nowhere/ca.pem }')} }`,
    /^sinks\.one\.auth\.oauth2\.tls\.ca: does not exist/,
  ],
] as const)
  test(`a sink with ${what} is refused`, (t) => {
    const [fault, ...others] = faults(t, http(more));
    assert.match(fault ?? 'no fault', expected);
    assert.deepEqual(others, []);
    assert.doesNotMatch(fault ?? '', /not-a-real/);
  });

test('secrets, headers and certificates that cannot work are named, and never repeated', (t) => {
  const key = join(temporaryFolder(t), 'key.pem');
  writeFileSync(key, 'not a key at all');
  const found = faults(
    t,
    `${sound}sinks:
  one:
    type: http
    url: https://orders.example.com/events
    secrets: [ { env: PUBLIC }, { env: BROKEN }, { env: TOKEN } ]
    headers: { Webhook-Id: { env: TOKEN }, x-team: { env: TOKEN } }
    tls: { ca: /nowhere/ca.pem, key: { file: ${key} } }
`,
  );
  const expected = [
    /^sinks\.one\.secrets\[0\]: is a whpk_, the public half, which signs nothing/,
    /^sinks\.one\.secrets\[1\]: is not base64 after whsec_/,
    /^sinks\.one\.secrets\[2\]: begins with none of whsec_, whsk_ and whpk_/,
    /^sinks\.one\.headers\.Webhook-Id: is written by the gateway itself/,
    /^sinks\.one\.tls: has one of certificate and key/,
    /^sinks\.one\.tls\.ca: does not exist/,
    /^sinks\.one\.tls\.key: is not a private key in PEM form/,
  ];
  assert.equal(found.length, expected.length, found.join('\n'));
  for (const one of expected)
    assert.ok(
      found.some((fault) => one.test(fault)),
      `${one} in\n${found.join('\n')}`,
    );
  assert.doesNotMatch(found.join(), /not-a-real|not-base64/);
});

const mapped: Record<string, string | undefined> = {
  'map: { pick: [ orderReference, status ], rename: { status: state } }': undefined,
  'map: { rename: { orderReference: status, status: state } }': undefined,
  'map: { constant: { status: fixed } }': undefined,
  'map: { pick: [ orderRefrence ] }':
    'map.pick[0]: is not a field of the events that this sink gets; did you mean orderReference?',
  'map: { rename: { nothing.like.it: x } }':
    'map.rename.nothing.like.it: is not a field of the events that this sink gets; correct it to one of orderReference, webshop, barcode, status, possibleRepeat, carrierStatus, deliveryDate, trackTraceUrl, deliveryWindowStart, deliveryWindowEnd, deliveryInformation',
  'map: { rename: { orderReference: status } }':
    'map.rename.orderReference: gets the name of a field that these events have; choose another, or rename that one too',
  'map: { pick: [ barcode ], rename: { status: state } }':
    'map.rename.status: is not among pick, which comes first; add it there',
  'map: { rename: { status: state }, constant: { state.name: x } }':
    'map.rename.status: gets a name that rename or constant gives already; choose another',
  'where: { data: { status: DELIVERED } }':
    'where.data.status: is not a condition; write a list of values, or { exists: true } or { exists: false }',
  'where: { data: { status: { exists: [ true ] } } }':
    'where.data.status.exists: is a list and must be true or false; change it (Whether the field must be there)',
  'where: { data: { trackTrace: { exists: true } } }':
    'where.data.trackTrace: is not a field of the events that this sink gets; did you mean trackTraceUrl?',
  'where: { data: { state: [ X ] } }':
    'where.data.state: is not a field of the events that this sink gets; did you mean status?',
};
test("a mapping and a filter are held against the events' schemas", (t) => {
  for (const [keysOfSink, expected] of Object.entries(mapped))
    assert.deepEqual(
      faults(t, any(`{ type: stdout, events: [ com.paazl.shipment.status ], ${keysOfSink} }`)),
      expected === undefined ? [] : [`sinks.one.${expected}`],
      keysOfSink,
    );
});

test('a field of one event type is enough where a sink gets several, and a list is taken whole', (t) => {
  const pick = (events: string, field: string) =>
    faults(t, any(`{ type: stdout, events: [ ${events} ], map: { pick: [ ${field} ] } }`));
  assert.deepEqual(pick('com.zettle.*', 'purchaseUuid'), []);
  assert.deepEqual(pick('com.zettle.*', 'payload.whatever.it.holds'), []);
  assert.deepEqual(pick('com.appdirect.subscription.order', 'payload.company.name'), []);
  assert.deepEqual(pick('com.zettle.purchase.created', 'products'), []);
  assert.match(pick('com.zettle.purchase.created', 'products.name')[0] ?? '', /goes through a list, which can only be/);
  assert.match(pick('com.zettle.product.*', 'purchaseUuid')[0] ?? '', /is not a field of the events/);
  assert.deepEqual(pick('com.example.*', 'anything'), []);
});

const broker: Record<string, RegExp | undefined> = {
  '{ type: nats, servers: [ "tls://nats.example.com:4222" ] }': undefined,
  '{ type: nats, servers: [ "nats://127.0.0.1:4222" ] }': undefined,
  '{ type: nats, servers: [ "nats://nats.example.com:4222" ] }':
    /servers\[0\]: an unencrypted connection beyond loopback .* use tls:/,
  '{ type: nats, servers: [ "tls://n.example.com" ], user: a }': /user: needs a password/,
  '{ type: nats, servers: [ "tls://n.example.com" ], user: a, password: { env: TOKEN }, token: { env: TOKEN } }':
    /token: cannot be set together with user/,
  '{ type: rabbitmq, url: "amqps://r.example.com/events", queue: q }': undefined,
  '{ type: rabbitmq, url: "amqp://r.example.com/events", queue: q }': /url: an unencrypted connection beyond loopback/,
  '{ type: rabbitmq, url: "amqps://r.example.com", queue: q, exchange: e }':
    /exchange: cannot be set together with queue; remove one of the two/,
  '{ type: kafka, brokers: ["k.example.com:9093"], topic: t }': undefined,
  '{ type: kafka, brokers: ["127.0.0.1:9092"], topic: t, encryption: none }': undefined,
  '{ type: kafka, brokers: ["k.example.com:9092"], topic: t, encryption: none }':
    /encryption: an unencrypted connection beyond loopback/,
  '{ type: kafka, brokers: ["k.example.com:9093"], topic: t, user: u }': /user: and password belong together/,
  '{ type: kafka, brokers: ["k.example.com:9093"], topic: "a topic" }': /topic/,
  '{ type: sqs, queueUrl: "https://sqs.eu-central-1.amazonaws.com/1/q", region: eu-central-1 }': undefined,
  '{ type: sqs, queueUrl: "http://sqs.example.com/1/q", region: eu-central-1 }':
    /queueUrl: an unencrypted connection beyond loopback/,
  '{ type: sqs, queueUrl: "https://sqs.example.com/1/q", region: eu-central-1, accessKeyId: A }':
    /accessKeyId: and secretAccessKey belong together/,
  '{ type: rabbitmq, url: "amqps://r.example.com" }': /: names no place to publish to; set queue or exchange/,
  '{ type: module, path: ./nowhere.mjs }': /path: does not exist/,
  '{ type: file, path: ./e.ndjson, rotate: { keep: 3 } }': /rotate: has too few/,
  '{ type: stdout, retry: { first: 2h } }': /retry\.first: is longer than cap/,
};
test('a setting that cannot work at a broker, a module or a file is refused before anything is opened', (t) => {
  for (const [sink, expected] of Object.entries(broker)) {
    const found = faults(t, any(sink));
    if (expected === undefined) assert.deepEqual(found, [], sink);
    else {
      assert.equal(found.length, 1, `${sink}: ${found.join('\n')}`);
      assert.match(found[0] ?? '', expected);
    }
  }
});

test('two sinks cannot write one file', (t) => {
  assert.deepEqual(
    faults(t, `${any('{ type: file, path: ./data/e.ndjson }')}  two: { type: file, path: data/x/../e.ndjson }\n`),
    ['sinks.two.path: is the file of sinks.one already; give each its own'],
  );
});

test('sinks that get nothing, or cannot be written, are warned of at the start', (t) => {
  const warned = (text: string) => load(t, text, keys).warnings.filter((warning) => warning.startsWith('sinks'));
  assert.deepEqual(warned(any('{ type: stdout, events: [ com.zettle.*, com.pushdock.contract.finding, "*" ] }')), []);
  assert.deepEqual(warned(any('{ type: stdout, events: [ com.zettle.purchase.craeted ] }')), [
    'sinks.one.events: "com.zettle.purchase.craeted" fits no known event type; did you mean com.zettle.purchase.created?',
  ]);
  assert.match(
    warned(any('{ type: stdout, events: [ org.example.* ] }')).join(),
    /fits no known event type; spec\/events lists them/,
  );
  const folder = temporaryFolder(t);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  assert.deepEqual(warned(any(`{ type: file, path: "${folder}/new/events.ndjson" }`)), []);
  assert.match(
    warned(any(`{ type: file, path: "${file}/events.ndjson" }`)).join(),
    /^sinks\.one\.path: .*file is not a folder, so .* cannot be made; its events wait/,
  );
  assert.match(warned(any(`{ type: file, path: "${folder}" }`)).join(), /is a folder, not a file; its events wait/);
});
