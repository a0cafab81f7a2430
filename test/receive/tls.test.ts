/** Client certificates, tokens and addresses together, over real TLS and through a proxy's header. */
import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { describe, test } from 'node:test';
import { systemClock } from '../../src/running/clock.ts';
import { authority, openCertificates, server } from '../support/certificates.ts';
import { openSecureGateway, type Sending, type Sent, send } from '../support/secure-gateway.ts';

const TOKEN = 'test-only-token-0001';
const bearer = { authorization: `Bearer ${TOKEN}` };
let pushes = 0;
const push = (): string =>
  JSON.stringify({
    orderReference: `order-${pushes++}`,
    webshop: 1234,
    barcode: `3STEST${pushes}`,
    status: 'DELIVERED',
  });

test('the table: every factor must hold, and whichever fails, the answer is the same', async (t) => {
  const { make } = openCertificates(t);
  const [own, ca] = [make('own', { extensions: server }), make('ca', { extensions: authority })];
  const [right, wrong] = [make('right'), make('wrong')];
  const expired = make('expired', { days: -1 });
  const [issued, issuedLate] = [make('issued', { issuer: ca }), make('issued-late', { issuer: ca, days: -1 })];
  const gateway = await openSecureGateway(
    t,
    `tls: { cert: ${own.file}, key: ${own.key} }`,
    `
sources:
  all:
    provider: paazl
    auth:
      bearer: [ ${TOKEN} ]
      clientCertificate: { fingerprints: [ ${right.sha256}, ${expired.x509.fingerprint256} ] }
      addresses: [ 127.0.0.8/30, '2001:db8::/32' ]
  pinned: { provider: paazl, auth: { clientCertificate: { fingerprints: [ ${right.sha256} ] } } }
  issued: { provider: paazl, auth: { clientCertificate: { ca: ${ca.file} } } }
  token: { provider: paazl, auth: { bearer: [ ${TOKEN} ] } }
`,
  );
  assert.match(gateway.publicUrl, /^https:/);
  const good: Sending = { headers: bearer, p12: right.p12, from: '127.0.0.9' };
  const pushTo = (source: string, sending: Sending): Promise<Sent> =>
    send(`${gateway.publicUrl}/push/paazl/${source}`, { body: push(), ...sending });

  const accepted: readonly [string, string, Sending][] = [
    ['all factors', 'all', good],
    ['the certificate alone where nothing else is asked', 'pinned', { p12: right.p12 }],
    ['the certificate of an authority', 'issued', { p12: issued.p12 }],
    ['a token on the same listener, without a certificate', 'token', { headers: bearer }],
    ['a token beside a certificate that nobody asked for', 'token', { headers: bearer, p12: wrong.p12 }],
  ];
  for (const [name, source, sending] of accepted) {
    const { status, body } = await pushTo(source, sending);
    assert.deepEqual({ status, body }, { status: 200, body: '' }, name);
  }

  const handedOn = { 'x-client-cert': encodeURIComponent(right.pem), 'x-forwarded-for': '127.0.0.9' };
  const refused: readonly [string, string, Sending, RegExp][] = [
    ['a wrong certificate', 'all', { ...good, p12: wrong.p12 }, /^the client certificate [0-9a-f]{8} is not one of/],
    ['an expired certificate', 'all', { ...good, p12: expired.p12 }, /expired on/],
    ['no certificate', 'all', { headers: bearer, from: '127.0.0.9' }, /^no client certificate$/],
    [
      'a wrong token',
      'all',
      { ...good, headers: { authorization: 'Bearer guess-guess-guess' } },
      /^the bearer token is not the configured one$/,
    ],
    ['no token', 'all', { ...good, headers: {} }, /^no Authorization header$/],
    ['a wrong address', 'all', { ...good, from: '127.0.0.1' }, /^the address 127\.0\.0\.1 is in none/],
    [
      'a forged address',
      'all',
      { ...good, from: '127.0.0.1', headers: { ...bearer, ...handedOn } },
      /^the address 127\.0\.0\.1/,
    ],
    [
      'a certificate in a header of a stranger',
      'all',
      { headers: { ...bearer, ...handedOn }, from: '127.0.0.9' },
      /^no client certificate$/,
    ],
    ['everything wrong', 'all', {}, /^no Authorization header; no client certificate; the address/],
    ['a wrong certificate, pinned', 'pinned', { p12: wrong.p12 }, /is not the configured one$/],
    ['no certificate, pinned', 'pinned', {}, /^no client certificate$/],
    ['a token in place of the certificate', 'pinned', { headers: bearer }, /^no client certificate$/],
    ['another authority', 'issued', { p12: right.p12 }, /issued by none/],
    ['the authority’s, but expired', 'issued', { p12: issuedLate.p12 }, /expired on/],
    ['a certificate in place of the token', 'token', { p12: right.p12 }, /^no Authorization header$/],
  ];
  const answers = new Set<string>();
  for (const [name, source, sending, reason] of refused) {
    const before = gateway.log.of('message.refused').length;
    const { status, headers, body } = await pushTo(source, sending);
    assert.equal(status, 401, name);
    const { date: _, ...rest } = headers;
    answers.add(JSON.stringify([rest, body]));
    const [line, ...others] = gateway.log.of('message.refused').slice(before);
    assert.equal(others.length, 0);
    assert.match(String(line?.fields.detail), reason, name);
  }
  assert.deepEqual([...answers].length, 1, [...answers].join('\n'));

  const stored = await gateway.operator.listMessages({ query: {} });
  assert.ok(stored.status === 200);
  assert.equal(stored.body.items.length, accepted.length);
  const source = await gateway.operator.getSource({ path: { name: 'all' } });
  assert.ok(source.status === 200);
  const uses = Object.fromEntries(source.body.credentials.map(({ label, uses }) => [label, uses]));
  assert.equal(uses[`certificate:${right.sha256.slice(0, 8)}`], 1);
  assert.equal(uses[`certificate:${expired.sha256.slice(0, 8)}`], 0);
  assert.equal(uses['address:127.0.0.8/30'], 1);
  assert.equal(uses['address:2001:db8::/32'], 0);
  assert.match(JSON.stringify(source.body.setup), /pushdock certificate create all/);
});

