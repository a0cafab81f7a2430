/**
 * POSTs to one URL that the operator configured, many times: over kept connections, each call within one time, no redirects, and of the
 * answer only the beginning is kept. Leaner than `client.ts`, because every event goes through here once per sink.
 */
import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../clock.ts';
import { limits } from '../limits.ts';
import { admitUrl } from './admit-url.ts';
import { openDeadlines } from './deadlines.ts';
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
  const deadlines = openDeadlines(timeoutMs, clock);
  const path = `${url.pathname}${url.search}`;

  function post(headers: Readonly<Record<string, string>>, body: Uint8Array, signal: AbortSignal): Promise<Answer> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      // At once and first: a call that waits for a connection hears of it only when it has one, and its error is none to report.
      const stop = (reason: unknown) => {
        settle();
        reject(reason);
        reading.stop();
      };
      const settle = () => {
        signal.removeEventListener('abort', interrupted);
        forget();
      };
      const reading = readAnswer(options.keptBytes, {
        answered: (answer) => {
          settle();
          resolve(answer);
        },
        failed: (error) => {
          settle();
          reject(faultOf(error, url.host));
        },
      });
      const interrupted = () => stop(signal.reason);
      signal.addEventListener('abort', interrupted, { once: true });
      const forget = deadlines.watch(() =>
        stop(new OutboundFault('timeout', `${url.host} did not finish its answer within ${timeoutMs} ms`)),
      );
      pool.dispatch({ path, method: 'POST', headers, body }, reading.handler);
    });
  }

  return {
    post,
    async close() {
      await pool.close();
      deadlines.close();
    },
  };
}

type Heard = { answered(answer: Answer): void; failed(error: Error): void };

/** What becomes of undici's reports. One of `heard` is called, perhaps both; whichever comes first counts. */
function readAnswer(keptBytes: number, heard: Heard): { handler: Dispatcher.DispatchHandler; stop(): void } {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  let told: Omit<Answer, 'beginning'> = { status: 0 };
  let connection: Dispatcher.DispatchController | undefined;
  let stopped: Error | undefined;
  const stop = () => {
    stopped ??= new Error('nobody waits for the answer any more');
    connection?.abort(stopped);
  };
  const finish = () => heard.answered({ ...told, beginning: Buffer.concat(kept) });
  return {
    stop,
    handler: {
      onRequestStart(controller) {
        connection = controller;
        if (stopped) controller.abort(stopped);
      },
      // Also for each 1xx; the last is the answer's own.
      onResponseStart(_controller, status, { 'retry-after': retryAfter }) {
        told = { status, ...(typeof retryAfter === 'string' ? { retryAfter } : {}) };
      },
      onResponseData(_controller, chunk) {
        if (bytes < keptBytes) kept.push(chunk.subarray(0, keptBytes - bytes));
        bytes += chunk.byteLength;
        if (bytes <= DRAINED_BYTES_MAX) return;
        finish();
        stop();
      },
      onResponseEnd: finish,
      onResponseError: (_controller, error) => heard.failed(error),
    },
  };
}

function faultOf(error: unknown, host: string): OutboundFault {
  if (error instanceof OutboundFault) return error;
  if (error instanceof Error && error.cause instanceof OutboundFault) return error.cause;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  return new OutboundFault('network', `no answer from ${host} (${code})`);
}
