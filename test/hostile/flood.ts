/** Thousands of hostile requests, of every kind there is, 32 at a time, with good pushes in between. */
import { connect } from 'node:net';
import { basicAuthorization, makePush, openMarks } from '../crash/pushes.ts';
import { exchange, statusOf, type WireRequest } from '../end-to-end/wire.ts';
import { corpus } from './corpus.ts';
import type { HostileGateway } from './hostile-gateway.ts';
import { provenPushes, unprovenPushes } from './hostile-pushes.ts';

export type FloodReport = {
  readonly sent: number;
  /** How often each status was heard; `none` where the connection was closed without an answer. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly good: number;
  readonly goodRefused: readonly string[];
  readonly slowestGoodMs: number;
  readonly tookMs: number;
};

type Hostile = (url: string) => Promise<string>;

/** Bodies that cost their sender as much as us are sent seldom: a flood is of small ones. */
const small = corpus.filter(({ bytes }) => bytes.byteLength < 20_000);

const broken: readonly string[] = [
  'hello\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'POST /push/paazl/shipping HTTP/1.1\r\n\r\n',
  'POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n',
  'POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
  'POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
  'POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n',
  `POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
  'POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n{}',
  'GET /push/%2e%2e/..//%00?%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'POST http://elsewhere.test/push/paazl/shipping HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  'POST /push/oneshoppingcart/shop/..%2f..%2f HTTP/1.0\r\n\r\n',
  `GET /push/appdirect/market?eventUrl=http%3A%2F%2F169.254.169.254%2F&eventUrl=x HTTP/1.1\r\nHost: a\r\nAuthorization: ${basicAuthorization}\r\nConnection: close\r\n\r\n`,
];

/** Says its piece, closes its half after a moment, and takes what comes. */
function raw(text: string, patienceMs: number): Hostile {
  return (url) =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(url);
      let heard = '';
      const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
      const timer = setTimeout(() => socket.destroy(), patienceMs);
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
      });
      socket.on('error', () => undefined); // A reset is one of the answers.
      socket.on('close', () => {
        clearTimeout(timer);
        resolve(heard);
      });
    });
}

const sent =
  (request: WireRequest): Hostile =>
  (url) =>
    exchange(url, request).catch(() => '');

/** The `index`-th hostile request: the same for every run. */
function hostile(index: number, marketplace: string): Hostile {
  const turn = Math.floor(index / 8);
  const pick = <T>(from: readonly T[]): T => from[turn % from.length] as T;
  const body = pick(index % 400 === 0 ? corpus : small);
  switch (index % 8) {
    case 0:
      return sent(pick(provenPushes(body, corpus.indexOf(body), marketplace)).request);
    case 1:
    case 2:
      return raw(pick(broken), 300);
    case 3:
      return raw('POST /push/zettle/pos HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"a":', 100); // And then nothing.
    case 4:
      return raw(
        `${'POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}'.repeat(10)}garbage\r\n\r\n`,
        500,
      );
    default: {
      const pushes = unprovenPushes(body);
      return sent((pushes[index % pushes.length] ?? pushes[0])?.request as WireRequest);
    }
  }
}

const AT_ONCE = 32;
const GOOD_EVERY = 20;
const nextMark = openMarks();

export async function flood(gateway: HostileGateway, count: number, from = 0): Promise<FloodReport> {
  const statuses: Record<string, number> = {};
  const goodRefused: string[] = [];
  let next = from;
  let good = 0;
  let slowestGoodMs = 0;
  const startedMs = Date.now();

  async function sendGood(): Promise<void> {
    const kind = (['paazl-json', 'zettle', 'oneshoppingcart', 'paazl-xml', 'appdirect'] as const)[good % 5] ?? 'zettle';
    good += 1;
    const push = makePush(kind, nextMark(), new URL(gateway.localise('http://127.0.0.1:4015')).host);
    const sentMs = Date.now();
    const answer = await exchange(gateway.publicUrl, push).catch(String);
    slowestGoodMs = Math.max(slowestGoodMs, Date.now() - sentMs);
    if (![200, 202].includes(statusOf(answer))) goodRefused.push(`${kind}: ${answer.slice(0, 100)}`);
  }

  async function work(): Promise<void> {
    while (next < from + count) {
      const index = next;
      next += 1;
      const answer = await hostile(index, gateway.marketplace)(gateway.publicUrl);
      const heard = [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status ?? '');
      for (const status of heard.length === 0 ? ['none'] : heard) statuses[status] = (statuses[status] ?? 0) + 1;
      if (index % GOOD_EVERY === 0) await sendGood();
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { sent: count, statuses, good, goodRefused, slowestGoodMs, tookMs: Date.now() - startedMs };
}