test('a certificate that expires while the gateway runs is refused from then on', async (t) => {
  const { make } = openCertificates(t);
  const [own, right] = [make('own', { extensions: server }), make('right', { days: 30 })];
  let ahead = 0;
  const clock = { ...systemClock, now: () => Date.now() + ahead, monotonic: () => systemClock.monotonic() + ahead };
  const gateway = await openSecureGateway(
    t,
    `tls: { cert: ${own.file}, key: ${own.key} }`,
    `sources: { shipping: { provider: paazl, auth: { clientCertificate: { fingerprints: [ '${right.sha256}' ] } } } }`,
    { clock },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const pushed = async () =>
    (await send(`${gateway.publicUrl}/push/paazl/shipping`, { body: push(), p12: right.p12, agent })).status;
  assert.equal(await pushed(), 200);
  ahead = 29 * 86_400_000;
  assert.equal(await pushed(), 200);
  ahead = 31 * 86_400_000;
  assert.equal(await pushed(), 401);
  assert.match(String(gateway.log.of('message.refused').at(-1)?.fields.detail), /expired on/);
});

describe('behind a proxy', () => {
  test('the certificate in its header, and the address that it names, count; from anyone else they do not', async (t) => {
    const { make } = openCertificates(t);
    const [right, wrong, expired] = [make('right'), make('wrong'), make('expired', { days: -1 })];
    const gateway = await openSecureGateway(
      t,
      `trustedProxies: [ 127.0.0.8/30 ], clientCertificateHeader: X-Cert`,
      `
sources:
  shipping:
    provider: paazl
    auth:
      bearer: [ ${TOKEN} ]
      clientCertificate: { fingerprints: [ ${right.sha256}, ${expired.sha256} ] }
      addresses: [ 203.0.113.0/24, '2001:db8::/32' ]
`,
    );
    const through = (headers: Record<string, string>, from = '127.0.0.9') =>
      send(`${gateway.publicUrl}/push/paazl/shipping`, { body: push(), from, headers: { ...bearer, ...headers } });
    const escaped = encodeURIComponent(right.pem);
    const caller = { 'x-forwarded-for': '203.0.113.7' };

    for (const [name, headers] of Object.entries<Record<string, string>>({
      nginx: { ...caller, 'x-cert': escaped },
      Apache: { ...caller, 'x-cert': right.pem.replaceAll('\n', ' ') },
      Envoy: { ...caller, 'x-cert': `Hash=${right.sha256};Cert="${escaped}";Subject="CN=right"` },
      'two proxies': { 'x-forwarded-for': '198.51.100.1, 203.0.113.7, 127.0.0.10', 'x-cert': escaped },
      Forwarded: { forwarded: 'for="[2001:db8::5]:4711";proto=https', 'x-cert': escaped },
    }))
      assert.equal((await through(headers)).status, 200, name);

    const answers = new Set<string>();
    for (const [name, headers, from] of [
      ['another certificate', { ...caller, 'x-cert': encodeURIComponent(wrong.pem) }],
      ['an expired one', { ...caller, 'x-cert': encodeURIComponent(expired.pem) }],
      ['an empty header', { ...caller, 'x-cert': '' }],
      ['no header', caller],
      ['what is no certificate', { ...caller, 'x-cert': right.sha256 }],
      [
        'a stranger’s hash before that of the proxy',
        { ...caller, 'x-cert': `Hash=${right.sha256},Hash=${wrong.sha256}` },
      ],
      ['the header of another name', { ...caller, 'x-client-cert': escaped }],
      [
        'an address on the left, which the caller wrote',
        { 'x-forwarded-for': '203.0.113.7, 198.51.100.1', 'x-cert': escaped },
      ],
      ['no address', { 'x-cert': escaped }],
      ['a caller that is no proxy of ours', { ...caller, 'x-cert': escaped }, '127.0.0.1'],
      ['the same from the address that is named, but not a proxy', { ...caller, 'x-cert': escaped }, '127.0.0.2'],
    ] as const) {
      const { status, body } = await through(headers, from);
      assert.equal(status, 401, name);
      answers.add(body);
    }
    assert.equal(answers.size, 1);

    const listed = await gateway.operator.listMessages({ query: {} });
    assert.ok(listed.status === 200);
    for (const { id } of listed.body.items) {
      const message = await gateway.operator.getMessage({ path: { id } });
      assert.ok(message.status === 200);
      assert.equal(message.body.headers['x-cert'], undefined);
      assert.doesNotMatch(JSON.stringify(message.body.headers), /CERTIFICATE/);
    }
  });

  test('the proxy’s own certificate is not taken for the caller’s', async (t) => {
    const { make } = openCertificates(t);
    const [own, proxy] = [make('own', { extensions: server }), make('proxy')];
    const gateway = await openSecureGateway(
      t,
      `tls: { cert: ${own.file}, key: ${own.key} }, trustedProxies: [ 127.0.0.9 ]`,
      `sources: { shipping: { provider: paazl, auth: { clientCertificate: { fingerprints: [ ${proxy.sha256} ] } } } }`,
    );
    const url = `${gateway.publicUrl}/push/paazl/shipping`;
    assert.equal((await send(url, { body: push(), p12: proxy.p12, from: '127.0.0.9' })).status, 401);
    assert.equal((await send(url, { body: push(), p12: proxy.p12, from: '127.0.0.2' })).status, 200);
  });
});
