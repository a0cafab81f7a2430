/** Which connections a listener holds, and which one goes: what keeps strangers from shutting the providers out. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import type { ListenerParts } from '../../src/receive/listener.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { openCertificates } from '../support/certificates.ts';
import { openListening } from '../support/listening.ts';
import { until } from '../support/until.ts';
import { dial, exchange, statusesOf, type Wire } from '../support/wire.ts';

const head = (lines: readonly string[], target = '/in/a') =>
  `POST ${target} HTTP/1.1\r\nHost: gateway.test\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const push = (target = '/in/a') => `${head(['Content-Length: 2'], target)}{}`;
const goodPush = `${head(['Content-Length: 2', 'Connection: close'])}{}`;
const page = 'GET /contracts/page HTTP/1.1\r\nHost: gateway.test\r\n\r\n';
const ok = () => ({ status: 200, contentType: 'text/plain', body: 'stored' });

/** Larger than what the system buffers for a reader that takes nothing. */
const bytes = Buffer.alloc(16_000_000, 'x');
let pagesBegun = 0;
const published: ListenerParts['published'] = async () => {
  pagesBegun += 1;
  return { bytes, mediaType: 'text/plain', etag: '"one"' };
};

const opened = (t: TestContext, bounds: ListenerParts['bounds'], parts: Partial<ListenerParts> = {}) =>
  openListening(t, ok, { published, bounds: { checkEveryMs: 5, ...bounds }, ...parts });

const heard = async (url: string, text = goodPush) => statusesOf(await exchange(url, text));

/** A connection whose other end sends `text` and takes nothing of what comes. */
async function silentReader(url: string, text: string): Promise<Wire> {
  const wire = await dial(url);
  wire.socket.pause();
  const before = pagesBegun;
  wire.write(text);
  // Before that it is only an idle connection, and goes instead of those that are owed an answer.
  if (text.startsWith(page)) await until(() => pagesBegun > before);
  return wire;
}

test('readers who take nothing make room for newcomers, who are all answered', async (t) => {
  const { url, log, server } = await opened(t, { connectionsMax: 20, answerMsMax: 60_000 });
  const silent: Wire[] = [];
  for (let index = 0; index < 60; index += 1) {
    silent.push(await silentReader(url, page + page));
    assert.deepEqual(await heard(url), [200]);
  }
  const held = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  await until(async () => (await held()) <= 20);
  assert.equal(log.of('connections.full').length, 1);
  for (const { socket } of silent) socket.destroy();
});

test('a client that reads nothing of an answer is closed when its time is over, and a slow one is not', async (t) => {
  const { url, log, server } = await opened(t, { answerMsMax: 300 });
  const silent = await silentReader(url, page);
  const slow = await silentReader(url, page);
  let took = 0;
  slow.socket.on('data', (chunk: Buffer) => {
    took += chunk.byteLength;
    slow.socket.pause();
  });
  // A little more often than it must: whatever it takes frees room for the next piece.
  const reading = setInterval(() => slow.socket.resume(), 1);
  const held = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  await until(() => log.of('connections.stalled').length === 1);
  await until(async () => (await held()) === 1);
  await until(() => took > 16_000_000);
  clearInterval(reading);
  for (const { socket } of [silent, slow]) socket.destroy();
});

test('a client that reads an answer bit by bit is closed when it reads too little in its time', async (t) => {
  const { url, log } = await opened(t, { answerMsMax: 1_000, answerBytesMin: 16_000_000 });
  const slow = await silentReader(url, page);
  let took = 0;
  slow.socket.on('data', (chunk: Buffer) => {
    took += chunk.byteLength;
    slow.socket.pause();
  });
  // About 3 MB a second: it always makes progress, and it would be done in five.
  const reading = setInterval(() => slow.socket.resume(), 20);
  await until(() => log.of('connections.stalled').length === 1);
  clearInterval(reading);
  assert.ok(took < 16_000_000);
  slow.socket.destroy();
});

test('an answer that is still being made is sent, however many requests come', async (t) => {
  let release = () => {};
  const made = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { url, inputs } = await openListening(
    t,
    async ({ path }) => {
      if (path.name === 'slow') await made;
      return ok();
    },
    { published, bounds: { connectionsMax: 3, checkEveryMs: 5, answerMsMax: 30 } },
  );
  const slow = await dial(url);
  slow.write(push('/in/slow'));
  await until(() => inputs.length === 1);
  const silent: Wire[] = [];
  for (let index = 0; index < 20; index += 1) silent.push(await silentReader(url, page));
  for (let index = 0; index < 10; index += 1) assert.deepEqual(await heard(url), [200]);
  release();
  assert.deepEqual(statusesOf(await slow.answers(1)), [200]);
  for (const { socket } of [slow, ...silent]) socket.destroy();
});

for (const [name, text] of [
  ['say nothing', ''],
  ['send half of their headers', 'POST /in/a HTTP/1.1\r\nHost: a\r\n'],
  ['send half of a body', `${head(['Content-Length: 100'])}x`],
  ['send half of a body that nobody wants', `${head(['Content-Length: 100'], '/nowhere')}x`],
  ['stay after their answer', push()],
  ['ask for pages and take nothing', page + page],
] as const)
  test(`connections that ${name} never push a newcomer out`, async (t) => {
    const { url } = await opened(t, { connectionsMax: 10, answerMsMax: 60_000 });
    const wires: Wire[] = [];
    for (let index = 0; index < 40; index += 1) {
      const wire = await silentReader(url, text);
      wires.push(wire);
      if (index % 4 === 3) assert.deepEqual(await heard(url), [200], `after ${index + 1}`);
    }
    for (const { socket } of wires) socket.destroy();
  });

