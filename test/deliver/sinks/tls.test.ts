import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import type { HttpSinkSettings } from '../../../src/config.ts';
import { openHttpSink } from '../../../src/deliver/sinks/http.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { find } from './brokers.ts';
import { delivery, eventOf } from './events.ts';

const skip = find('openssl') === undefined ? 'no openssl here' : false;

/** An authority of our own, a server's certificate for 127.0.0.1 and a client's, all valid for a day. */
function certificates(t: TestContext): (name: string) => string {
  const folder = temporaryFolder(t);
  const openssl = (...parameters: string[]) => execFileSync('openssl', parameters, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '1', '-subj', '/CN=Test authority');
  for (const name of ['server', 'client']) {
    openssl(
      'req',
      ...key,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name}`,
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-out',
      `${name}.pem`,
      '-days',
      '1',
      '-copy_extensions',
      'copy',
    );
  }
  return (name) => join(folder, name);
}

test('TLS: the own authority is believed and nobody else, and the client certificate is shown', { skip }, async (t) => {
  const path = certificates(t);
  const peers: string[] = [];
  const read = (name: string) => readFileSync(path(name));
  const server = createServer(
    {
      key: read('server.key'),
      cert: read('server.pem'),
      ca: read('ca.pem'),
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      peers.push(socket.authorized ? String(socket.getPeerCertificate().subject.CN) : 'nobody');
      request.resume();
      response.writeHead(204).end();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');

  const attempt = async (tls: HttpSinkSettings['tls']) => {
    const sink = openHttpSink(
      'orders',
      {
        type: 'http',
        url: `https://127.0.0.1:${address.port}/`,
        secrets: [Secret.of(`whsec_${Buffer.alloc(24, 7).toString('base64')}`)],
        mode: 'structured',
        timeoutMs: 10_000,
        reach: 'private',
        delivery,
        ...(tls === undefined ? {} : { tls }),
      },
      { clock: systemClock },
    );
    t.after(() => sink.close());
    return await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
  };
  const stranger = await attempt(undefined);
  assert.equal(stranger.kind, 'failed');
  assert.match(stranger.detail, /no answer from 127\.0\.0\.1:\d+ \([A-Z_]+\)/);
  assert.equal((await attempt({ ca: path('ca.pem') })).kind, 'delivered');
  const key = Secret.of(readFileSync(path('client.key'), 'utf8'));
  assert.equal((await attempt({ ca: path('ca.pem'), certificate: path('client.pem'), key })).kind, 'delivered');
  assert.deepEqual(peers, ['nobody', 'client']);
});
