/** A source of 1ShoppingCart whose API is a real HTTP server on loopback that answers what a test tells it to. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { openOneShoppingCart } from '../../../src/providers/oneshoppingcart/open.ts';
import type { OpenProvider, Processed, ProcessingContext, Source } from '../../../src/providers/provider.ts';
import { systemClock } from '../../../src/running/clock.ts';
import type { FetchedDocument, StoredMessage } from '../../../src/store/store.ts';
import { Secret } from '../../../src/trust/secrets.ts';

export const pathKey = 'test-only-path-key-0001';
export const merchantKey = 'test-only-merchant-key-0001';
export const receivedAtMs = Date.UTC(2008, 11, 3, 14, 26, 31);

const folder = new URL('../../../spec/providers/oneshoppingcart/examples/', import.meta.url);
export const exampleBytes = (file: string): Uint8Array => readFileSync(new URL(file, folder));
export const exampleText = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

export type ApiCall = {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
};
export type ApiAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: the connection is cut. */
  readonly body?: string | Uint8Array;
};

export type Account = {
  readonly provider: OpenProvider;
  readonly source: Source;
  readonly apiBase: string;
  /** What the API was asked, in order. */
  readonly calls: readonly ApiCall[];
  /** What was kept, in order. */
  readonly kept: readonly FetchedDocument[];
  process(
    body: string | Uint8Array,
    parts?: { documents?: readonly FetchedDocument[]; signal?: AbortSignal },
  ): Promise<Processed>;
};

/** `answer` is what the API gives to each call; by default the contract's accepted order. */
export async function openAccount(
  t: TestContext,
  options: { answer?: () => ApiAnswer; apiBase?: string } = {},
): Promise<Account> {
  const calls: ApiCall[] = [];
  const answer: () => ApiAnswer = options.answer ?? (() => ({ body: exampleBytes('order.accepted.xml') }));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    calls.push({ method, url, contentType: headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() });
    const { status = 200, headers: answered = { 'content-type': 'text/xml' }, body } = answer();
    if (body === undefined) return request.socket.destroy();
    return response.writeHead(status, answered).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiBase = options.apiBase ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outbound = openOutbound({ development: true, log: silentLog, clock: systemClock });
  t.after(async () => {
    await outbound.close();
    server.closeAllConnections();
    server.close();
  });

  const provider = openOneShoppingCart({ outbound, development: true });
  const source = await provider.open({
    name: 'shop',
    settings: {
      provider: 'oneshoppingcart',
      key: Secret.of(pathKey),
      merchantId: '118303',
      merchantKey: Secret.of(merchantKey),
      apiBase,
    },
    publicUrl: 'https://hooks.example.com',
    clock: systemClock,
  });
  const kept: FetchedDocument[] = [];
  return {
    provider,
    source,
    apiBase,
    calls,
    kept,
    process: (body, { documents = [], signal = new AbortController().signal } = {}) =>
      source.processing.process(
        { message: messageOf(body), documents, answerOwed: false, attempt: 1 },
        { ...quietContext, signal, keep: async (document) => void kept.push(document) },
      ),
  };
}

const quietContext: Omit<ProcessingContext, 'signal' | 'keep'> = {
  log: silentLog,
  clock: systemClock,
  alone: (work) => work(),
  outside: (_, work) => work(),
  defer: async () => {},
  settle: async () => ({ answerOwed: false }),
  answered: async () => {},
};

export function messageOf(body: string | Uint8Array): StoredMessage {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    provider: 'oneshoppingcart',
    source: 'shop',
    operation: 'receiveNotification',
    receivedAtMs,
    method: 'POST',
    target: '/push/oneshoppingcart/shop/***',
    headers: {},
    bytes: typeof body === 'string' ? Buffer.from(body) : body,
    state: 'received',
    findings: [],
    receipts: 1,
  };
}
