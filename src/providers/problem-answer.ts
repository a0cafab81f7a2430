/** A refused push in our own words, typed as every push contract declares it (`spec/problem.yaml`). */
import { type PushRefusalCode, problemDocument } from '../problems.ts';

const contentType = 'application/problem+json';
// Enough for a full disk to be noticed and a restart to be over; short against every documented retry schedule.
const RETRY_AFTER_SECONDS = '5';

/** `challenge` is the WWW-Authenticate header's value for this source's scheme. All wrong proofs sound the same: which factor failed is not told. */
export function unauthorized(challenge: string) {
  return {
    status: 401,
    contentType,
    headers: { 'WWW-Authenticate': challenge },
    body: problemDocument('proof_wrong'),
  } as const;
}

export const notFound = () => ({ status: 404, contentType, body: problemDocument('unknown_source') }) as const;

export const tooManyRequests = () =>
  ({
    status: 429,
    contentType,
    headers: { 'Retry-After': RETRY_AFTER_SECONDS }, // Half of what a limited address may cause is free again by then.
    body: problemDocument('too_many_requests'),
  }) as const;

export const storeUnavailable = () =>
  ({
    status: 503,
    contentType,
    headers: { 'Retry-After': RETRY_AFTER_SECONDS },
    body: problemDocument('store_unavailable'),
  }) as const;

/** For contracts that declare 401, 404, 429 and 503. */
export function problemAnswer(code: PushRefusalCode, challenge: string) {
  switch (code) {
    case 'unknown_source':
      return notFound();
    case 'proof_missing':
    case 'proof_wrong':
    case 'nonce_reused':
      return unauthorized(challenge);
    case 'too_many_requests':
      return tooManyRequests();
    case 'store_unavailable':
      return storeUnavailable();
  }
}
