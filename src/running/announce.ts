/** Log lines about what strangers do: a line for each would let them fill the disk with our log. */

import type { Fields, Log } from '../log.ts';
import type { Clock } from './clock.ts';

const EVERY_MS = 60_000;

/** Writes at most one warning a minute of each event; `times` says how often it happened since the one before. */
export function openAnnouncer(log: Log, clock: Clock): (event: string, fields?: Fields) => void {
  const events = new Map<string, { atMs: number; times: number }>();
  return (event, fields = {}) => {
    const nowMs = clock.now();
    const told = events.get(event) ?? { atMs: Number.NEGATIVE_INFINITY, times: 0 };
    events.set(event, told);
    told.times += 1;
    if (nowMs - told.atMs < EVERY_MS && nowMs >= told.atMs) return;
    log.warn(event, { ...fields, times: told.times });
    told.atMs = nowMs;
    told.times = 0;
  };
}
