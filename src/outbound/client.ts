/**
 * Every call that leaves the gateway goes through here. URLs come in part from outside and calls carry credentials, so: https to
 * public addresses only, no redirects, an answer within a time and a size, and nothing of it in the log but the host.
 */
import type { LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { admitUrl } from './admit-url.ts';
import { faultOf, OutboundFault } from './fault.ts';
import { type ClientCertificates, isInterimFault, nodeRequest } from './node-request.ts';
import { checkedLookup, type Reach, type Resolve, systemResolve } from './public-address.ts';
import { readResponse, type Wanted } from './read-response.ts';
import { undici } from './undici.ts';

/** Compatible with the global `fetch`; generated clients take it as `fetchApi`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export type OutboundBounds = {
  /** From name resolution to the last byte; default `limits.outbound_ms_max`. */
  readonly timeoutMs?: number;
  /** Default `limits.response_bytes_max`. */
  readonly responseBytesMax?: number;
  /** Whether the body of an answer with this status says anything that its status does not; otherwise it is not read. Default: always. */
  readonly needsBody?: (status: number) => boolean;
};

export type Outbound = {
  /**
   * Resolves with the whole answer, whatever its status below 300 or above 399. Rejects with an `OutboundFault`, or with the
   * caller's own reason when `init.signal` aborts.
   */
  readonly fetch: Fetch;
  /** The same with other bounds, over the same connections. */
  within(bounds: OutboundBounds): Fetch;
  /** Waits for calls under way, then closes the connections. */
  close(): Promise<void>;
};

export type OutboundOptions = OutboundBounds & {
  /** Allows http and addresses that are not public. Nothing else does but `reach`. */
  readonly development: boolean;
  /** In place of what `development` says, for URLs that the operator wrote. */
  readonly reach?: Reach;
  /** PEM. The server's certificate is checked in any case. */
  readonly tls?: ClientCertificates;
  readonly log: Log;
  readonly clock: Clock;
  readonly resolve?: Resolve;
};

export function openOutbound(options: OutboundOptions): Outbound {
  const reach = options.reach ?? (options.development ? 'any' : 'public');
  const lookup = checkedLookup(options.resolve ?? systemResolve, reach);
  let agent: Agent | undefined;
  const connections = (): Agent => {
    agent ??= new (undici().Agent)({
      connections: limits.outbound_connections_max,
      maxHeaderSize: limits.header_bytes_max,
      // Off, because one timer of ours covers the whole call.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { ...options.tls, lookup },
    });
    return agent;
  };
  const within = (bounds: OutboundBounds): Fetch => {
    const timeoutMs = bounds.timeoutMs ?? options.timeoutMs ?? limits.outbound_ms_max;
    const bytesMax = bounds.responseBytesMax ?? options.responseBytesMax ?? limits.response_bytes_max;
    const needsBody = bounds.needsBody ?? options.needsBody ?? (() => true);
    return async (input, init) => {
      const url = admitUrl(input instanceof Request ? input.url : input, reach);
      const { signal: given, ...rest } = init ?? {};
      // Without the signal: a Request listens to it until it is collected, and the signal of a worker that lives for months gathered thousands.
      const request = new Request(input instanceof Request ? input : url, { ...rest, redirect: 'manual' });
      const caller = given ?? request.signal;
      const begunMs = options.clock.monotonic();
      const deadline = openDeadline(options.clock, timeoutMs, url.host, caller);
      try {
        const way = { agent: connections(), lookup, tls: options.tls ?? {} };
        const answer = await call(way, url, request, deadline.signal, { bytesMax, needsBody });
        options.log.debug?.('call.made', {
          ...{ host: url.host, method: request.method, status: answer.status },
          took_ms: Math.round(options.clock.monotonic() - begunMs),
        });
        return answer;
      } catch (error) {
        // The caller gave up: that is its own affair, and not a fault to be logged.
        if (caller.aborted && deadline.signal.reason === caller.reason) throw caller.reason;
        const fault = faultOf(deadline.signal.aborted ? deadline.signal.reason : error, url.host);
        options.log.warn('call.failed', { host: url.host, code: fault.code, reason: fault.message });
        throw fault;
      } finally {
        deadline.close();
      }
    };
  };
  return { fetch: within({}), within, close: async () => agent?.close() };
}

type Way = { readonly agent: Agent; readonly lookup: LookupFunction; readonly tls: ClientCertificates };

async function call(
  { agent, lookup, tls }: Way,
  url: URL,
  request: Request,
  signal: AbortSignal,
  wanted: Wanted,
): Promise<Response> {
  signal.throwIfAborted();
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  const sent = { method: request.method, headers: headersOf(request), body, signal };
  try {
    const { statusCode, headers, body: read } = await undici().request(url, { dispatcher: agent, ...sent });
    return await readResponse({ statusCode, headers, body: read }, url.host, wanted);
  } catch (error) {
    if (!isInterimFault(error)) throw error;
    const answer = await nodeRequest(url, { ...sent, lookup, tls });
    const { statusCode = 0, headers } = answer;
    return await readResponse({ statusCode, headers, body: answer }, url.host, wanted);
  }
}

/** Framing and Host are undici's to write: a Host of the caller's would reach another site behind the same address. */
function headersOf(request: Request): Record<string, string> {
  const headers = new Headers(request.headers);
  for (const name of ['host', 'connection', 'content-length', 'transfer-encoding', 'expect']) headers.delete(name);
  headers.set('accept-encoding', 'identity');
  if (!headers.has('accept')) headers.set('accept', '*/*');
  if (!headers.has('user-agent')) headers.set('user-agent', 'pushdock');
  return Object.fromEntries(headers);
}

/** Aborts when the time is over or the caller gives up, whichever comes first; listens to the caller no longer than until `close`. */
function openDeadline(
  clock: Clock,
  timeoutMs: number,
  host: string,
  caller: AbortSignal,
): { signal: AbortSignal; close(): void } {
  const over = new AbortController();
  const done = new AbortController();
  const givenUp = () => over.abort(caller.reason);
  if (caller.aborted) givenUp();
  caller.addEventListener('abort', givenUp, { once: true });
  void clock.sleep(timeoutMs, done.signal).then(() => {
    if (!done.signal.aborted)
      over.abort(new OutboundFault('timeout', `${host} did not finish its answer within ${timeoutMs} ms`));
  });
  const close = () => {
    done.abort();
    caller.removeEventListener('abort', givenUp);
  };
  return { signal: over.signal, close };
}
