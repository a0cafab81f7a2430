import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { createGateway } from '../generated/gateway/client/client.ts';
import type { FileSinkSettings } from '../src/config.ts';
import { sinkDefaults } from '../src/deliver/sinks/sink.ts';
import { openGateway } from '../src/gateway.ts';
import { listen } from '../src/running/listening.ts';
import { openSqliteStore } from '../src/store/sqlite/open.ts';
import { StoreUnavailable } from '../src/store/store.ts';
import { openTestStore } from './store/test-store.ts';
import { openListening } from './support/listening.ts';
import { recordingLog } from './support/recording-log.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { toy } from './support/toy/provider/provider.ts';
import { openToyGateway, toyConfiguration } from './support/toy-gateway.ts';
import { until } from './support/until.ts';
import { dial, statusesOf } from './support/wire.ts';

const request = 'POST /in/a HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 2\r\n\r\n{}';

const stored = { status: 200, contentType: 'text/plain', body: 'stored' };

const ledgerOf = (folder: string): FileSinkSettings => ({
  type: 'file',
  path: join(folder, 'events.ndjson'),
  delivery: {
    ...{ ...sinkDefaults, filter: { types: [], sources: [], data: {} } },
    retry: { firstMs: 10, factor: 1, capMs: 10, jitter: 'none', attempts: 1000 },
  },
});

/** This process's own; known on Linux only, elsewhere none. */
function openFilesIn(folder: string): readonly string[] {
  const descriptors = '/proc/self/fd';
  if (!existsSync(descriptors)) return [];
  return readdirSync(descriptors)
    .map((name) => {
      try {
        return readlinkSync(join(descriptors, name));
      } catch {
        return ''; // Of this very look.
      }
    })
    .filter((path) => path.startsWith(folder));
}

test('a stop finishes the request that is under way, and then closes its kept-alive connection', async (t) => {
  let release = () => {};
  const { url, stop, inputs } = await openListening(
    t,
    () =>
      new Promise((resolve) => {
        release = () => resolve(stored);
      }),
  );
  const wire = await dial(url);
  wire.write(request);
  await until(() => inputs.length === 1);
  let stopped = false;
  const stopping = stop(60_000).then(() => {
    stopped = true;
  });
  await assert.rejects(dial(url), /ECONNREFUSED/);
  assert.equal(stopped, false);
  release();
  assert.deepEqual(statusesOf(await wire.closed()), [200]);
  wire.socket.destroy();
  await stopping;
});

test('a stop waits neither for idle connections nor for those on which nothing was ever sent', async (t) => {
  const { url, stop, inputs } = await openListening(t, () => stored);
  const silent = await dial(url);
  const idle = await dial(url);
  idle.write(request);
  await idle.answers(1);
  assert.equal(inputs.length, 1);
  await stop(60_000);
  for (const wire of [silent, idle]) wire.socket.destroy();
});

test('a stop waits for half a request only until its bound', async (t) => {
  const { url, stop } = await openListening(t, () => stored);
  const wire = await dial(url);
  wire.write('POST /in/a HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 100\r\n\r\nhalf');
  wire.write('x');
  await stop(50);
  await wire.closed();
  wire.socket.destroy();
});

test('a push that was acknowledged before a stop is an event after the next start, under the same id', async (t) => {
  const folder = temporaryFolder(t);
  const configuration = toyConfiguration(folder);
  const first = await openToyGateway(t, configuration);
  assert.equal((await first.push('{"id":"move-1","toys":["bear"]}')).status, 200);
  await first.close();
  await first.close();
  const second = await openToyGateway(t, configuration);
  await until(async () => {
    const answer = await second.operator.listEvents({ query: {} });
    return answer.status === 200 && answer.body.items.length === 1;
  });
  const repeated = await second.push('{"id":"move-1","toys":["bear"]}');
  assert.equal(`${repeated.status} ${await repeated.text()}`, '200 thank you');
});

test('a store that fails for good: pushes are answered 503 with Retry-After, readiness too, and the process is told to end', async (t) => {
  const { store: real } = await openTestStore(t);
  const failure = new StoreUnavailable('The last commit failed.', { fatal: true });
  const store = {
    ...real,
    append: () => Promise.reject(failure),
    healthy: () => Promise.reject(failure),
  };
  const gateway = await openToyGateway(t, {}, { store });
  const response = await gateway.push('{}');
  assert.equal(response.status, 503);
  assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.equal(await gateway.fatal, failure);
  const ready = await gateway.operator.getReadiness({});
  assert.equal(ready.status, 503);
});

