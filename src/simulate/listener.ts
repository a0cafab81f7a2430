/** The HTTP part that the APIs of all mocks share. Every answer is labelled, so that nobody takes a mock for the provider. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { systemClock } from '../running/clock.ts';
import { boundConnections } from '../running/connections.ts';
import { handOver } from '../running/hand-over.ts';
import { type Address, listen } from '../running/listening.ts';
import { messageOf } from '../running/thrown.ts';
import { type Pace, writePaced } from './pace.ts';

/** PEM. */
export type ApiTls = { readonly cert: string; readonly key: string };

/** Where the API of a mock listens, and with which certificate; absent: plain http. */
export type ApiAddress = Address & { readonly tls?: ApiTls };

export type MockListener = {
  /** Base URL as bound, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
};

export type MockRequest = {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** As sent, without `?`: what OAuth 1.0a signs. */
  readonly rawQuery: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bytes: Uint8Array;
};

export type MockAnswer = {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** How it goes out, where it is not to go at once. Real time. */
  readonly pace?: Pace;
};

// Requests to a provider's API are a key, a result document or a subscription: a few hundred bytes.
const requestBytesMax = 65_536;

/** `tooLarge`: its body is left out, and the answer should say so. */
export type BoundedRequest = MockRequest & { readonly tooLarge: boolean };

/** Listens on `address` (port 0: any free one) and answers with `answer`. Rejects when the address cannot be bound. */
export const openListener = (
  provider: string,
  address: ApiAddress,
  log: Log,
  answer: (request: MockRequest) => MockAnswer | Promise<MockAnswer>,
): Promise<MockListener> =>
  openBoundedListener(provider, address, log, requestBytesMax, (request) =>
    request.tooLarge ? { status: 413 } : answer(request),
  );

/** The same, where a body of more than `bytesMax` has an answer of its own. */
export async function openBoundedListener(
  provider: string,
  address: ApiAddress,
  log: Log,
  bytesMax: number,
  answer: (request: BoundedRequest) => MockAnswer | Promise<MockAnswer>,
): Promise<MockListener> {
  const begin = (request: IncomingMessage, response: ServerResponse) =>
    connections.begun(request, response, () => take(request, response));
  const { tls } = address;
  const server = tls === undefined ? createServer(begin) : createTlsServer({ ...tls }, begin);
  function take(request: IncomingMessage, response: ServerResponse): void {
    read(request, bytesMax)
      .then(answer)
      .then((given) => write(response, provider, given))
      .catch((error: unknown) => {
        log.error('mock.crashed', { provider, reason: messageOf(error) });
        response.destroy();
      });
  }
  const connections = boundConnections(server, {
    clock: systemClock,
    log,
    bounds: { connectionsMax: limits.operator_connections_max },
  });
  const { url, stop } = await listen(server, address);
  return { url, close: () => stop(0) };
}

async function read(request: IncomingMessage, bytesMax: number): Promise<BoundedRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= bytesMax) chunks.push(chunk); // The rest is read and forgotten, so that the 413 can be heard.
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    rawQuery: query,
    headers: request.headers,
    bytes: bytes > bytesMax ? new Uint8Array() : Buffer.concat(chunks),
    tooLarge: bytes > bytesMax,
  };
}

async function write(
  response: ServerResponse,
  provider: string,
  { status, contentType, headers, body = '', pace }: MockAnswer,
): Promise<void> {
  response.writeHead(status, {
    ...headers,
    ...(contentType !== undefined && { 'content-type': contentType }),
    'content-length': Buffer.byteLength(body),
    'x-pushdock-mock': provider,
  });
  if (pace === undefined) return handOver(response, typeof body === 'string' ? Buffer.from(body) : body);
  const left = new AbortController();
  response.once('close', () => left.abort());
  response.once('error', () => left.abort());
  await writePaced(
    response,
    typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
    pace,
    left.signal,
    systemClock,
  );
}
