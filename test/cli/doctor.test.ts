/** `pushdock doctor` shows what stands, with a gateway that runs and without one. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openCertificates, server } from '../support/certificates.ts';
import { programAt } from '../support/programs.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';

const root = resolve(import.meta.dirname, '../..');
const program = programAt(new URL('../../src/cli/main.ts', import.meta.url));

/** Not the synchronous kind: the gateway that it asks may live in this process. */
function doctor(file: string, adminPort: string): Promise<string> {
  return new Promise((done, reject) => {
    const args = [...program, 'doctor', '--config', file];
    const env = { ...process.env, ADMIN_PORT: adminPort };
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout) => (error ? reject(error) : done(stdout)));
  });
}

function secured(t: TestContext, days: number) {
  const own = openCertificates(t).make('own', { extensions: server, days });
  return openSecureGateway(
    t,
    `tls: { cert: ${own.file}, key: ${own.key} }`,
    'sources: { shipping: { provider: paazl, auth: { bearer: [ test-only-token-0001 ] } } }',
  );
}

test('a certificate that is about to expire is a warning, since when it is known', async (t) => {
  const gateway = await secured(t, 10);
  const { port } = new URL(gateway.operatorUrl);
  const said = await doctor(gateway.file, port);
  assert.match(said, /^ok +gateway: ready/m);
  assert.match(said, /^warning +configuration: sinks: there are none, so events are kept in the store/m);
  assert.match(
    said,
    /^warning +listen\.tls\.cert: The certificate expires on \d{4}-\d\d-\d\d\. .*\(since \d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/m,
  );
  await gateway.close();
  // Nobody answers there now, and the file can still be looked at.
  const alone = await doctor(gateway.file, port);
  assert.match(alone, /^warning +gateway: the gateway is not running/m);
  assert.match(alone, /^warning +listen\.tls\.cert: The certificate expires on/m);
});

test('a certificate that does not expire soon is not mentioned', async (t) => {
  const gateway = await secured(t, 60);
  assert.doesNotMatch(await doctor(gateway.file, new URL(gateway.operatorUrl).port), /expires/);
});