test('a reused nonce is answered 401, and its message is not kept', async (t) => {
  const gateway = await openToyGateway(t);
  const headers = { 'x-toy-nonce': 'once' };
  assert.equal((await gateway.push('{"id":"1","toys":[]}', { headers })).status, 200);
  const again = await gateway.push('{"id":"2","toys":[]}', { headers });
  assert.equal(again.status, 401);
  assert.equal(again.headers.get('www-authenticate'), 'Bearer realm="toy"');
  const answer = await gateway.operator.listMessages({ query: {} });
  assert.equal(answer.status === 200 && answer.body.items.length, 1);
});

test('a gateway that cannot bind its second address leaves nothing running and nothing locked', async (t) => {
  const folder = temporaryFolder(t);
  const taken = createServer();
  const { url, stop } = await listen(taken, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  const configuration = toyConfiguration(folder);
  const address = { host: '127.0.0.1', port: Number(new URL(url).port) };
  for (const listening of [
    { ...configuration.listen, public: address },
    { ...configuration.listen, admin: address },
  ])
    await assert.rejects(
      openGateway({ ...configuration, listen: listening }, { providers: [toy], log: recordingLog() }),
      /EADDRINUSE/,
    );
  const gateway = await openGateway(configuration, { providers: [toy], log: recordingLog() });
  await gateway.close();
});

test('a sink whose module is missing refuses the start, and leaves neither the store nor another sink open', async (t) => {
  const folder = temporaryFolder(t);
  const { delivery } = ledgerOf(folder);
  const sinks = {
    ledger: ledgerOf(folder),
    code: { type: 'module', path: join(folder, 'missing.mjs'), timeoutMs: 1_000, delivery },
  } as const;
  const opening = openGateway(toyConfiguration(folder, { sinks }), { providers: [toy], log: recordingLog() });
  await assert.rejects(opening, /sinks\.code\.path: the module .*missing\.mjs .*/);
  const store = await openSqliteStore({ path: join(folder, 'pushdock.db') });
  await store.close();
  assert.ok(existsSync(join(folder, 'pushdock.db')));
  assert.deepEqual(openFilesIn(folder), []);
});

test('a file sink whose path is a folder does not stop the start: pushes are acknowledged, the fault is logged, and the events follow once the path is free', async (t) => {
  const folder = temporaryFolder(t);
  const { path } = ledgerOf(folder);
  mkdirSync(path);
  const gateway = await openToyGateway(t, { sinks: { ledger: ledgerOf(folder) } });
  const [fault] = gateway.log.lines.filter(({ event }) => event === 'sink.not_opened');
  assert.equal(fault?.fields.sink, 'ledger');
  assert.match(String(fault?.fields.reason), /leads to a folder \(EISDIR\).*move it away, or set another path/);
  assert.equal((await gateway.push('{"id":"m-1","toys":["bear"]}')).status, 200);
  const deliveries = async () => (await gateway.store.listDeliveries({}, { limit: 10 })).items;
  await until(async () => (await deliveries()).some(({ attempts }) => attempts > 0));
  rmdirSync(path);
  await until(async () => (await deliveries()).every(({ state }) => state === 'delivered'));
  assert.equal(readFileSync(path, 'utf8').split('\n').length, 2);
});

test('the link of a condition leads to the public listener as it is bound, where the configuration leaves its port to the system', async (t) => {
  const folder = temporaryFolder(t);
  const { path } = ledgerOf(folder);
  writeFileSync(path, '{}\n');
  utimesSync(path, 0, 0); // Events of a store that is gone: a condition from the start on.
  const gateway = await openGateway(toyConfiguration(folder), { providers: [toy], log: recordingLog() });
  t.after(gateway.close);
  const answer = await createGateway({ baseUrl: gateway.operatorUrl }).listConditions({});
  assert.ok(answer.status === 200);
  assert.deepEqual(
    answer.body.items.map(({ kind, link }) => [kind, link]),
    [['store-younger', `${gateway.publicUrl}/contracts/guides/conditions.html#store-younger`]],
  );
});

test('an IPv6 address is printed in brackets', async (t) => {
  const server = createServer((_request, response) => response.end('here'));
  const listening = await listen(server, { host: '::1', port: 0 }).catch(() => undefined);
  if (listening === undefined) return t.skip('this machine has no IPv6 loopback');
  t.after(() => listening.stop(0));
  assert.match(listening.url, /^http:\/\/\[::1\]:\d+$/);
  assert.equal(await (await fetch(listening.url)).text(), 'here');
  await Promise.all([listening.stop(1000), once(server, 'close')]);
});
