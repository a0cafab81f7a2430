/** `pushdock certificate create`, and what becomes of what it makes. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCertificates, server } from '../support/certificates.ts';
import { pushdock } from '../support/command.ts';
import { openSecureGateway, send } from '../support/secure-gateway.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the .p12 that it makes needs no password, and a push with it is accepted once its fingerprint is configured', async (t) => {
  const folder = temporaryFolder(t);
  const out = join(folder, 'made');
  const made = await pushdock(['certificate', 'create', 'shipping', '--out', out, '--days', '20', '--json']);
  assert.equal(made.code, 0, made.stderr);
  const { p12, certificate, sha256, validUntil } = JSON.parse(made.stdout);
  assert.deepEqual(readdirSync(out).sort(), ['shipping.p12', 'shipping.pem']);
  assert.equal(statSync(p12).mode & 0o777, 0o600);

  const x509 = new X509Certificate(readFileSync(certificate));
  assert.equal(x509.fingerprint256.replaceAll(':', '').toLowerCase(), sha256);
  assert.equal(x509.issuer, x509.subject);
  assert.equal(x509.ca, false);
  assert.ok(Math.abs(Date.parse(validUntil) - Date.now() - 20 * 86_400_000) < 86_400_000);
  // What a provider does with the upload: open it without a password.
  const contents = execFileSync('openssl', ['pkcs12', '-in', p12, '-nodes', '-passin', 'pass:'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  assert.match(contents, /BEGIN CERTIFICATE/);
  assert.match(contents, /BEGIN PRIVATE KEY/);

  const own = openCertificates(t).make('own', { extensions: server, days: 3 });
  const source = (fingerprint: string) =>
    `sources: { shipping: { provider: paazl, auth: { clientCertificate: { fingerprints: [ '${fingerprint}' ] } } } }`;
  const gateway = await openSecureGateway(t, `tls: { cert: ${own.file}, key: ${own.key} }`, source('0'.repeat(64)));
  const push = () => send(`${gateway.publicUrl}/push/paazl/shipping`, { p12, body: '{}' });
  assert.equal((await push()).status, 401);
  gateway.write(source(sha256));
  assert.equal((await gateway.reload()).ok, true);
  assert.equal((await push()).status, 200);

  // Both expire soon: the server's is known from the start, the client's since it was presented.
  const conditions = await gateway.operator.listConditions({});
  assert.ok(conditions.status === 200);
  assert.deepEqual(
    conditions.body.items.map(({ kind, about }) => [kind, about]),
    [
      ['certificate-expiry', 'listen.tls.cert'],
      ['certificate-expiry', `sources.shipping.auth.clientCertificate certificate:${sha256.slice(0, 8)}`],
    ],
  );
  assert.equal(gateway.log.of('condition.began').length, 2);
});

test('the command tells a person what to do with the two files that it made', async (t) => {
  const folder = temporaryFolder(t);
  const { code, stdout } = await pushdock(['certificate', 'create', 'shipping', '--out', folder]);
  assert.equal(code, 0);
  const sha256 = /fingerprints: \['([0-9a-f]{64})'\]/.exec(stdout)?.[1];
  assert.equal(
    sha256,
    new X509Certificate(readFileSync(join(folder, 'shipping.pem'))).fingerprint256.replaceAll(':', '').toLowerCase(),
  );
  for (const part of [/shipping\.p12 +to upload/, /Upload the \.p12/, /Delete the \.p12/, /pushdock reload/])
    assert.match(stdout, part);
  assert.doesNotMatch(stdout, /PRIVATE KEY/);
});

test('a file that exists is not written over', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'shipping.p12'), 'in use');
  const { code, stderr } = await pushdock(['certificate', 'create', 'shipping', '--out', folder]);
  assert.equal(code, 1);
  assert.match(stderr, /shipping\.p12 already exists/);
  assert.equal(readFileSync(join(folder, 'shipping.p12'), 'utf8'), 'in use');
});

test('without openssl the command says so, and an impossible source name or number of days is a usage error', async (t) => {
  const folder = temporaryFolder(t);
  const without = await pushdock(['certificate', 'create', 'shipping', '--out', folder], { PATH: folder });
  assert.equal(without.code, 1);
  assert.match(without.stderr, /openssl is not installed/);
  assert.deepEqual(readdirSync(folder), []);
  for (const args of [['../shipping'], ['Shipping'], ['shipping', '--days', '0'], ['shipping', '--days', '1e3']])
    assert.equal((await pushdock(['certificate', 'create', ...args, '--out', folder])).code, 2, args.join(' '));
});
