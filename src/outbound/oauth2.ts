/**
 * Tokens for the APIs that we call (RFC 6749 §4.4): kept per API, fetched again before they end, once for all who need one.
 *
 *   0 ────────────────── 80 % ───────── 100 %
 *   the token as it is   the token,     everybody waits
 *                        and one fetch  for one fetch
 */
import type { Clock } from '../running/clock.ts';
import { Secret } from '../trust/secrets.ts';

/** A token as the API's token endpoint gave it. */
export type FetchedToken =
  | {
      readonly ok: true;
      readonly token: Secret;
      /** As the answer said; absent: it did not. */
      readonly expiresInSeconds?: number;
    }
  | NoToken;

/** Why there is none; `reason` names host and status, for the operator. */
export type NoToken = { readonly ok: false; readonly reason: string; readonly retryAfterMs?: number };

export type Token = { readonly ok: true; readonly token: Secret } | NoToken;

export type TokenCache = {
  /** A token for the API at `base` that has not ended. Rejects only when `signal` aborts; the fetch then goes on for the others. */
  tokenFor(base: string, signal: AbortSignal): Promise<Token>;
  /** The API answered 401 to `token`: it is not given out again. Another one that was fetched meanwhile stays. */
  refused(base: string, token: Secret): void;
};

export type TokenCacheParts = {
  readonly clock: Clock;
  /** One request to the token endpoint of `base`. Must not reject: a failure is a value. */
  readonly fetchToken: (base: string) => Promise<FetchedToken>;
};

const REFRESH_AT = 0.8;
// RFC 6749 §5.1 only recommends expires_in. Short, because asking again is cheap and a 401 is not.
const LIFE_SECONDS_ASSUMED = 300;
// Longer promises are not relied on: a wrong unit or a changed clock would keep a dead token for years.
const LIFE_SECONDS_MAX = 86_400;
// An early fetch that failed: the old token still works, and the endpoint has trouble enough.
const EARLY_RETRY_MS = 10_000;

type Held = { token: Secret; refreshAtMs: number; readonly endsAtMs: number };

/** `base` comes from an allow-list, so there are no more entries than that has. */
export function openTokenCache({ clock, fetchToken }: TokenCacheParts): TokenCache {
  const held = new Map<string, Held>();
  const fetching = new Map<string, Promise<Token>>();

  /** Joins the fetch that is under way, or begins one. */
  function fetchOnce(base: string): Promise<Token> {
    const underWay = fetching.get(base);
    if (underWay !== undefined) return underWay;
    const begun = fetchAndHold(base).finally(() => fetching.delete(base));
    fetching.set(base, begun);
    return begun;
  }

  async function fetchAndHold(base: string): Promise<Token> {
    // Its life is counted from before the request, so the time on the way is subtracted.
    const askedAtMs = clock.monotonic();
    const fetched = await fetchToken(base);
    if (!fetched.ok) {
      const old = held.get(base);
      if (old !== undefined) old.refreshAtMs = clock.monotonic() + EARLY_RETRY_MS;
      return fetched;
    }
    const lifeMs = Math.min(fetched.expiresInSeconds ?? LIFE_SECONDS_ASSUMED, LIFE_SECONDS_MAX) * 1000;
    const { token } = fetched;
    held.set(base, { token, refreshAtMs: askedAtMs + lifeMs * REFRESH_AT, endsAtMs: askedAtMs + lifeMs });
    return { ok: true, token };
  }

  async function tokenFor(base: string, signal: AbortSignal): Promise<Token> {
    signal.throwIfAborted();
    const nowMs = clock.monotonic();
    const current = held.get(base);
    if (current === undefined || nowMs >= current.endsAtMs) return await unlessAborted(fetchOnce(base), signal);
    if (nowMs >= current.refreshAtMs) void fetchOnce(base); // Not awaited, because this token still works.
    return { ok: true, token: current.token };
  }

  function refused(base: string, token: Secret): void {
    if (held.get(base)?.token === token) held.delete(base);
  }

  return { tokenFor, refused };
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A longer token is none: no header of a usual server takes it. */
export const TOKEN_BYTES_MAX = 4_096;
const ANSWER_TOKEN = /^[\x21-\x7e]+$/;

/** The token in the answer of a token endpoint (RFC 6749 §5.1); undefined if it is not a bearer token that a header can carry. */
export function readToken(body: unknown): FetchedToken | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { access_token, token_type, expires_in } = body as Readonly<Record<string, unknown>>;
  if (typeof access_token !== 'string' || !ANSWER_TOKEN.test(access_token)) return undefined;
  if (access_token.length > TOKEN_BYTES_MAX) return undefined;
  if (String(token_type).toLowerCase() !== 'bearer') return undefined;
  // Some servers write the number as text.
  const seconds = typeof expires_in === 'string' && /^\d{1,10}$/.test(expires_in) ? Number(expires_in) : expires_in;
  const known = typeof seconds === 'number' && seconds >= 0;
  return { ok: true, token: Secret.of(access_token), ...(known && { expiresInSeconds: seconds }) };
}
