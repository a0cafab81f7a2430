/** The ready-to-try gateway with one line changed: its store is a PostgreSQL. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { noPostgres, postgresBinaries, sharedPostgres, startPostgres } from '../support/postgres-server.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

const skip = postgresBinaries() === undefined && noPostgres;

async function started(t: TestContext, store: string, options = {}): Promise<RunningGateway> {
  const configure = (text: string) => text.replace(/^store: .*$/m, store);
  const gateway = await startTryGateway({ mocks: false, configure, ...options });
  t.after(() => gateway.stop());
  return gateway;
}

const push = ({ publicUrl }: RunningGateway, reference: string) =>
  fetch(`${publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer development-paazl-token' },
    body: JSON.stringify({ orderReference: reference, status: 'delivered' }),
  });

test('with store: postgres:// a push is acknowledged, delivered and listed, and a repeat after kill -9 is a repeat', {
  skip,
}, async (t) => {
  const { url } = await sharedPostgres();
  const env = { DATABASE_PASSWORD: 'not-asked-for' };
  const gateway = await started(
    t,
    `store: { url: "${url()}", schema: try_${process.pid}, password: { env: DATABASE_PASSWORD } }`,
    { env },
  );
  assert.equal((await push(gateway, 'first')).status, 200);
  await gateway.eventually(() => gateway.events().length === 1, 'its event is delivered');
  await gateway.kill('SIGKILL');
  await gateway.restart();
  assert.equal((await push(gateway, 'first')).status, 200);
  assert.equal((await push(gateway, 'second')).status, 200);
  await gateway.eventually(() => gateway.events().length === 2, 'the other event is delivered');
  assert.equal((await gateway.messages()).length, 2);
  const doctor = await pushdock(['doctor', '--config', gateway.file], env);
  assert.match(doctor.stdout, /^ok +store: postgres:/m);
  assert.match(doctor.stdout, /^warning +store: no synchronous standby/m);
  assert.doesNotMatch(doctor.stdout + gateway.log(), /not-asked-for/);
});

test('while the database is gone pushes and the operator hear 503 with Retry-After, and the gateway goes on when it is back', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const gateway = await started(t, `store: ${server.tcpUrl()}`);
  assert.equal((await push(gateway, 'before')).status, 200);
  await server.stop('immediate');
  const refused = await push(gateway, 'meanwhile');
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  const listed = await fetch(`${gateway.operatorUrl}/api/messages`);
  const { title, detail } = JSON.parse(await listed.text());
  assert.deepEqual([listed.status, title], [503, 'The gateway cannot do this at the moment']);
  assert.ok(Number(listed.headers.get('retry-after')) > 0);
  assert.match(detail, /^The store .* could not be used: .*Check that the database runs/);
  const metrics = await fetch(`${gateway.operatorUrl}/metrics`);
  assert.equal(metrics.status, 200);
  assert.match(await metrics.text(), /^pushdock_store_up 0$/m);
  const { code, stderr } = await pushdock(['sinks', 'list', '--url', gateway.operatorUrl]);
  assert.deepEqual([code, /^pushdock: The gateway cannot do this at the moment\. The store /.test(stderr)], [4, true]);
  assert.match(gateway.log(), /operator\.store_unavailable/);
  assert.doesNotMatch(gateway.log(), /operator\.crashed/);
  assert.equal(gateway.process().exitCode, null);
  await server.start();
  await gateway.eventually(
    async () => (await push(gateway, 'meanwhile')).status === 200,
    'it is taken when it comes again',
  );
  await gateway.eventually(() => gateway.events().length === 2, 'both are delivered');
});
