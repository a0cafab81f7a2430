/**
 * The public listener: what the internet reaches. `node:http` without a framework (Express alone halves the rate, measured), limits
 * enforced while reading, and one function that reads as the way of a request.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { requestIdOf } from '../formats/request-id.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { fixedLimit } from '../problems.ts';
import type { PushInput } from '../providers/provider.ts';
import { openAnnouncer } from '../running/announce.ts';
import { boundConnections, type ConnectionBounds } from '../running/connections.ts';
import { stackOf } from '../running/thrown.ts';
import type { RawRequest } from '../trust/trust.ts';
import { type BodyMemory, openBodyMemory } from './body-memory.ts';
import { type CallerSettings, openCaller } from './caller.ts';
import { isPublishedPath, PUBLISHED_PATH, type Published, writePublished } from './published.ts';
import { readBody } from './read.ts';
import {
  count,
  hinted,
  meantFor,
  pathOf,
  type RefusingParts,
  refuseUnread,
  tellUnread,
  unknownSource,
} from './refuse.ts';
import type { Router } from './route.ts';
import { readTarget } from './target.ts';
import { createHttpServer, type TlsMaterial } from './tls.ts';
import { openUnreadable, type Unreadable } from './unreadable.ts';
import { refusalAnswer, writeAnswer } from './write.ts';

export type ListenerParts = CallerSettings &
  Omit<RefusingParts, 'bounds' | 'callerOf' | 'beganMs' | 'unreadable'> & {
    readonly bodyBytesMax: number;
    /** What lies at `/contracts/`; nothing without it. */
    readonly published?: Published;
    /** Where a sandbox answers, for who sends to its source's path under /push/. */
    readonly sandboxHint?: (input: PushInput) => Promise<string | undefined>;
    /** Plain http without it. */
    readonly tls?: TlsMaterial | undefined;
    /** How long an idle connection is kept. */
    readonly keepAliveMs?: number | undefined;
    readonly log: Log;
    /** In place of the bounds of `limits.ts`. */
    readonly bounds?: Partial<Bounds>;
  };

/** `checkEveryMs`: how often Node looks for connections past their time, too; its default of 30 s would let a slow sender stay three times its due. */
export type Bounds = ConnectionBounds & {
  readonly headersMsMax: number;
  readonly requestMsMax: number;
  readonly discardBytesMax: number;
  readonly discardMsMax: number;
  /** For all bodies together whose proof is not decided. */
  readonly bodiesBytesMax: number;
};

const defaultBounds: Bounds = {
  headersMsMax: limits.headers_ms_max,
  requestMsMax: limits.request_ms_max,
  checkEveryMs: 1000,
  discardBytesMax: limits.discard_bytes_max,
  discardMsMax: limits.discard_ms_max,
  connectionsMax: limits.connections_max,
  pipelinedMax: limits.pipelined_requests_max,
  answerMsMax: limits.answer_ms_max,
  answerBytesMin: limits.answer_bytes_min,
  bodiesBytesMax: limits.unproven_bodies_bytes_max,
};

// A configuration may raise what one body may hold; several must fit all the same.
const BODIES_AT_ONCE_MIN = 4;

type Answering = ListenerParts &
  RefusingParts & {
    readonly bounds: Bounds;
    readonly memory: BodyMemory;
    readonly unreadable: Unreadable;
    readonly announce: ReturnType<typeof openAnnouncer>;
  };

