/** One HTTP request as a provider makes it, and what came of it. An answer that does not come is an outcome, not an exception. */
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { type Clock, systemClock } from '../running/clock.ts';
import { type WhyNoAnswer, whyNoAnswer, whyTimeout } from './no-answer.ts';
import { type Pace, writePaced } from './pace.ts';

export type Sending = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** From the connection to the last byte of the answer. */
  readonly timeoutMs: number;
  /** PEM: what is trusted beside the system's authorities, and what is presented where a certificate is asked for. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** How it goes out, where it is not to go at once. */
  readonly pace?: Pace;
  readonly signal?: AbortSignal;
};

export type SendOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Names in lower case; a repeated one joined by a comma. */
      readonly headers: Readonly<Record<string, string>>;
      /** At most `answer_bytes_max` of it. */
      readonly body: Uint8Array;
    }
  | ({ readonly kind: 'unreachable' } & WhyNoAnswer)
  | ({ readonly kind: 'timeout' } & WhyNoAnswer)
  /** We broke it off ourselves, as told. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'stopped' };

/** Nobody's answer to a push is longer than a result document. */
const answer_bytes_max = 65_536;

/**
 * Sends on a connection of its own. `clock` measures the timeout: real time unless a test holds it, since waiting for an answer is
 * never compressed as waiting for the next attempt is.
 */
export async function send(sending: Sending, clock: Clock = systemClock): Promise<SendOutcome> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      exchange(sending, ended.signal, clock),
      clock
        .sleep(sending.timeoutMs, ended.signal)
        .then((): SendOutcome => ({ kind: 'timeout', ...whyTimeout(sending.timeoutMs, shownOf(sending)) })),
      aborted(sending.signal, ended.signal),
    ]);
  } finally {
    ended.abort();
  }
}

function aborted(signal: AbortSignal | undefined, ended: AbortSignal): Promise<SendOutcome> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ kind: 'stopped' });
    signal?.addEventListener('abort', () => resolve({ kind: 'stopped' }), { once: true, signal: ended });
  });
}

function exchange(sending: Sending, ended: AbortSignal, clock: Clock): Promise<SendOutcome> {
  const { method, headers, body = new Uint8Array(), tls } = sending;
  return new Promise((resolve) => {
    const unreachable = (error: Error) => resolve({ kind: 'unreachable', ...whyNoAnswer(error, shownOf(sending)) });
    let url: URL;
    try {
      url = new URL(sending.url);
    } catch (error) {
      return unreachable(error instanceof Error ? error : new Error(String(error)));
    }
    const options = {
      method,
      headers: {
        ...headers,
        ...(method === 'GET' && body.byteLength === 0 ? {} : { 'content-length': String(body.byteLength) }),
      },
      agent: false, // A provider may keep connections; that nothing depends on it is what mocks are for.
    };
    const request =
      url.protocol === 'https:' ? overHttps(url, { ...options, ...trusting(tls) }) : overHttp(url, options);
    ended.addEventListener('abort', () => request.destroy(), { once: true });
    request.once('error', unreachable);
    request.once('response', (response) => {
      read(response).then(resolve, unreachable);
    });
    write(request, sending, body, ended, clock).then((cut) => {
      if (cut) resolve({ kind: 'cut' });
    }, unreachable);
  });
}

/** Node takes `ca` instead of the system's authorities, not beside them. */
const trusting = ({ ca, ...own }: NonNullable<Sending['tls']> = {}) =>
  ca === undefined ? own : { ...own, ca: [...rootCertificates, ca] };

/** True where the connection was broken off as told. */
async function write(
  request: ClientRequest,
  { pace }: Sending,
  body: Uint8Array,
  ended: AbortSignal,
  clock: Clock,
): Promise<boolean> {
  if (pace === undefined) {
    request.end(body);
    return false;
  }
  return writePaced(request, body, pace, ended, clock);
}

async function read(response: IncomingMessage): Promise<SendOutcome> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes < answer_bytes_max) kept.push(chunk.subarray(0, answer_bytes_max - bytes));
    bytes += chunk.byteLength;
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { kind: 'answered', status: response.statusCode ?? 0, headers, body: Buffer.concat(kept) };
}

/** Scheme, host and port: a path may be a secret. */
const shownOf = ({ url }: Sending): string => (URL.canParse(url) ? new URL(url).origin : 'what is not a URL');
