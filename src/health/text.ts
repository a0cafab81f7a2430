/** A part as JSON in the store's `kept` space, and back. A part that cannot be read is begun again: it is what a gateway learns, nothing that it has promised. */
import type { LatencySlot } from './latency.ts';
import { type FailingPush, newPart, type Outage, type Part } from './part.ts';
import { HOURS_OF_WEEK } from './rhythm.ts';

const VERSION = 1;

export function partBytes(part: Part): Uint8Array {
  const { known, latencies, failing, accepted, outages, ...rest } = part;
  return Buffer.from(
    JSON.stringify({
      version: VERSION,
      ...rest,
      rhythm: { ...rest.rhythm, usual: rest.rhythm.usual.map((count) => Math.round(count * 100) / 100) },
      known: { address: [...known.address], agent: [...known.agent], shape: [...known.shape] },
      latencies: latencies.map((one) => ({ ...one, counts: [...one.counts] })),
      failing: [...failing.values()],
      accepted: [...accepted],
      outages: outages.map((one) => ({ ...one, pushes: [...one.pushes.values()] })),
    }),
  );
}

type Written = Omit<Part, 'known' | 'latencies' | 'failing' | 'accepted' | 'outages'> & {
  readonly version: number;
  readonly known: { readonly [K in keyof Part['known']]: readonly [string, number][] };
  readonly latencies: readonly (Omit<LatencySlot, 'counts'> & { readonly counts: readonly [number, number][] })[];
  readonly failing: readonly FailingPush[];
  readonly accepted: readonly [string, number][];
  readonly outages: readonly (Omit<Outage, 'pushes'> & { readonly pushes: readonly FailingPush[] })[];
};

/** `undefined`: it is of another version, or not ours. */
export function readPart(bytes: Uint8Array, nowMs: number): Part | undefined {
  try {
    const written: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (!isWritten(written)) return undefined;
    const { version: _, known, latencies, failing, accepted, outages, ...rest } = written;
    return {
      ...newPart(nowMs),
      ...rest,
      known: { address: new Map(known.address), agent: new Map(known.agent), shape: new Map(known.shape) },
      latencies: latencies.map((one) => ({ ...one, counts: new Map(one.counts) })),
      failing: new Map(failing.map((push) => [push.digest, push])),
      accepted: new Map(accepted),
      outages: outages.map((one) => ({ ...one, pushes: new Map(one.pushes.map((push) => [push.digest, push])) })),
    };
  } catch {
    return undefined;
  }
}

/** We wrote it ourselves, in one piece; its version says which we. */
function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false;
  if (!('version' in value) || value.version !== VERSION) return false;
  if (!('rhythm' in value) || typeof value.rhythm !== 'object' || value.rhythm === null) return false;
  return 'usual' in value.rhythm && Array.isArray(value.rhythm.usual) && value.rhythm.usual.length === HOURS_OF_WEEK;
}
