/**
 * POSTs to one URL that the operator configured, many times: over kept connections, each call within one time, no redirects, and of the
 * answer only the beginning is kept. Leaner than `client.ts`, because every event goes through here once per sink.
 */
import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { admitUrl } from './admit-url.ts';
import { OutboundFault } from './fault.ts';
import { checkedLookup, type Reach, type Resolve, systemResolve } from './public-address.ts';

// What is read of an answer, and thrown away, so that its connection can be used again; beyond it a new connection is cheaper.
const DRAINED_BYTES_MAX = 65_536;

export type PosterOptions = {
  readonly url: string;
  readonly reach: Reach;
  readonly connections: number;
  /** From name resolution to the end of the answer. */
  readonly timeoutMs: number;
  /** How much of an answer's body is kept. */
  readonly keptBytes: number;
  readonly clock: Clock;
  readonly resolve?: Resolve;
  /** PEM. The server's certificate is checked in any case. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};

export type Answer = {
  readonly status: number;
  readonly retryAfter?: string;
  /** At most `keptBytes`. */
  readonly beginning: Uint8Array;
};

export type Poster = {
  /** Resolves with an answer of any status; rejects with an `OutboundFault`, or with the signal's reason when that aborts. */
  post(headers: Readonly<Record<string, string>>, body: Uint8Array, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
};

/** Throws an `OutboundFault` for a URL that may not be called. */
export function openPoster(options: PosterOptions): Poster {
  const { clock, reach, timeoutMs, tls = {} } = options;
  const url = admitUrl(options.url, reach);
  const pool = new Pool(url.origin, {
    connections: options.connections,
    maxHeaderSize: limits.header_bytes_max,
    // Off, because one timer of ours covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { ...tls, timeout: 0, lookup: checkedLookup(options.resolve ?? systemResolve, reach) },
  });
  const path = `${url.pathname}${url.search}`;

  async function post(
    headers: Readonly<Record<string, string>>,
    body: Uint8Array,
    signal: AbortSignal,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const ended = new AbortController();
    const over = new AbortController();
    const giveUp = () => over.abort(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    clock.sleep(timeoutMs, ended.signal).then(() => {
      if (!ended.signal.aborted)
        over.abort(new OutboundFault('timeout', `${url.host} did not finish its answer within ${timeoutMs} ms`));
    });
    try {
      return await read(await pool.request({ path, method: 'POST', headers, body, signal: over.signal }));
    } catch (error) {
      throw over.signal.aborted ? over.signal.reason : faultOf(error, url.host);
    } finally {
      signal.removeEventListener('abort', giveUp);
      ended.abort();
    }
  }

  async function read({ statusCode: status, headers, body }: Dispatcher.ResponseData): Promise<Answer> {
    // Without a listener the error that destroy() below causes would be an uncaught one.
    body.on('error', () => {});
    const kept: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a response body consists of bytes');
      if (bytes < options.keptBytes) kept.push(chunk.subarray(0, options.keptBytes - bytes));
      bytes += chunk.byteLength;
      if (bytes > DRAINED_BYTES_MAX) break; // Which destroys it, and its connection.
    }
    const retryAfter = headers['retry-after'];
    return {
      status,
      ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
      beginning: Buffer.concat(kept),
    };
  }

  return { post, close: () => pool.close() };
}

function faultOf(error: unknown, host: string): OutboundFault {
  if (error instanceof OutboundFault) return error;
  if (error instanceof Error && error.cause instanceof OutboundFault) return error.cause;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  return new OutboundFault('network', `no answer from ${host} (${code})`);
}
