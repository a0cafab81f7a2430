/**
 * The public listener: what the internet reaches. `node:http` without a framework (Express alone halves the rate, measured), limits
 * enforced while reading, and one function that reads as the way of a request.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { problemDocument, problems, type RefusalCode } from '../problems.ts';
import type { RawRequest } from '../trust.ts';
import { discard, readBody } from './read.ts';
import type { Router } from './route.ts';
import { refusalAnswer, writeAnswer } from './write.ts';

export type ListenerParts = {
  readonly router: Router;
  readonly bodyBytesMax: number;
  /** Configured `publicUrl` without a trailing slash; else scheme and Host of the request are taken. */
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
};

export function createListener(parts: ListenerParts): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.header_bytes_max,
      headersTimeout: limits.headers_ms_max,
      requestTimeout: limits.request_ms_max,
      keepAliveTimeout: limits.keep_alive_ms,
      // How often Node looks for connections past their time; its default of 30 s would let a slow sender stay three times its due.
      connectionsCheckingInterval: 1000,
      requireHostHeader: true,
    },
    (request, response) => {
      answer(request, response, parts).catch((error: unknown) => {
        parts.log.error('request.crashed', {
          path: request.url?.split('?')[0],
          reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        if (!response.headersSent) writeAnswer(response, refusalAnswer('internal', { connection: 'close' }));
        else response.destroy();
      });
    },
  );
  server.on('clientError', refuseUnreadable);
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: ListenerParts): Promise<void> {
  const [path = '/', query = ''] = splitTarget(request.url ?? '/');
  const match = parts.router(request.method ?? 'GET', path);
  if (match.kind === 'not_found') return refuseUnread(request, response, 'unknown_source');
  if (match.kind === 'method_not_allowed')
    return refuseUnread(request, response, 'method_not_allowed', { allow: match.allow });

  const body = await readBody(request, parts.bodyBytesMax);
  if (!body.ok && body.why === 'too_large') return refuseUnread(request, response, 'body_too_large');
  if (!body.ok) return; // The sender hung up: nobody is there to hear an answer.

  const raw: RawRequest = {
    method: request.method ?? 'GET',
    path,
    query,
    publicUrl: `${parts.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`}${path}`,
    headers: joinHeaders(request),
    bytes: body.bytes,
    remoteAddress: request.socket.remoteAddress ?? '',
    receivedAtMs: parts.clock.now(),
  };
  writeAnswer(response, await match.route.handle({ path: match.path, request: raw }));
}

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function joinHeaders(request: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) if (values) joined[name] = values.join(', ');
  return joined;
}

/**
 * Refuses without keeping the body. What the sender is still writing is read and thrown away first, within bounds: an answer followed by a reset
 * is an answer that most clients never see. Where that did not reach the end, the connection cannot be used again.
 */
async function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  code: RefusalCode,
  headers: Record<string, string> = {},
): Promise<void> {
  await discard(request, limits.discard_bytes_max, limits.discard_ms_max);
  writeAnswer(response, refusalAnswer(code, request.complete ? headers : { ...headers, connection: 'close' }));
}

/** What Node could not read as HTTP, or not in time, never reaches a handler; it still hears why. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code: RefusalCode =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'headers_too_large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'request_too_slow'
        : 'request_malformed';
  const body = JSON.stringify(problemDocument(code));
  socket.end(
    `HTTP/1.1 ${problems[code].status} ${problems[code].title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
