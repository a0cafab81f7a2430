/** The listener itself over TLS: handshakes that fail or never end, stopping, a renewed certificate. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { Secret } from '../../src/trust/secrets.ts';
import { openCertificates, server } from '../support/certificates.ts';
import { openListening } from '../support/listening.ts';
import { openSecureGateway, send } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';

const ok = () => ({ status: 200, contentType: 'text/plain', body: 'stored' });

function tlsOf(t: Parameters<typeof openCertificates>[0]) {
  const { make } = openCertificates(t);
  const own = make('own', { extensions: server });
  return { make, own, tls: { cert: own.pem, key: Secret.of(readFileSync(own.key, 'utf8')) } };
}

test('over TLS the request says https, and what the caller presented', async (t) => {
  const { make, tls } = tlsOf(t);
  const client = make('client');
  const { url, inputs } = await openListening(t, ok, { tls });
  assert.match(url, /^https:/);
  assert.equal((await send(`${url}/in/a`, { p12: client.p12, headers: { host: 'gateway.test' } })).body, 'stored');
  const [input] = inputs;
  assert.equal(input?.request.publicUrl, 'https://gateway.test/in/a');
  const presented = input?.request.clientCertificate;
  assert.ok(presented?.kind === 'certificate');
  assert.deepEqual([presented.sha256, presented.from], [client.sha256, 'tls']);
  await send(`${url}/in/a`, {});
  assert.equal(inputs[1]?.request.clientCertificate, undefined);
});

test('requests of one connection show one and the same certificate', async (t) => {
  const { make, tls } = tlsOf(t);
  const client = make('client');
  const { url, inputs } = await openListening(t, ok, { tls });
  const { hostname, port } = new URL(url);
  const socket = connect({
    host: hostname,
    port: Number(port),
    rejectUnauthorized: false,
    pfx: readFileSync(client.p12),
  });
  await once(socket, 'secureConnect');
  const request = 'POST /in/a HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 0\r\n';
  socket.write(`${request}\r\n${request}Connection: close\r\n\r\n`);
  socket.resume();
  await once(socket, 'close');
  assert.deepEqual(
    inputs.map(
      (input) => input.request.clientCertificate?.kind === 'certificate' && input.request.clientCertificate.sha256,
    ),
    [client.sha256, client.sha256],
  );
});

test('a caller that speaks plain http to a TLS port is cut off without an answer in the clear, and others are served', async (t) => {
  const { tls } = tlsOf(t);
  const { url, inputs } = await openListening(t, ok, { tls });
  const { hostname, port } = new URL(url);
  const socket = connectPlain(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  socket.write('POST /in/a HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 0\r\n\r\n');
  await once(socket, 'close');
  assert.doesNotMatch(heard, /HTTP/);
  assert.equal(inputs.length, 0);
  assert.equal((await send(`${url}/in/a`, {})).status, 200);
});

test('a stop waits neither for a handshake that was never begun nor for a connection on which nothing was sent', async (t) => {
  const { tls } = tlsOf(t);
  const { url, stop } = await openListening(t, ok, { tls });
  const { hostname, port } = new URL(url);
  const silent = connectPlain(Number(port), hostname);
  const idle = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  for (const socket of [silent, idle]) socket.on('error', () => {});
  await Promise.all([once(silent, 'connect'), once(idle, 'secureConnect')]);
  const gone = Promise.all([once(silent, 'close'), once(idle, 'close')]);
  idle.resume();
  // The bound is a minute; had the stop to wait for it, the test would run out of time.
  await Promise.all([stop(60_000), gone]);
});

test('a push that is under way when the stop begins is still answered', async (t) => {
  const { tls } = tlsOf(t);
  let release: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { url, stop, inputs } = await openListening(
    t,
    async () => {
      await begun;
      return ok();
    },
    { tls },
  );
  const sent = send(`${url}/in/a`, {});
  await until(() => inputs.length > 0);
  const stopped = stop(60_000);
  release();
  assert.equal((await sent).body, 'stored');
  await stopped;
});

test('a renewed certificate is taken up by a reload, one that does not fit its key is refused and the old one stays', async (t) => {
  const { make } = openCertificates(t);
  const [first, second] = [make('first', { extensions: server }), make('second', { extensions: server })];
  const folder = openCertificates(t).folder;
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const put = (certificate: string, privateKey: string) => {
    copyFileSync(certificate, cert);
    copyFileSync(privateKey, key);
  };
  put(first.file, first.key);
  const gateway = await openSecureGateway(
    t,
    `tls: { cert: ${cert}, key: ${key} }`,
    'sources: { shipping: { provider: paazl, auth: { bearer: [ test-only-token-0001 ] } } }',
  );
  const shown = async () => {
    const { hostname, port } = new URL(gateway.publicUrl);
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const certificate = socket.getPeerX509Certificate();
    socket.destroy();
    return certificate?.fingerprint256;
  };
  assert.equal(await shown(), first.x509.fingerprint256);
  put(second.file, first.key);
  const refused = await gateway.reload();
  assert.ok(!refused.ok);
  assert.match(refused.faults.join('\n'), /listen\.tls\.key: is not the key of the first certificate/);
  assert.equal(await shown(), first.x509.fingerprint256);
  put(second.file, second.key);
  assert.deepEqual(await gateway.reload(), {
    ok: true,
    changes: [{ kind: 'certificate', name: cert, change: 'changed' }],
  });
  assert.equal(await shown(), second.x509.fingerprint256);
});
