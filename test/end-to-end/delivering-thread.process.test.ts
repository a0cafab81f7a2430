/** What delivering does, and what becomes of its thread, delays no ack and loses nothing. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'pushdock-thread-'));
const named = (name: string) => join(folder, name);
const begin = (name: string) => writeFileSync(named(name), '');
const cease = (name: string) => rmSync(named(name), { force: true });

// Ends threads as a bug of ours would, by an error that nothing catches: the delivering one or the store's reader once, while the file is there;
// the delivering one at each start (`end-at-start`). `stall-start` keeps it from opening.
const preload = `
  import { existsSync, rmSync, writeFileSync } from 'node:fs';
  import { isMainThread, workerData } from 'node:worker_threads';
  const at = (name) => process.env.ENDS_OF_THREADS + '/' + name;
  function endOnce(name) {
    setInterval(() => {
      if (!existsSync(at(name))) return;
      rmSync(at(name));
      throw new Error('a bug that nothing catches');
    }, 50).unref();
  }
  if (!isMainThread && workerData?.role === 'reader') {
    endOnce('end-reader');
    process.on('exit', () => writeFileSync(at('reader-ended'), ''));
  }
  if (!isMainThread && workerData == null) {
    if (existsSync(at('end-at-start'))) throw new Error('a bug at every start');
    while (existsSync(at('stall-start'))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    endOnce('end-delivering');
  }`;

let gateway: RunningGateway;
before(async () => {
  writeFileSync(named('preload.mjs'), preload);
  gateway = await startTryGateway({
    mocks: false,
    configure: (text) => `${text}\npolicy: { limits: { bodyBytes: 33554432 } }\n`,
    env: { NODE_OPTIONS: `--import=${pathToFileURL(named('preload.mjs'))}`, ENDS_OF_THREADS: folder },
  });
});
after(async () => {
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A thread loads everything again when it is started again, which takes a busy machine long. */
const within = (holds: () => boolean | Promise<boolean>, otherwise: string) =>
  until(holds, { otherwise, msMax: 60_000 });

const push = async (reference: string, more = '') => {
  const body = `{"orderReference":"${reference}","webshop":123,"barcode":"${reference}","status":"DELIVERED"${more}}`;
  const headers = { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' };
  const response = await fetch(`${gateway.publicUrl}/push/paazl/shipping`, { method: 'POST', body, headers });
  await response.arrayBuffer();
  return response.status;
};
const operator = async (path: string, init: RequestInit = {}) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.operatorUrl}${path}`, { ...init, headers });
  return { status: response.status, text: await response.text() };
};
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec((await operator('/metrics')).text)?.[1]);
const conditions = async () => (await operator('/api/conditions')).text;
const subjects = () => gateway.events().map(({ subject }) => subject);
const delivered = (reference: string) => within(() => subjects().includes(reference), `${reference} is not delivered`);
const times = (event: string) => gateway.log().split(`"${event}"`).length - 1;

test('a thread of delivering that ends is started again, loudly, what was pushed meanwhile is delivered, and who asks gets an answer', async () => {
  begin('end-delivering');
  await within(() => times('delivering.ended') === 1, 'nothing is said of the end');
  assert.equal(await push('while-away'), 200);
  const askedAt = performance.now();
  const { status } = await operator('/api/replay-plan');
  const waitedMs = performance.now() - askedAt;
  // The gateway lets a caller wait for ten seconds. On a busy machine the next thread takes longer to load.
  assert.ok(status === 200 || (status === 503 && waitedMs > 9_000), `${status} after ${waitedMs} ms`);
  await within(async () => (await operator('/api/replay-plan')).status === 200, 'nobody answers who asks');
  await delivered('while-away');
  assert.equal(await metric('pushdock_delivering_ends_total'), 1);
  const lags = (await operator('/metrics')).text.match(
    /^pushdock_delivering_eventloop_lag_seconds\{share="[\d.]+"\} [\d.e-]+$/gm,
  );
  assert.equal(lags?.length, 3, 'the thread that delivers now says how its event loop does');
  assert.match(gateway.log(), /a bug that nothing catches/);
});

test('a reader of the store that ends is replaced for both threads', async () => {
  const ask = async () => {
    const [own, thread] = [await operator('/api/messages'), await operator('/api/replay-plan')];
    return own.status === 200 && thread.status === 200;
  };
  assert.ok(await ask());
  begin('end-reader');
  await within(() => existsSync(named('reader-ended')), 'the reader does not end');
  await within(ask, 'the reader does not come back');
  assert.equal(times('delivering.ended'), 1);
});

test('a message that takes too long is cut off and set aside with the reason; others are acknowledged and delivered', async () => {
  const numbers = Array.from({ length: 900_000 }, (_, at) => `,"k${at}":1.50`).join('');
  assert.equal(await push('heavy', numbers), 200);
  for (let at = 0; at < 20; at += 1) assert.equal(await push(`beside-${at}`), 200);
  for (let at = 0; at < 20; at += 1) await delivered(`beside-${at}`);
  await within(gateway.idle, 'the gateway does not come to rest');
  const [aside] = await gateway.messages('state=quarantined');
  assert.ok(aside, 'it is in quarantine');
  assert.ok(gateway.log().includes('message.cut_off'));
  assert.ok(!subjects().includes('heavy'));
  assert.match((await operator(`/api/messages/${aside.id}`)).text, /took more than 2 s of the processor/);
});

test('a message that was cut off is tried once more when an operator asks, also after the thread has ended of something else', async () => {
  const [aside] = await gateway.messages('state=quarantined');
  assert.ok(aside);
  const [ends, cuts] = [times('delivering.ended'), times('message.cut_off')];
  begin('end-delivering');
  await within(() => times('delivering.ended') > ends, 'it does not end');
  assert.equal((await operator(`/api/messages/${aside.id}/retry`, { method: 'POST' })).status, 200);
  await within(() => times('message.cut_off') > cuts, 'it is set aside again without being tried');
  await within(gateway.idle, 'the gateway does not come to rest');
});

test('a thread that ends at each start is a condition; pushes are acknowledged, and a stop ends the gateway at once', async () => {
  begin('end-at-start');
  begin('end-delivering');
  const before = times('delivering.ended');
  await within(() => times('delivering.ended') >= before + 3, 'it does not end again');
  assert.match(await conditions(), /delivering-ended.*a bug at every start/);
  assert.equal(await push('while-it-cannot-start'), 200);
  await gateway.kill('SIGTERM');
  assert.equal(gateway.process().exitCode, 0);
  cease('end-at-start');
  await gateway.restart();
  await delivered('while-it-cannot-start');
});

test('a stop while the thread is being started again ends the gateway, and nothing is lost', async () => {
  begin('stall-start');
  begin('end-delivering');
  const before = times('delivering.ended');
  await within(() => times('delivering.ended') > before, 'it does not end');
  assert.equal(await push('while-it-starts'), 200);
  // The next thread has begun by then, and does not come to open anything.
  await until(async () => (await conditions()).includes('delivering-ended'), { otherwise: 'no condition says so' });
  await gateway.kill('SIGTERM');
  assert.equal(gateway.process().exitCode, 0);
  cease('stall-start');
  await gateway.restart();
  await delivered('while-it-starts');
  assert.doesNotMatch(await conditions(), /delivering-ended/);
});
