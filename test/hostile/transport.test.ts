/** What stands below HTTP's meaning. test/receive/listener.test.ts has the plain cases; here are the ones that somebody makes up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openListening } from '../support/listening.ts';
import { until } from '../support/until.ts';
import { dial, exchange, statusesOf, type Wire } from '../support/wire.ts';
import { goodPush, head, hurried, openHurried, stored } from './raw.ts';

const close = 'Connection: close';
const chunked = 'Transfer-Encoding: chunked';

/** Status of the first answer; `undefined` where the connection was closed without one. */
async function heard(url: string, text: string): Promise<number | undefined> {
  const [status] = statusesOf(await exchange(url, text));
  return status;
}

for (const [name, text, status] of [
  ['a chunk with an extension', `${head([chunked, close])}2;a=b;c="d"\r\n{}\r\n0;x\r\n\r\n`, 200],
  ['trailers behind the chunks', `${head([chunked, close])}2\r\n{}\r\n0\r\nX-Trailer: a\r\n\r\n`, 200],
  ['a chunk extension of 64 KiB', `${head([chunked, close])}2;${'x'.repeat(65_536)}\r\n{}\r\n0\r\n\r\n`, 400],
  ['a chunk of 2^64 bytes', `${head([chunked, close])}10000000000000000\r\n{}`, 400],
  ['a chunk of more than the bound', `${head([chunked, close])}7fffffff\r\n{}`, 408],
  ['a negative chunk', `${head([chunked, close])}-2\r\n{}\r\n0\r\n\r\n`, 400],
  ['a chunk size in hexadecimal notation', `${head([chunked, close])}0x2\r\n{}\r\n0\r\n\r\n`, 400],
  ['a chunk that is longer than it says', `${head([chunked, close])}1\r\n{}\r\n0\r\n\r\n`, 400],
  ['lengths that agree', `${head(['Content-Length: 2', 'Content-Length: 2', close])}{}`, 400],
  ['lengths in one header', `${head(['Content-Length: 2, 2', close])}{}`, 400],
  ['a length with a sign', `${head(['Content-Length: +2', close])}{}`, 400],
  ['a length of 2^64', head(['Content-Length: 18446744073709551616', close]), 400],
  ['a length in hexadecimal notation', `${head(['Content-Length: 0x2', close])}{}`, 400],
  ['chunked twice', `${head(['Transfer-Encoding: chunked, chunked', close])}0\r\n\r\n`, 400],
  ['chunked, but not last', `${head(['Transfer-Encoding: chunked, gzip', close])}0\r\n\r\n`, 400],
  ['another transfer coding', `${head(['Transfer-Encoding: xchunked', close])}0\r\n\r\n`, 400],
  ['chunked behind a vertical tab', `${head(['Transfer-Encoding:\x0bchunked', close])}0\r\n\r\n`, 400],
  ['a blank before the colon', `${head(['Content-Length : 2', close])}{}`, 400],
  ['a folded header', `${head(['X-Folded: a\r\n b', close])}`, 400],
  ['a bare CR in a header', head(['X-A: a\rContent-Length: 2', close]), 400],
  ['a NUL in a header', head(['X-A: a\0b', close]), 400],
  ['a NUL in the target', head([close], '/in/a\0b'), 400],
  ['a blank in the target', head([close], '/in/a b'), 400],
  ['bytes beyond ASCII in the target', head(['Content-Length: 0', close], '/in/\xe9'), 400],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['HTTP/3 in a request line', 'POST /in/a HTTP/3.0\r\nHost: a\r\n\r\n', 400],
  ['HTTP/9.9', 'POST /in/a HTTP/9.9\r\nHost: a\r\n\r\n', 400],
  ['HTTP/0.9', 'GET /in/a\r\n\r\n', 405],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['an SSH banner', 'SSH-2.0-scanner\r\n', 400],
  ['a proxy protocol header', 'PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nPOST /in/a HTTP/1.1\r\n\r\n', 400],
  ['a method of its own making', goodPush.replace('POST', 'PUSH'), 400],
  ['a method in lower case', goodPush.replace('POST', 'post'), 400],
  ['TRACE', goodPush.replace('POST', 'TRACE'), 405],
  ['OPTIONS *', goodPush.replace('POST /in/a', 'OPTIONS *'), 404],
  ['the target *', goodPush.replace('/in/a', '*'), 404],
  ['a tunnel', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n', undefined],
  ['a whole URL of somewhere else', goodPush.replace('/in/a', 'http://elsewhere.test/in/a'), 200],
  ['a whole URL with a user in it', goodPush.replace('/in/a', 'http://a:b@elsewhere.test/in/a'), 400],
  ['a doubled question mark', goodPush.replace('/in/a', '/in/a??a=b?c'), 200],
  ['a fragment', goodPush.replace('/in/a', '/in/a#b'), 200],
  ['two different hosts', head(['Host: other.test', 'Content-Length: 0', close]), 400],
  [
    'a wish to speak WebSocket',
    `${head(['Connection: Upgrade, close', 'Upgrade: websocket', 'Content-Length: 2'])}{}`,
    200,
  ],
  [
    'a wish to speak h2c',
    `${head(['Connection: Upgrade, HTTP2-Settings, close', 'Upgrade: h2c', 'Content-Length: 2'])}{}`,
    200,
  ],
  ['an expectation that nobody knows', `${head(['Expect: the-unexpected', 'Content-Length: 2', close])}{}`, 200],
  ['HTTP/1.0 with chunks', `${head([chunked]).replace('HTTP/1.1', 'HTTP/1.0')}2\r\n{}\r\n0\r\n\r\n`, 200],
  [
    'a compressed body',
    `${head(['Content-Encoding: gzip', 'Content-Length: 40', close])}${gzipSync('{}').toString('latin1').padEnd(40)}`,
    200,
  ],
] as const) {
  test(`${name}: ${status ?? 'closed without an answer'}${status === 408 ? '' : ', and the next push is answered'}`, async (t) => {
    // Only who is to hear 408 is hurried: on a busy machine a whole request may take longer than that.
    const { url, inputs } = await (status === 408 ? openHurried(t) : openListening(t, stored));
    assert.equal(await heard(url, text), status);
    if (status === 200) assert.equal(inputs.length, 1);
    else assert.equal(inputs.length, 0);
    if (status !== 408) assert.equal(await heard(url, goodPush), 200);
  });
}

test('three thousand headers within the bound in bytes are all read, up to the last', async (t) => {
  // By default Node 20 cuts off silently what is beyond 2,000, and Node 24.21 answers 431.
  const { url, inputs } = await openListening(t, stored);
  const many = Array.from({ length: 3_000 }, (_, at) => `a${at % 10}:`);
  assert.equal(await heard(url, `${head([...many, 'Content-Length: 2', close, 'Last: here'])}{}`), 200);
  assert.equal(inputs[0]?.request.headers.last, 'here');
});

test('a caller that asks with Expect whether it may go on is told so, and is answered', async (t) => {
  const { url, inputs } = await openListening(t, stored);
  const wire = await dial(url);
  wire.write(head(['Expect: 100-continue', 'Content-Length: 2', close]));
  await until(() => wire.heard().includes('100 Continue'));
  wire.write('{}');
  assert.deepEqual(statusesOf(await wire.closed()), [100, 200]);
  assert.equal(inputs.length, 1);
});

test('a length and chunks together are refused, and what hides behind them is never read as a request', async (t) => {
  const { url, inputs } = await openListening(t, stored);
  const hidden = goodPush.replace('/in/a', '/in/hidden');
  for (const lines of [
    ['Content-Length: 4', chunked],
    [chunked, 'Content-Length: 4'],
    ['Content-Length: 4', 'Transfer-Encoding: identity, chunked'],
  ])
    assert.deepEqual(statusesOf(await exchange(url, `${head(lines)}0\r\n\r\n${hidden}`)), [400]);
  assert.deepEqual(inputs, []);
});

test('a body of one-byte chunks is taken as one body', async (t) => {
  const { url, inputs } = await openListening(t, stored, { bodyBytesMax: 100_000 });
  assert.equal(await heard(url, `${head([chunked, close])}${'1\r\nx\r\n'.repeat(20_000)}0\r\n\r\n`), 200);
  assert.equal(Buffer.from(inputs[0]?.request.bytes ?? []).toString(), 'x'.repeat(20_000));
});

test('a hundred pipelined pushes are answered one by one, and the garbage behind them is refused', async (t) => {
  const { url, inputs } = await openListening(t, stored);
  const wire = await dial(url);
  wire.write(`${`${head(['Content-Length: 2'])}{}`.repeat(100)}garbage\r\n\r\n`);
  const statuses = statusesOf(await wire.closed());
  assert.deepEqual(
    statuses.slice(0, 100),
    Array.from({ length: 100 }, () => 200),
  );
  assert.deepEqual(statuses.slice(100), [400]);
  assert.equal(inputs.length, 100);
});

/** Writes one character at a time until the other end has had enough. */
async function trickle(wire: Wire, text: string): Promise<string> {
  let at = 0;
  const timer = setInterval(() => {
    wire.write(text.charAt(at % text.length));
    at += 1;
  }, 4);
  const answer = await wire.closed();
  clearInterval(timer);
  wire.socket.destroy();
  return answer;
}

for (const [name, begun, trickled] of [
  ['headers', 'POST /in/a HTTP/1.1\r\nHost: a\r\n', 'X-A: b\r\n'],
  ['a body', head(['Content-Length: 1000']), 'x'],
  ['chunks', head([chunked]), '1\r\nx\r\n'],
  ['a body that nobody wants', head(['Content-Length: 1000'], '/nowhere'), 'x'],
] as const) {
  test(`${name}, a byte at a time: told so and cut off when the time is over, however busy it keeps`, async (t) => {
    const { url, inputs } = await openHurried(t);
    const wire = await dial(url);
    wire.write(begun);
    const [status] = statusesOf(await trickle(wire, trickled));
    assert.equal(status, name === 'a body that nobody wants' ? 404 : 408);
    assert.equal(inputs.length, 0);
  });
}

test('idle connections beyond the bound push each other out, the oldest first, and pushes go through', async (t) => {
  const { url, log } = await openListening(t, stored, {
    bounds: { ...hurried, headersMsMax: 60_000, requestMsMax: 60_000, connectionsMax: 20 },
  });
  const idle: Wire[] = [];
  for (let index = 0; index < 60; index += 1) {
    const wire = await dial(url);
    if (index % 2 === 0) wire.write('POST /in/a HTTP/1.1\r\n');
    idle.push(wire);
    if (index % 10 === 9) assert.equal(await heard(url, goodPush), 200);
  }
  for (const wire of idle.slice(0, 30)) await wire.closed();
  assert.ok(idle.slice(-10).every(({ socket }) => !socket.closed));
  assert.equal(log.of('connections.full').length, 1);
  for (const { socket } of idle) socket.destroy();
});

test('a connection that waits for its answer is not pushed out, nor one that has just been served', async (t) => {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { url, inputs } = await openListening(
    t,
    async ({ path }) => {
      if (path.name === 'slow') await waiting;
      return stored();
    },
    { bounds: { connectionsMax: 5 } },
  );
  const slow = await dial(url);
  slow.write(goodPush.replace('/in/a', '/in/slow'));
  await until(() => inputs.length > 0);
  const kept = await dial(url);
  const others: Wire[] = [];
  for (let index = 0; index < 20; index += 1) {
    const wire = await dial(url);
    others.push(wire);
    kept.write(`${head(['Content-Length: 2'])}{}`);
    await kept.answers(index + 1);
  }
  assert.equal(statusesOf(kept.heard()).length, 20);
  release();
  assert.deepEqual(statusesOf(await slow.closed()), [200]);
  for (const { socket } of [kept, ...others]) socket.destroy();
});

test('a thousand connections that say nothing are let go when their time is over', async (t) => {
  const { url, server } = await openListening(t, stored, { bounds: hurried });
  const wires = await Promise.all(Array.from({ length: 1_000 }, () => dial(url)));
  assert.equal(await heard(url, goodPush), 200);
  await Promise.all(wires.map((wire) => wire.closed()));
  for (const { socket } of wires) socket.destroy();
  const left = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  await until(async () => (await left()) === 0);
});
