/** Why a push got no answer is said wherever its attempt is shown: in the log, in the API's JSON, in the output of JUnit and by the commands. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { messageView } from '../../../src/simulate/control/views.ts';
import { mockClock } from '../../../src/simulate/mock-clock.ts';
import { openMocks } from '../../../src/simulate/mocks.ts';
import { attemptLines } from '../../../src/simulate/scenario/junit.ts';
import { send } from '../../../src/simulate/send.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { openCertificates, server } from '../../support/certificates.ts';
import { freePort } from '../../support/free-ports.ts';
import { developmentSettings, simulations } from '../../support/mocks.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { startMs } from './mocks.ts';

async function port(t: TestContext, listener: Server): Promise<number> {
  const sockets = new Set<Socket>();
  listener.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    listener.close();
  });
  return (listener.address() as AddressInfo).port;
}

const saying = (text: string, then: 'reset' | 'stay') =>
  createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      if (text !== '') socket.write(text);
      if (then === 'reset') setImmediate(() => socket.resetAndDestroy());
    });
  });

type Case = readonly [reason: string, what: string, word: RegExp, url: (t: TestContext) => Promise<string>];
const cases: readonly Case[] = [
  ['refused', 'nobody listens', /refused.*ECONNREFUSED/, async () => `http://127.0.0.1:${await freePort()}`],
  [
    'dns',
    'the host has no address',
    /DNS.*http:\/\/nobody\.invalid \((ENOTFOUND|EAI_AGAIN)\)/,
    async () => 'http://nobody.invalid',
  ],
  [
    'reset',
    'the connection is reset before any answer',
    /reset/,
    async (t) => `http://127.0.0.1:${await port(t, saying('', 'reset'))}`,
  ],
  [
    'reset',
    'the connection is reset within the answer',
    /reset/,
    async (t) => `http://127.0.0.1:${await port(t, saying('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab', 'reset'))}`,
  ],
  [
    'malformed',
    'what answers does not speak HTTP',
    /HTTP.*HPE_/,
    async (t) => `http://127.0.0.1:${await port(t, saying('220 mail.example.com ESMTP\r\n', 'stay'))}`,
  ],
  [
    'tls',
    'what answers speaks no TLS',
    /TLS/,
    async (t) => `https://127.0.0.1:${await port(t, saying('HTTP/1.1 400 Bad Request\r\n\r\n', 'stay'))}`,
  ],
  [
    'certificate',
    'the certificate was made by its holder',
    /certificate is not trusted.*SELF_SIGNED/,
    (t) => holding(t, server),
  ],
  [
    'certificate',
    'the certificate has expired',
    /certificate is not trusted.*(EXPIRED|SELF_SIGNED)/,
    (t) => holding(t, server, -1),
  ],
];

async function holding(t: TestContext, extensions: readonly string[], days = 30): Promise<string> {
  const own = openCertificates(t).make('gateway', { extensions, days });
  const listener = createTlsServer({ cert: own.pem, key: readFileSync(own.key) });
  return `https://127.0.0.1:${await port(t, listener)}`;
}

for (const [reason, what, word, url] of cases)
  test(`a push fails with "${reason}" where ${what}, and everything that shows the attempt says so`, async (t) => {
    const log = recordingLog();
    const mocks = await openMocks({
      list: simulations,
      providers: ['oneshoppingcart'],
      settings: { ...developmentSettings, gateway: await url(t) },
      clock: mockClock({ scale: 0, startMs }),
      timeScale: 0,
      seed: 'no-answer',
      log,
      port: () => 0,
    });
    t.after(() => mocks.close());
    mocks.engine.emit({ provider: 'oneshoppingcart', event: 'NewOrder' });
    await mocks.engine.settled();
    const view = messageView(mocks.engine.log.messages.get('oneshoppingcart-1') ?? assert.fail());
    const attempt = view.deliveries[0]?.attempts[0];
    assert.deepEqual([attempt?.outcome, attempt?.noAnswer], ['unreachable', reason], JSON.stringify(attempt));
    assert.match(attempt?.note ?? '', word);
    assert.match(attemptLines([view]).join('\n'), new RegExp(`: ${reason} in \\d+ ms, `));
    assert.match(attemptLines([view]).join('\n'), word);
    const [line] = log.of('push.attempted');
    assert.equal(line?.fields.no_answer, reason);
    assert.match(String(line?.fields.reason), word);
    // The path of this provider's push is a secret.
    assert.ok(!JSON.stringify([view, log.lines]).includes('development-shop-key'));
  });

test('a certificate for another host, though its authority is trusted, is told from one that nobody vouches for', async (t) => {
  const own = openCertificates(t).make('gateway', { extensions: ['subjectAltName=DNS:other.example.com'] });
  const at = await port(t, createTlsServer({ cert: own.pem, key: readFileSync(own.key) }));
  const outcome = await send({
    method: 'POST',
    url: `https://127.0.0.1:${at}/`,
    headers: {},
    timeoutMs: 10_000,
    tls: { ca: own.pem },
  });
  assert.equal(outcome.kind === 'unreachable' && outcome.reason, 'certificate');
  assert.match('detail' in outcome ? outcome.detail : '', /another host name/);
});

test('a gateway that takes the push and stays silent is a timeout, with how long was waited', async (t) => {
  const clock = manualClock();
  let asked = () => {};
  const silent = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const at = await port(
    t,
    createServer((socket) => void socket.on('error', () => {}).once('data', asked)),
  );
  const sending = send({ method: 'POST', url: `http://127.0.0.1:${at}/secret`, headers: {}, timeoutMs: 10_000 }, clock);
  await silent;
  clock.advance(10_000);
  const outcome = await sending;
  assert.deepEqual(outcome, {
    kind: 'timeout',
    reason: 'timeout',
    detail: `timeout: no complete answer within 10 s from http://127.0.0.1:${at}`,
  });
});

test('a text that is not a URL is said to be none', async () => {
  const outcome = await send({ method: 'GET', url: 'nonsense', headers: {}, timeoutMs: 10_000 });
  assert.equal(outcome.kind === 'unreachable' && outcome.reason, 'url');
});