export function createListener(parts: ListenerParts): Server {
  const bounds = { ...defaultBounds, ...parts.bounds };
  const began = new WeakMap<IncomingMessage, number>();
  const beganMs = (request: IncomingMessage) => began.get(request) ?? parts.clock.monotonic();
  // Where no header has come to its end, there is nothing to measure from.
  const unreadable = openUnreadable(bounds, (code, request) => count(code, request, answering));
  const answering = {
    ...parts,
    bounds,
    unreadable,
    beganMs,
    callerOf: openCaller(parts),
    memory: openBodyMemory(Math.max(bounds.bodiesBytesMax, BODIES_AT_ONCE_MIN * parts.bodyBytesMax)),
    announce: openAnnouncer(parts.log, parts.clock),
  };
  const server = createHttpServer(
    {
      maxHeaderSize: limits.header_bytes_max,
      headersTimeout: bounds.headersMsMax,
      requestTimeout: bounds.requestMsMax,
      keepAliveTimeout: parts.keepAliveMs ?? limits.keep_alive_ms,
      connectionsCheckingInterval: bounds.checkEveryMs,
      // Refused below, in our words: Node would answer 400 without the document that the contracts promise.
      requireHostHeader: false,
    },
    parts.tls,
    arrived,
  );
  // Bounded in bytes, above. By number Node 20 cuts off what is beyond 2,000, silently: a signature there would not be seen, and nothing beyond it stored.
  server.maxHeadersCount = 0;
  // A caller that closes its own half after the request still gets the answer; Node would close ours at once. Undocumented, but in Node since 0.1.
  Object.assign(server, { httpAllowHalfOpen: true });
  const connections = boundConnections(server, { ...parts, bounds });
  function arrived(request: IncomingMessage, response: ServerResponse): void {
    began.set(request, parts.clock.monotonic());
    if (connections.begun(request, response, () => handle(request, response))) unreadable.begun(request, response);
  }
  function handle(request: IncomingMessage, response: ServerResponse): void {
    if (parts.log.debug !== undefined) noteAnswer(request, response, parts);
    answer(request, response, answering).catch((error: unknown) => {
      // Not the path, because a source's key may be in it.
      parts.log.error('request.crashed', {
        operation: operationOf(request, parts.router),
        request_id: requestIdOf(request.headers),
        reason: stackOf(error),
      });
      if (response.headersSent) return void response.destroy();
      // A push to a configured source was counted where it was taken.
      if (meantFor(request, parts) === undefined) count('internal', request, answering);
      writeAnswer(response, refusalAnswer('internal', { connection: 'close' }));
    });
  }
  // Node would answer an unknown expectation with 417, a status that no contract declares. The expectation does not change what was pushed.
  server.on('checkExpectation', arrived);
  server.on('clientError', unreadable.refuse);
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Answering): Promise<void> {
  const beganMs = parts.beganMs(request);
  const requestId = requestIdOf(request.headers);
  if (requestId !== undefined) response.setHeader('x-request-id', requestId); // A line of the proxy's log leads to ours.
  const target = readTarget(request.url ?? '/');
  if (target === undefined || !namesOneHost(request))
    return refuseUnread(request, response, parts, 'request_malformed');
  const { path, sentPath, query } = target;
  if (parts.published !== undefined && isPublishedPath(sentPath))
    return answerPublished(request, response, sentPath, parts);
  const match = parts.router(request.method ?? 'GET', path);
  if (match.kind === 'not_found') return refuseUnread(request, response, parts, 'unknown_source');
  if (match.kind === 'method_not_allowed')
    return refuseUnread(request, response, parts, 'method_not_allowed', { headers: { allow: match.allow } });

  const { bodyBytesMax: fixedBytesMax = Number.POSITIVE_INFINITY } = match.route;
  const body = await readBody(request, Math.min(parts.bodyBytesMax, fixedBytesMax), parts.memory);
  if (!body.ok && body.why === 'too_large') {
    tellUnread(request, beganMs, parts);
    const detail = fixedBytesMax < parts.bodyBytesMax ? fixedLimit(fixedBytesMax) : undefined;
    return refuseUnread(request, response, parts, 'body_too_large', { detail });
  }
  if (!body.ok && body.why === 'let_go') {
    parts.announce('bodies.full', { bytes_max: parts.bounds.bodiesBytesMax });
    return parts.unreadable.letGo(request);
  }
  if (!body.ok) return; // The sender hung up, or was cut off and has been told so. Nobody waits for an answer.

  const caller = parts.callerOf(request, target.origin);
  const { address, baseUrl, headers, clientCertificate } = caller;
  const raw: RawRequest = {
    headers,
    ...(clientCertificate !== undefined && { clientCertificate }),
    method: request.method ?? 'GET',
    path,
    query,
    publicUrl: `${baseUrl}${sentPath}`,
    bytes: body.bytes,
    remoteAddress: address,
    receivedAtMs: parts.clock.now(),
  };
  const given = await match.route
    .handle({ path: match.path, request: raw, proven: body.release, beganMs })
    .finally(body.release);
  const elsewhere = given.status === 404 ? await parts.sandboxHint?.({ path: match.path, request: raw }) : undefined;
  writeAnswer(
    response,
    elsewhere === undefined ? hinted(given, path, caller, parts.refusals) : unknownSource(given, elsewhere),
  );
}

async function answerPublished(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  parts: Answering,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuseUnread(request, response, parts, 'method_not_allowed', { headers: { allow: 'GET, HEAD' } });
  if (path === '/contracts') {
    response.writeHead(308, { location: PUBLISHED_PATH, 'content-length': 0 }).end();
    return;
  }
  const file = await parts.published?.(path);
  if (file === undefined) return refuseUnread(request, response, parts, 'not_published');
  await writePublished(request, response, file);
}

/** Not the path, because a source's key may be in it. */
function noteAnswer(request: IncomingMessage, response: ServerResponse, { router, clock, log }: ListenerParts): void {
  const begunMs = clock.monotonic();
  response.once('close', () =>
    log.debug?.('request.answered', {
      method: request.method,
      operation: operationOf(request, router),
      status: response.headersSent ? response.statusCode : undefined,
      request_id: requestIdOf(request.headers),
      took_ms: Math.round(clock.monotonic() - begunMs),
    }),
  );
}

/** RFC 9112 §3.2: two are refused, because a proxy before us may have used the other one (Node takes the first). Before HTTP/1.1 the header is optional. */
function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion !== '1.1');
}

function operationOf(request: IncomingMessage, router: Router): string | undefined {
  const match = router(request.method ?? 'GET', pathOf(request));
  return match.kind === 'found' ? match.route.operation.operationId : undefined;
}
