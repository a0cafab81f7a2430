/**
 * Work begins slowly after a start: what was pushed before waits already, code runs that V8 has not compiled yet, and acks need the processor and the store's
 * writer first.
 */
import type { Clock } from '../running/clock.ts';
import type { Store } from '../store/store.ts';

const COLD_MS = 2_000;
// 50 claims a second of at most 4 messages. A single message is delivered this much later.
const WAIT_MS = 20;
const CLAIM_MAX = 4;

export function slowlyAtFirst<S extends Pick<Store, 'claimWork'>>(store: S, clock: Clock): S {
  const warmAtMs = clock.monotonic() + COLD_MS;
  const claimWork: Store['claimWork'] = async (request) => {
    if (clock.monotonic() >= warmAtMs) return store.claimWork(request);
    await clock.sleep(WAIT_MS);
    return store.claimWork({ ...request, nowMs: clock.now(), limit: Math.min(request.limit, CLAIM_MAX) });
  };
  return { ...store, claimWork };
}
