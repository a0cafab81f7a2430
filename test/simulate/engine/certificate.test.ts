import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { authority, openCertificates, server } from '../../support/certificates.ts';
import { openHeldMocks } from './mocks.ts';

test('Paazl presents its client certificate, to a gateway whose own certificate it trusts', async (t) => {
  const { make } = openCertificates(t);
  const ca = make('ca', { extensions: authority });
  const own = make('gateway', { issuer: ca, extensions: server });
  const paazl = make('paazl');
  const seen: { fingerprint: string | undefined; authorization: string | undefined }[] = [];
  const tls = { cert: own.pem, key: readFileSync(own.key), requestCert: true, rejectUnauthorized: false };
  const gateway = createServer(tls, (request, response) => {
    const { raw } = (request.socket as TLSSocket).getPeerCertificate();
    seen.push({ fingerprint: raw?.toString('hex'), authorization: request.headers.authorization });
    request.resume();
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    gateway.closeAllConnections();
    gateway.close();
  });
  const url = `https://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const certificate = { cert: paazl.pem, key: readFileSync(paazl.key, 'utf8') };

  const trusting = await openHeldMocks(t, ['paazl'], {
    settings: ({ paazl: { token: _, ...rest }, ...given }) => ({
      ...given,
      gateway: url,
      ca: ca.pem,
      paazl: { ...rest, certificate },
    }),
  });
  trusting.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  await trusting.runOut(0);
  assert.equal(trusting.delivery('paazl-1.1').state, 'succeeded');
  assert.deepEqual(seen, [{ fingerprint: Buffer.from(paazl.der).toString('hex'), authorization: undefined }]);

  const distrusting = await openHeldMocks(t, ['paazl'], { settings: (given) => ({ ...given, gateway: url }) });
  distrusting.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  await distrusting.runOut(0);
  assert.equal(distrusting.delivery('paazl-1.1').attempts[0]?.outcome, 'unreachable');
  assert.equal(seen.length, 1);
});
