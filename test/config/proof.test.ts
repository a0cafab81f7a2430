/** TLS, trusted proxies, client certificates and addresses in the configuration: what is refused at start, and what is warned of. */
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ConfigurationError } from '../../src/config.ts';
import { paazlSettings } from '../../src/providers/paazl/settings.ts';
import { authority, openCertificates, server } from '../support/certificates.ts';
import { load } from './write.ts';

const base = `
admin: { tokens: [ { name: on-call, secret: { env: OPERATOR_TOKEN } } ] }
publicUrl: https://hooks.example.com
`;
const shipping = (auth: string) => `sources: { shipping: { provider: paazl, auth: ${auth} } }\n`;
const token = '{ bearer: [ { env: TOKEN } ] }';
const pin = `'${'ab'.repeat(32)}'`;

function faults(context: TestContext, text: string): readonly string[] {
  try {
    load(context, base + text);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return error.faults.map((fault) => fault.replace(/^.*pushdock\.yaml:\d+ /, ''));
  }
}

test('certificate and key are read at start, and must belong together', (context) => {
  const { folder, make } = openCertificates(context);
  const [own, other] = [make('own', { extensions: server }), make('other', { extensions: server })];
  const none = join(folder, 'none.pem');
  const text = join(folder, 'text.pem');
  writeFileSync(text, 'no certificate');
  const tls = (keys: string) => faults(context, `listen: { tls: { ${keys} } }\n${shipping(token)}`);
  assert.deepEqual(tls(`cert: ${own.file}, key: ${own.key}`), []);
  assert.deepEqual(tls(`cert: ${none}, key: ${none}`), [
    `listen.tls.cert: the file ${none} cannot be read (ENOENT); create it or let this user read it`,
    `listen.tls.key: the file ${none} cannot be read (ENOENT); create it or let this user read it`,
  ]);
  assert.deepEqual(tls(`cert: ${own.file}, key: ${other.key}`), [
    `listen.tls.key: is not the key of the first certificate in ${own.file}; name the one that belongs to it, and put the server's certificate first`,
  ]);
  assert.match(tls(`cert: ${text}, key: ${own.key}`)[0] ?? '', /has no certificate in PEM form/);
  assert.match(tls(`cert: ${own.file}, key: ${own.file}`)[0] ?? '', /holds no private key in PEM form/);
  assert.match(tls(`cert: ${own.file}, key: ${own.key}, clientCa: ${text}`)[0] ?? '', /clientCa: .*has no certificate/);
  assert.match(tls(`cert: ${own.file}`)[0] ?? '', /listen\.tls\.key: is missing/);
});

test('a key that everybody may read, and a certificate that has expired, are warned of', (context) => {
  const { make } = openCertificates(context);
  const [own, late] = [make('own', { extensions: server }), make('late', { extensions: server, days: -1 })];
  const warnings = (file: string, key: string) =>
    load(context, `${base}listen: { tls: { cert: ${file}, key: ${key} } }\n${shipping(token)}`).warnings;
  chmodSync(own.key, 0o600);
  chmodSync(late.key, 0o640);
  assert.deepEqual(warnings(own.file, own.key), []);
  assert.match(warnings(late.file, late.key).join('\n'), /^listen\.tls\.cert: the certificate expired on .*; renew it/);
  chmodSync(own.key, 0o644);
  assert.match(
    warnings(own.file, own.key).join('\n'),
    /^listen\.tls\.key: every user of this machine may read.*chmod 600/,
  );
});

test('a trusted proxy is a network, and not everybody', (context) => {
  const proxies = (list: string) => faults(context, `listen: { trustedProxies: [ ${list} ] }\n${shipping(token)}`);
  assert.deepEqual(proxies(`10.0.0.0/8, 192.0.2.1, 'fd00::/8'`), []);
  assert.deepEqual(proxies(`10.0.0.0/8, 0.0.0.0/0, '::/0'`), [
    'listen.trustedProxies[1]: contains every address; name only the networks that you mean',
    'listen.trustedProxies[2]: contains every address; name only the networks that you mean',
  ]);
  assert.match(proxies('10.0.0.0/33')[0] ?? '', /trustedProxies\[0\]: has a prefix that is not 1 to 32/);
  assert.match(proxies('proxy.example.com')[0] ?? '', /trustedProxies\[0\]: does not have the required form/);
  const { listen } = load(context, `${base}listen: { clientCertificateHeader: X-SSL-Cert }\n${shipping(token)}`);
  assert.equal(listen.clientCertificateHeader, 'x-ssl-cert');
});

