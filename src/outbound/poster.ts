/**
 * POSTs to one URL that the operator configured, many times: over kept connections, each call within one time, no redirects, and of the
 * answer only the beginning is kept. Leaner than `client.ts`, because every event goes through here once per sink.
 */
import type { Dispatcher } from 'undici';
import { limits } from '../limits.ts';
import type { Clock } from '../running/clock.ts';
import { type Deadlines, openDeadlines } from '../running/deadlines.ts';
import { admitUrl } from './admit-url.ts';
import { faultOf, OutboundFault } from './fault.ts';
import { type ClientCertificates, isInterimFault, type NodeRequest, nodeRequest } from './node-request.ts';
import { checkedLookup, type Reach, type Resolve, systemResolve } from './public-address.ts';
import { undici } from './undici.ts';

// What is read of an answer, and thrown away, so that its connection can be used again; beyond it a new connection is cheaper.
const DRAINED_BYTES_MAX = 65_536;
// And for how long: the head has said what became of the event, and an endless body would keep the connection from the next.
const DRAINED_MS_MAX = 1_000;

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
  readonly tls?: ClientCertificates;
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
  const lookup = checkedLookup(options.resolve ?? systemResolve, reach);
  const pool = new (undici().Pool)(url.origin, {
    connections: options.connections,
    maxHeaderSize: limits.header_bytes_max,
    // Off, because one timer of ours covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { ...tls, timeout: 0, lookup },
  });
  const deadlines = openDeadlines(timeoutMs, clock);
  const draining = openDeadlines(DRAINED_MS_MAX, clock);
  /** The server sends 100 Continue unasked: undici cannot talk to it. */
  let isInterim = false;
  const path = `${url.pathname}${url.search}`;

  function post(headers: Readonly<Record<string, string>>, body: Uint8Array, signal: AbortSignal): Promise<Answer> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      // At once and first: a call that waits for a connection learns of it only when it has one, and its error need not be reported.
      const ended = new AbortController();
      const stop = (reason: unknown) => {
        settle();
        reject(reason);
        ended.abort(reason);
        reading.stop();
      };
      const settle = () => {
        signal.removeEventListener('abort', interrupted);
        forget();
      };
      const reading = readAnswer(options.keptBytes, draining, {
        answered: (answer) => {
          settle();
          resolve(answer);
        },
        failed: (error) => {
          if (isInterimFault(error) && !ended.signal.aborted) {
            isInterim = true;
            return send();
          }
          settle();
          reject(faultOf(error, url.host));
        },
      });
      const interrupted = () => stop(signal.reason);
      signal.addEventListener('abort', interrupted, { once: true });
      const forget = deadlines.watch(() => {
        // The head has arrived; a missing part of the body changes nothing.
        if (reading.conclude()) return;
        stop(new OutboundFault('timeout', `${url.host} did not finish its answer within ${timeoutMs} ms`));
      });
      const send = () => {
        if (isInterim) void reading.byNode(url, { method: 'POST', headers, body, signal: ended.signal, lookup, tls });
        else pool.dispatch({ path, method: 'POST', headers, body }, reading.handler);
      };
      send();
    });
  }

  return {
    post,
    async close() {
      // Nothing waits for the rest that is still being drained.
      draining.close();
      await pool.close();
      deadlines.close();
    },
  };
}

type Heard = { answered(answer: Answer): void; failed(error: Error): void };

type Reading = {
  readonly handler: Dispatcher.DispatchHandler;
  /** The same over Node's client. Never rejects. */
  byNode(url: URL, request: NodeRequest): Promise<void>;
  /** Makes do with what is there, if that is a head at least. */
  conclude(): boolean;
  stop(): void;
};

/**
 * What becomes of the reports of a client. One of `heard` is called, perhaps both; whichever comes first counts. The status decides: a 2xx is
 * told as soon as its head is there, and a body that is slow, endless or cut off changes nothing.
 */
function readAnswer(keptBytes: number, draining: Deadlines, heard: Heard): Reading {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  let told: Omit<Answer, 'beginning'> = { status: 0 };
  let abort: ((reason: Error) => void) | undefined;
  let stopped: Error | undefined;
  let drained = () => {};
  const stop = () => {
    drained();
    stopped ??= new Error('the gateway no longer waits for the answer');
    abort?.(stopped);
  };
  const finish = () => {
    drained();
    heard.answered({ ...told, beginning: Buffer.concat(kept) });
  };
  const begin = (status: number, retryAfter: unknown) => {
    if (status < 200) return; // Also reported; the last is the answer's own.
    told = { status, ...(typeof retryAfter === 'string' ? { retryAfter } : {}) };
    drained = draining.watch(() => {
      finish();
      stop();
    });
    if (status < 300) heard.answered({ ...told, beginning: new Uint8Array() });
  };
  const take = (chunk: Uint8Array) => {
    if (bytes < keptBytes) kept.push(chunk.subarray(0, keptBytes - bytes));
    bytes += chunk.byteLength;
    if (bytes <= DRAINED_BYTES_MAX) return;
    finish();
    stop();
  };
  const conclude = () => {
    if (told.status < 200) return false;
    finish();
    stop();
    return true;
  };
  return {
    conclude,
    stop,
    async byNode(url, request) {
      try {
        const answer = await nodeRequest(url, request);
        abort = (reason) => answer.destroy(reason);
        if (stopped) return abort(stopped);
        begin(answer.statusCode ?? 0, answer.headers['retry-after']);
        for await (const chunk of answer) take(chunk);
        finish();
      } catch (error) {
        if (!conclude()) heard.failed(error instanceof Error ? error : new Error(String(error)));
      }
    },
    handler: {
      onRequestStart(controller) {
        abort = (reason) => controller.abort(reason);
        if (stopped) controller.abort(stopped);
      },
      onResponseStart(_controller, status, { 'retry-after': retryAfter }) {
        begin(status, retryAfter);
      },
      onResponseData: (_controller, chunk) => take(chunk),
      onResponseEnd: finish,
      onResponseError: (_controller, error) => {
        if (!conclude()) heard.failed(error);
      },
    },
  };
}
