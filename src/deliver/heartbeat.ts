/** Keeps the leases of what is under way, so that work which takes long is not given to another worker meanwhile. */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { stackOf } from '../running/thrown.ts';
import type { DeliveryClaim, Store, WorkClaim } from '../store/store.ts';

type Claim = WorkClaim | DeliveryClaim;

export type Heartbeat = {
  readonly leaseMs: number;
  /** Extends the lease until the returned function is called. `onLost`: another worker has the claim now, and this one may do nothing more for it. */
  hold(claim: Claim, onLost: () => void): () => void;
  stop(): void;
};

// Three beats a lease, so that two may be lost to a slow disk.
const BEATS_PER_LEASE = 3;

export function startHeartbeat(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly leaseMs: number;
}): Heartbeat {
  const { store, clock, log, leaseMs } = parts;
  const held = new Map<Claim, { readonly onLost: () => void; readonly sinceMs: number }>();
  const stopping = new AbortController();
  void beat();

  async function beat(): Promise<void> {
    const everyMs = leaseMs / BEATS_PER_LEASE;
    for (;;) {
      await clock.sleep(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      // What is younger than half a beat has most of its lease before it: nearly everything, when all goes well.
      const old = [...held]
        .filter(([, { sinceMs }]) => clock.monotonic() - sinceMs >= everyMs / 2)
        .map(([claim]) => claim);
      if (old.length > 0) await extend(old);
    }
  }

  async function extend(claims: readonly Claim[]): Promise<void> {
    try {
      const settled = await store.extendClaims(claims, { nowMs: clock.now(), leaseMs });
      for (const [index, claim] of claims.entries()) {
        const still = held.get(claim);
        if (settled[index] !== 'fenced' || still === undefined) continue;
        held.delete(claim);
        still.onLost();
      }
    } catch (error) {
      log.warn('lease.not_extended', { claims: claims.length, reason: stackOf(error) });
    }
  }

  return {
    leaseMs,
    hold(claim, onLost) {
      held.set(claim, { onLost, sinceMs: clock.monotonic() });
      return () => void held.delete(claim);
    },
    stop: () => stopping.abort(),
  };
}
