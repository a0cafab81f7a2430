/**
 * File descriptors: each connection takes one, and a process without a free one cannot open its own files either. Node says nothing then: it
 * accepts a connection and closes it at once. So somebody has to look.
 */
import { close, open, readFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import { openAnnouncer } from './announce.ts';
import type { Clock } from './clock.ts';

// For the store, the log, sinks and calls to providers (limits.outbound_connections_max for each of several hosts).
const OWN_DESCRIPTORS = 512;
const LOOK_EVERY_MS = 1_000;

/** How many this process may have; undefined where the system does not say. Node has raised the soft limit to the hard one. */
export function descriptorsMax(): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined; // Not Linux.
  }
}

/** How many connections the gateway can have besides its own files: at least half of the limit. */
export const connectionsWithin = (descriptors: number | undefined): number =>
  descriptors === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(Math.floor(descriptors / 2), descriptors - OWN_DESCRIPTORS);

export type DescriptorsParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs?: number;
  /** In place of opening a file: calls back with the system's code where it cannot. */
  readonly probe?: (done: (code: string | undefined) => void) => void;
};

/** Looks once a second; one warning a minute while there is none left, and a line when there are some again. Returns how to stop. */
export function watchDescriptors(parts: DescriptorsParts): () => void {
  const { clock, log, everyMs = LOOK_EVERY_MS, probe = openNothing } = parts;
  const announce = openAnnouncer(log, clock);
  let exhausted = false;
  const looking = setInterval(() => {
    probe((code) => {
      const none = code === 'EMFILE' || code === 'ENFILE';
      if (none)
        announce('descriptors.exhausted', {
          code,
          descriptors_max: descriptorsMax(),
          cure: 'raise the limit of open files (LimitNOFILE, ulimit -n); until then connections are closed as soon as they are opened',
        });
      else if (exhausted) log.info('descriptors.recovered');
      exhausted = none;
    });
  }, everyMs);
  looking.unref();
  return () => clearInterval(looking);
}

function openNothing(done: (code: string | undefined) => void): void {
  open('/dev/null', 'r', (error, descriptor) => {
    if (error === null) close(descriptor, () => done(undefined));
    else done(error.code);
  });
}
