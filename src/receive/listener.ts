/**
 * The public listener: what the internet reaches. `node:http` without a framework (Express alone halves the rate, measured), limits
 * enforced while reading, and one function that reads as the way of a request.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { RefusalCode } from '../problems.ts';
import type { RawRequest } from '../trust.ts';
import { discard, readBody } from './read.ts';
import type { Router } from './route.ts';
import { openUnreadable } from './unreadable.ts';
import { refusalAnswer, writeAnswer } from './write.ts';

export type ListenerParts = {
  readonly router: Router;
  readonly bodyBytesMax: number;
  /** Configured `publicUrl` without a trailing slash; else scheme and Host of the request are taken. */
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** In place of the bounds of `limits.ts`. */
  readonly bounds?: Partial<Bounds>;
};

export type Bounds = {
  readonly headersMsMax: number;
  readonly requestMsMax: number;
  /** How often Node looks for connections past their time; its default of 30 s would let a slow sender stay three times its due. */
  readonly checkEveryMs: number;
  readonly discardBytesMax: number;
  readonly discardMsMax: number;
};

const standing: Bounds = {
  headersMsMax: limits.headers_ms_max,
  requestMsMax: limits.request_ms_max,
  checkEveryMs: 1000,
  discardBytesMax: limits.discard_bytes_max,
  discardMsMax: limits.discard_ms_max,
};

type Answering = ListenerParts & { readonly bounds: Bounds };

export function createListener(parts: ListenerParts): Server {
  const bounds = { ...standing, ...parts.bounds };
  const unreadable = openUnreadable(bounds);
  const answering = { ...parts, bounds };
  const server = createServer(
    {
      maxHeaderSize: limits.header_bytes_max,
      headersTimeout: bounds.headersMsMax,
      requestTimeout: bounds.requestMsMax,
      keepAliveTimeout: limits.keep_alive_ms,
      connectionsCheckingInterval: bounds.checkEveryMs,
      requireHostHeader: true,
    },
    (request, response) => {
      unreadable.begun(request, response);
      answer(request, response, answering).catch((error: unknown) => {
        // Not the path: a source's key may stand in it.
        parts.log.error('request.crashed', {
          operation: operationOf(request, parts.router),
          reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        if (!response.headersSent) writeAnswer(response, refusalAnswer('internal', { connection: 'close' }));
        else response.destroy();
      });
    },
  );
  server.on('clientError', unreadable.refuse);
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Answering): Promise<void> {
  const [path = '/', query = ''] = splitTarget(request.url ?? '/');
  const match = parts.router(request.method ?? 'GET', path);
  if (match.kind === 'not_found') return refuseUnread(request, response, parts.bounds, 'unknown_source');
  if (match.kind === 'method_not_allowed')
    return refuseUnread(request, response, parts.bounds, 'method_not_allowed', { allow: match.allow });

  const body = await readBody(request, parts.bodyBytesMax);
  if (!body.ok && body.why === 'too_large') return refuseUnread(request, response, parts.bounds, 'body_too_large');
  if (!body.ok) return; // The sender hung up, or was cut off and has been told so: nobody is there to hear an answer.

  const raw: RawRequest = {
    method: request.method ?? 'GET',
    path,
    query,
    publicUrl: `${parts.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`}${path}`,
    headers: joinHeaders(request.rawHeaders),
    bytes: body.bytes,
    remoteAddress: request.socket.remoteAddress ?? '',
    receivedAtMs: parts.clock.now(),
  };
  writeAnswer(response, await match.route.handle({ path: match.path, request: raw }));
}

function operationOf(request: IncomingMessage, router: Router): string | undefined {
  const match = router(request.method ?? 'GET', splitTarget(request.url ?? '/')[0]);
  return match.kind === 'found' ? match.route.operation.operationId : undefined;
}

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** From the raw list: Node's own `headersDistinct` dies of a header called `__proto__` in 20.19, and its `headers` drops repeats. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  const joined = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const before = joined.get(name);
    const value = raw[index + 1] ?? '';
    joined.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(joined);
}

/**
 * Refuses without keeping the body. What the sender is still writing is read and thrown away first, within bounds: an answer followed by a reset
 * is an answer that most clients never see. Where that did not reach the end, the connection cannot be used again.
 */
async function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  { discardBytesMax, discardMsMax }: Bounds,
  code: RefusalCode,
  headers: Record<string, string> = {},
): Promise<void> {
  await discard(request, discardBytesMax, discardMsMax);
  writeAnswer(response, refusalAnswer(code, request.complete ? headers : { ...headers, connection: 'close' }));
}