test('a source needs a proof; addresses are one only where that is said', (context) => {
  const proxied = (auth: string) => faults(context, `listen: { trustedProxies: [ 10.0.0.0/8 ] }\n${shipping(auth)}`);
  assert.deepEqual(proxied(`{ clientCertificate: { fingerprints: [ ${pin} ] } }`), []);
  assert.deepEqual(
    proxied(
      `{ bearer: [ { env: TOKEN } ], clientCertificate: { fingerprints: [ ${pin} ] }, addresses: [ 192.0.2.1 ] }`,
    ),
    [],
  );
  assert.deepEqual(proxied('{ addresses: [ 192.0.2.1 ], addressesSuffice: true }'), []);
  assert.deepEqual(proxied('{ addresses: [ 192.0.2.1 ] }'), [
    'sources.shipping.auth: has addresses only, which prove nothing by themselves; add bearer or clientCertificate, or say addressesSuffice: true',
  ]);
  for (const auth of ['{}', '{ addressesSuffice: true }'])
    assert.deepEqual(proxied(auth), ['sources.shipping.auth: names no proof; add bearer or clientCertificate']);
  assert.match(
    proxied('{ bearer: [ { env: TOKEN } ], addresses: [ 0.0.0.0/0 ] }')[0] ?? '',
    /auth\.addresses\[0\]: contains every address/,
  );
  const { warnings } = load(context, `${base}${shipping('{ addresses: [ 192.0.2.1 ], addressesSuffice: true }')}`);
  assert.match(warnings.join('\n'), /^sources\.shipping has addressesSuffice: anyone who can send from its addresses/);
});

test('a client certificate that could never be presented is refused', (context) => {
  assert.deepEqual(faults(context, shipping(`{ clientCertificate: { fingerprints: [ ${pin} ] } }`)), [
    'sources.shipping.auth.clientCertificate: cannot be presented, because callers reach this gateway neither over its own TLS nor through a trusted proxy; set listen.tls or listen.trustedProxies',
  ]);
});

test('fingerprints are taken as they are printed, authorities from their file', (context) => {
  const { make } = openCertificates(context);
  const ca = make('ca', { extensions: authority });
  const leaf = make('leaf');
  const listen = 'listen: { trustedProxies: [ 10.0.0.0/8 ] }\n';
  const trust = (text: string) => {
    const { sources } = load(context, `${base}${listen}${shipping(`{ clientCertificate: { ${text} } }`)}`);
    assert.ok(sources.shipping);
    const { auth } = paazlSettings.of(sources.shipping);
    return auth === 'none' ? undefined : auth.clientCertificate;
  };
  assert.deepEqual(trust(`fingerprints: [ '${leaf.x509.fingerprint256}', ${pin} ]`), {
    fingerprints: [leaf.sha256, 'ab'.repeat(32)],
  });
  assert.deepEqual(trust(`ca: ${ca.file}`), { file: ca.file, pem: ca.pem });
  const faulty = (text: string) => faults(context, `${listen}${shipping(`{ clientCertificate: { ${text} } }`)}`);
  assert.match(faulty(`ca: ${leaf.file}`)[0] ?? '', /clientCertificate\.ca: .* holds no certificate of an authority/);
  assert.match(faulty('ca: ./none.pem')[0] ?? '', /clientCertificate\.ca: .* cannot be read \(ENOENT\)/);
  assert.match(faulty(`ca: ${ca.file}, fingerprints: [ ${pin} ]`)[0] ?? '', /clientCertificate: has too many entries/);
  assert.match(faulty('fingerprints: [ abcd ]')[0] ?? '', /fingerprints\[0\]: does not have the required form/);
});