test('TLS handshakes that never end never push a newcomer out, nor do readers over TLS who take nothing', async (t) => {
  const { pem, key } = openCertificates(t).make('gateway.test');
  const tls = { cert: pem, key: Secret.of(readFileSync(key, 'utf8')) };
  const { url } = await opened(t, { connectionsMax: 10, answerMsMax: 60_000 }, { tls });
  const port = Number(new URL(url).port);
  const dialled = (text: string) =>
    new Promise<ReturnType<typeof connectTls>>((resolve, reject) => {
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
        socket.write(text);
        resolve(socket);
      });
      socket.once('error', reject);
    });
  const sockets: ReturnType<typeof connect>[] = [];
  for (let index = 0; index < 30; index += 1) {
    const begun = connect(port, '127.0.0.1');
    begun.on('error', () => undefined);
    begun.write('\x16\x03\x01');
    const reader = await dialled(page);
    reader.pause();
    reader.on('error', () => undefined);
    sockets.push(begun, reader);
    const good = await dialled(goodPush);
    const [answer] = await new Promise<Buffer[]>((resolve) => good.once('data', (chunk: Buffer) => resolve([chunk])));
    assert.match(String(answer), /^HTTP\/1\.1 200 /);
    good.destroy();
  }
  for (const socket of sockets) socket.destroy();
});

test('a client that sends more requests ahead than the limit is closed, and hardly any of them is carried out', async (t) => {
  const { url, inputs, log } = await opened(t, { pipelinedMax: 50 });
  const wire = await dial(url);
  wire.write(push().repeat(20_000));
  await wire.closed();
  wire.socket.destroy();
  assert.equal(log.of('connections.pipelined').length, 1);
  assert.ok(inputs.length <= 50, `${inputs.length}`);
  inputs.length = 0;
  const within = await dial(url);
  within.write(push().repeat(50));
  assert.equal(statusesOf(await within.answers(50)).length, 50);
  within.write(goodPush);
  assert.equal(statusesOf(await within.closed()).length, 51);
  assert.equal(inputs.length, 51);
});

test('bodies that arrive hold only so much together, and the one that takes longest is let go with 408', async (t) => {
  const { url, log, inputs } = await opened(t, { bodiesBytesMax: 4_000 }, { bodyBytesMax: 1_000 });
  const slow: Wire[] = [];
  for (let index = 0; index < 10; index += 1) {
    const wire = await dial(url);
    wire.write(`${head(['Content-Length: 1000'])}${'x'.repeat(900)}`);
    slow.push(wire);
    assert.deepEqual(
      await heard(url, `${head(['Content-Length: 1000', 'Connection: close'])}${'y'.repeat(1000)}`),
      [200],
    );
  }
  for (const wire of slow.slice(0, 6)) assert.deepEqual(statusesOf(await wire.closed()), [408]);
  for (const wire of slow.slice(-3)) wire.write('x'.repeat(100));
  for (const wire of slow.slice(-3)) assert.deepEqual(statusesOf(await wire.answers(1)), [200]);
  assert.equal(inputs.length, 13);
  assert.equal(log.of('bodies.full').length, 1);
  for (const { socket } of slow) socket.destroy();
});

test('a whole body counts until it is proven, and is never let go', async (t) => {
  const releases: (() => void)[] = [];
  const { url } = await openListening(
    t,
    async ({ path, proven }) => {
      if (path.name === 'proven') proven?.();
      if (path.name !== 'quick') await new Promise<void>((release) => releases.push(release));
      return ok();
    },
    { bodyBytesMax: 1_000, bounds: { bodiesBytesMax: 4_000 } },
  );
  const large = (name: string) =>
    `${head(['Content-Length: 1000', 'Connection: close'], `/in/${name}`)}${'x'.repeat(1_000)}`;
  const opened = async (name: string): Promise<Wire> => {
    const before = releases.length;
    const wire = await dial(url);
    wire.write(large(name));
    await until(() => releases.length === before + 1);
    return wire;
  };
  const wires = [];
  for (let index = 0; index < 8; index += 1) wires.push(await opened('proven'));
  assert.deepEqual(await heard(url, large('quick')), [200]);
  for (let index = 0; index < 4; index += 1) wires.push(await opened('unproven'));
  assert.deepEqual(await heard(url, large('quick')), [408]);
  for (const release of releases) release();
  for (const wire of wires) assert.deepEqual(statusesOf(await wire.closed()), [200]);
  assert.deepEqual(await heard(url, large('quick')), [200]);
  for (const { socket } of wires) socket.destroy();
});

test('a client that closes its half after the request still gets the answer', async (t) => {
  const { url, inputs } = await opened(t, {});
  const wire = await dial(url);
  wire.socket.end(push());
  assert.deepEqual(statusesOf(await wire.closed()), [200]);
  assert.equal(inputs.length, 1);
  wire.socket.destroy();
});

test('an idle connection is kept for as long as the configuration says', async (t) => {
  const { url } = await opened(t, {}, { keepAliveMs: 200 });
  const wire = await dial(url);
  wire.write(push());
  assert.match(await wire.answers(1), /HTTP\/1\.1 200 /);
  await wire.closed(); // Node adds up to a second of its own.
  wire.socket.destroy();
  const { url: byDefault } = await opened(t, {});
  const kept = await dial(byDefault);
  kept.write(push());
  assert.match(await kept.answers(1), /\r\nKeep-Alive: timeout=650\r\n/);
  kept.socket.destroy();
});
