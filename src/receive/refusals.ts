/**
 * The refused requests, and whether a sender must wait.
 *
 * A list for the operator who asks "why does nothing arrive?": aggregated by address, path and reason, capped, in memory. Not durable on purpose:
 * a stranger must not be able to make us write to the disk on which acknowledgements depend, and whoever is misconfigured is refused again
 * after a restart. It never holds what was presented: paths are redacted, queries, headers and bodies do not get here.
 */

import { didYouMean } from '../config/did-you-mean.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { RefusalCode } from '../problems.ts';
import type { Clock } from '../running/clock.ts';
import { countedAddress, openBuckets } from './refusals-limit.ts';
import { refusedPath } from './refused-path.ts';

export type Refused = {
  /** The caller's, as far as trusted proxies tell it. */
  readonly address: string;
  readonly method: string;
  /** Of a configured source: without its secrets, from `redactTarget`. Else as sent; it is redacted here. */
  readonly path: string;
  readonly code: RefusalCode;
  /** For the operator; never holds a presented secret. */
  readonly detail?: string;
  /** The configured source that it was meant for, where there is one. */
  readonly source?: { readonly provider: string; readonly name: string };
};

export type RefusedEntry = Refused & {
  /** Path of the source that was most likely meant, if no source answers at this path. */
  readonly nearest?: string;
  readonly count: number;
  /** How many of them were answered 429. */
  readonly limited: number;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
};

export type Refusals = {
  /** Notes a refusal. `limited`: its address has no token left, and gets a 429 instead of the reason. */
  note(refused: Refused): 'noted' | 'limited';
  /** Latest first. */
  list(): readonly RefusedEntry[];
  /** In development, for the caller itself: which source was most likely meant. In production a stranger learns no name. */
  hint(path: string): string | undefined;
};

export type RefusalsParts = {
  /** Looked up each time, so that a reload counts. */
  readonly sources: () => readonly { readonly provider: string; readonly name: string }[];
  readonly perMinute: number;
  readonly development: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** In place of the bounds of `limits.ts`. */
  readonly entriesMax?: number;
};

type Counted = { -readonly [K in keyof RefusedEntry]: RefusedEntry[K] };

const keyOf = ({ address, code, method, path }: Refused) => `${address} ${code} ${method} ${path}`;

const ANNOUNCE_EVERY_MS = 60_000;

export function openRefusals(parts: RefusalsParts): Refusals {
  const { sources, perMinute, development, clock, log } = parts;
  const half = Math.ceil((parts.entriesMax ?? limits.refused_entries_max) / 2);
  const buckets = openBuckets({ perMinute, addressesMax: limits.refused_addresses_max });
  // Apart, so that no flood of strange paths drives out the entry of a provider whose token is wrong. Least recently seen first.
  const ofSources = new Map<string, Counted>();
  const ofStrangers = new Map<string, Counted>();
  let announcedAtMs = Number.NEGATIVE_INFINITY;

  const pathOf = ({ provider, name }: { provider: string; name: string }) => `/push/${provider}/${name}`;
  const nearestTo = (shown: string) => didYouMean(shown.replace(/(\/\*\*\*)+$/, ''), sources().map(pathOf));
  const shownPath = (path: string) =>
    refusedPath(path, new Set(sources().flatMap(({ provider, name }) => [provider, name])));

  function note(refused: Refused): 'noted' | 'limited' {
    const nowMs = clock.now();
    const address = countedAddress(refused.address);
    const limited = !buckets.take(address, clock.monotonic());
    if (limited) announce(address, nowMs);
    count({ ...refused, address }, limited, nowMs);
    return limited ? 'limited' : 'noted';
  }

  function count(refused: Refused, limited: boolean, nowMs: number): void {
    const entries = refused.source === undefined ? ofStrangers : ofSources;
    const path = refused.source === undefined ? shownPath(refused.path) : refused.path;
    const key = keyOf({ ...refused, path });
    if (entries.has(key) || !limited) {
      touch(entries, key, limited, nowMs, () => ({ ...refused, path }));
      return;
    }
    // Sampled: who has spent its tokens makes one entry more and no others, or a scanner would fill the list by itself.
    const rest: Refused = { address: refused.address, method: '*', path: '*', code: 'too_many_requests' };
    touch(ofStrangers, keyOf(rest), limited, nowMs, () => rest);
  }

  function touch(
    entries: Map<string, Counted>,
    key: string,
    limited: boolean,
    nowMs: number,
    make: () => Refused,
  ): void {
    const entry = entries.get(key) ?? begin(make(), nowMs);
    entries.delete(key);
    if (entries.size >= half) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    entries.set(key, entry);
    entry.count += 1;
    entry.limited += limited ? 1 : 0;
    entry.lastSeenAtMs = nowMs;
  }

  function begin(refused: Refused, nowMs: number): Counted {
    const nearest = refused.source === undefined ? nearestTo(refused.path) : undefined;
    return {
      ...refused,
      ...(nearest !== undefined && { nearest }),
      count: 0,
      limited: 0,
      firstSeenAtMs: nowMs,
      lastSeenAtMs: nowMs,
    };
  }

  /** One line a minute, whatever happens: a line for each refusal would let a stranger fill the disk with our log. */
  function announce(address: string, nowMs: number): void {
    if (nowMs - announcedAtMs < ANNOUNCE_EVERY_MS) return;
    announcedAtMs = nowMs;
    log.warn('requests.limited', { remote_address: address, per_minute: perMinute });
  }

  return {
    note,
    list: () =>
      [...ofSources.values(), ...ofStrangers.values()]
        .map((entry) => ({ ...entry }))
        .sort((one, other) => other.lastSeenAtMs - one.lastSeenAtMs),
    hint: (path) => {
      if (!development) return undefined;
      const nearest = nearestTo(shownPath(path));
      return nearest && `The nearest source answers at ${nearest}.`;
    },
  };
}
