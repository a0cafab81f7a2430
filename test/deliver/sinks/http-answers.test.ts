/** Answers as servers and proxies really give them: interim ones unasked, bodies that are slow, endless or cut. */
import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { openHttpSink } from '../../../src/deliver/sinks/http.ts';
import { silentLog } from '../../../src/log.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { firstAttempt } from '../../support/claims.ts';
import { delivery, eventOf } from './events.ts';

/** A server of bytes: `answer` is given the socket once a request with its body is there. */
async function serveBytes(t: TestContext, answer: (socket: Socket) => void) {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (head === -1 || text.length < head + 4 + length) return;
      text = '';
      requests += 1;
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return { url: `http://127.0.0.1:${address.port}/`, requests: () => requests };
}

async function opened(t: TestContext, answer: (socket: Socket) => void, timeoutMs = 5_000) {
  const { url, requests } = await serveBytes(t, answer);
  const secrets = [Secret.of(`whsec_${Buffer.from('not-a-real-secret-older-0001').toString('base64')}`)];
  const settings = { type: 'http', url, secrets, mode: 'structured', timeoutMs, reach: 'any', delivery } as const;
  const sink = openHttpSink('orders', settings, { clock: systemClock });
  t.after(() => sink.close());
  return { deliver: () => sink.deliver(eventOf('com.toy.moved', {}), firstAttempt), requests };
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

for (const [what, interim] of [
  ['100 Continue', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['100 Continue twice, with a header', 'HTTP/1.1 100 Continue\r\nx: y\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'],
  ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['103 Early Hints', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
] as const)
  test(`a server that sends ${what} unasked gets its events, each after the first once`, async (t) => {
    const { deliver, requests } = await opened(t, (socket) => socket.write(interim + ok));
    for (let n = 0; n < 3; n += 1) assert.equal((await deliver()).kind, 'delivered');
    assert.ok(requests() <= 4);
  });

test('100 Continue before a refusal is that refusal, and calls of a provider API get through it too', async (t) => {
  const refusing = await opened(t, (socket) =>
    socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 422 No\r\ncontent-length: 3\r\n\r\nbad'),
  );
  assert.deepEqual(await refusing.deliver(), { kind: 'refused', detail: 'answered 422', status: 422, answer: 'bad' });
  const { url } = await serveBytes(t, (socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${ok}`));
  const outbound = openOutbound({ development: true, log: silentLog, clock: systemClock });
  t.after(() => outbound.close());
  const answer = await outbound.fetch(url, { method: 'POST', body: '{}' });
  assert.deepEqual([answer.status, await answer.text()], [200, 'ok']);
});

for (const [what, answer] of [
  ['never ends', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome')],
  ['is cut off', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome')],
  [
    'is cut off within a chunk',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nso'),
  ],
  [
    'is endless',
    (socket: Socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\n\r\n');
      const more = () => socket.writable && socket.write('x'.repeat(10_000), more);
      more();
    },
  ],
] as const)
  test(`a 2xx whose body ${what} is delivered, and so is the next event`, async (t) => {
    // Longer than a busy machine takes for ten: one that waited for its time would be seen.
    const timeoutMs = 60_000;
    const { deliver, requests } = await opened(t, answer, timeoutMs);
    const startedAtMs = Date.now();
    for (let n = 0; n < 10; n += 1) assert.equal((await deliver()).kind, 'delivered');
    assert.ok(Date.now() - startedAtMs < timeoutMs);
    assert.equal(requests(), 10);
  });

for (const [what, end] of [
  ['never ends', (socket: Socket, text: string) => socket.write(text)],
  ['is cut off', (socket: Socket, text: string) => socket.end(text)],
] as const)
  test(`a refusal whose body ${what} counts by its status, with Retry-After and the beginning`, async (t) => {
    const head = (status: string) => `HTTP/1.1 ${status}\r\nretry-after: 7\r\ncontent-length: 100\r\n\r\nsorry`;
    const busy = await opened(t, (socket) => end(socket, head('503 Busy')));
    assert.deepEqual(await busy.deliver(), {
      ...{ kind: 'failed', detail: 'answered 503', status: 503, answer: 'sorry', retryAfterMs: 7_000 },
    });
    const gone = await opened(t, (socket) => end(socket, head('410 Gone')));
    assert.equal((await gone.deliver()).kind, 'gone');
  });

test('Retry-After is honoured on a redirect, as on 503', async (t) => {
  const { deliver } = await opened(t, (socket) =>
    socket.write('HTTP/1.1 302 Found\r\nlocation: /\r\nretry-after: 120\r\ncontent-length: 0\r\n\r\n'),
  );
  assert.deepEqual(await deliver(), {
    ...{ kind: 'failed', status: 302, retryAfterMs: 120_000, detail: 'answered 302; redirects are not followed' },
  });
});
