/**
 * Comparing what a caller presents with what we expect, without telling the caller by our timing how close it came.
 * Digests have one length whatever the inputs have, and every candidate is compared even after one has matched.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// A key of this process alone: whatever a timing difference inside the digest might tell, it tells nothing about the secret.
const comparisonKey = randomBytes(32);
const digest = (value: string | Uint8Array) => createHmac('sha256', comparisonKey).update(value).digest();

/** Whether both are the same bytes (strings as UTF-8). */
export function equal(presented: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(digest(presented), digest(expected));
}

/** Index of the first candidate that is the same bytes as `presented`, -1 when none is. */
export function indexOfEqual(presented: string | Uint8Array, candidates: readonly (string | Uint8Array)[]): number {
  const wanted = digest(presented);
  let found = -1;
  candidates.forEach((candidate, index) => {
    if (timingSafeEqual(wanted, digest(candidate)) && found === -1) found = index;
  });
  return found;
}
