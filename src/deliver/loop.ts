/**
 * Claims what is due and handles it, up to `concurrency` at a time. It wakes when the store says that something became due, and
 * polls besides, because retries become due by the clock alone.
 */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { openWakeable } from '../running/wakeable.ts';
import { logFailure } from './log-failure.ts';

export type LoopParts<Claim> = {
  readonly name: string;
  readonly concurrency: number;
  /** The longest that a due item waits when `onDue` says nothing. */
  readonly pollMs: number;
  readonly claim: (limit: number) => Promise<readonly Claim[]>;
  /** Whether a claim of up to `limit` took all that was due. The next one then waits for a hint or a poll. */
  readonly isAll?: (claims: readonly Claim[], limit: number) => boolean;
  /** Handles one claim to its settlement. A rejection is a bug or the store's: it is logged, and the claim comes back when its lease ends. */
  readonly handle: (claim: Claim) => Promise<void>;
  readonly onDue: (listener: () => void) => () => void;
  readonly clock: Clock;
  readonly log: Log;
};

export type Loop = {
  /** Claims nothing more and resolves when everything under way is settled. */
  stop(): Promise<void>;
};

export function startLoop<Claim>(parts: LoopParts<Claim>): Loop {
  const underWay = new Set<Promise<void>>();
  const { nudge, look, idle } = openWakeable(parts.clock);
  const { isAll = () => false } = parts;
  let stopped = false;
  let hasMore = true;
  const forget = parts.onDue(nudge);
  const ended = run();

  async function run(): Promise<void> {
    while (!stopped) {
      look();
      const free = parts.concurrency - underWay.size;
      const claims = free > 0 ? await claim(free) : [];
      hasMore = free <= 0 || !isAll(claims, free);
      for (const one of claims) start(one);
      if (claims.length === 0 || !hasMore) await idle(parts.pollMs);
    }
    await Promise.all(underWay);
  }

  async function claim(limit: number): Promise<readonly Claim[]> {
    try {
      return await parts.claim(limit);
    } catch (error) {
      logFailure(parts.log, 'claim.failed', parts.name, error);
      return [];
    }
  }

  function start(one: Claim): void {
    const task = parts
      .handle(one)
      .catch((error: unknown) => logFailure(parts.log, 'work.crashed', parts.name, error))
      .finally(() => {
        underWay.delete(task);
        if (hasMore) nudge();
      });
    underWay.add(task);
  }

  return {
    stop: async () => {
      stopped = true;
      forget();
      nudge(); // So that it does not begin to sleep.
      await ended;
    },
  };
}
