/** The parts of all nodes as one. Pushes of one digest are the same push; what one node accepted, no other one still waits for. */
import { type FailingPush, newPart, OUTAGES_MAX, type Outage, type Part } from './part.ts';
import { hourOf, joinRhythms } from './rhythm.ts';
import type { KnownTraits } from './traits.ts';

export function joinParts(parts: readonly Part[], nowMs: number): Part {
  const [first, ...others] = parts;
  if (first === undefined) return newPart(nowMs);
  if (others.length === 0) return first;
  const accepted = latestOf(parts.map((one) => one.accepted));
  const lastAcceptedMs = greatest(parts.map((one) => one.lastAcceptedMs));
  return {
    known: joinKnown(parts),
    latencies: parts.flatMap((one) => one.latencies),
    rhythm: joinRhythms(
      parts.map((one) => one.rhythm),
      nowMs,
    ),
    failing: joinFailing(parts, accepted),
    accepted,
    outages: joinOutages(parts.flatMap((one) => one.outages)),
    firstSeenMs: Math.min(...parts.map((one) => one.firstSeenMs)),
    lastAcceptedMs,
    failures: parts
      .filter((one) => [...one.failing.values()].some(({ lastAtMs }) => lastAtMs > (lastAcceptedMs ?? 0)))
      .reduce((sum, one) => sum + one.failures, 0),
    recoveredMs: greatest(parts.map((one) => one.recoveredMs)),
    strangers: joinStrangers(parts, nowMs),
  };
}

function joinFailing(parts: readonly Part[], accepted: ReadonlyMap<string, number>): Map<string, FailingPush> {
  const joined = new Map<string, FailingPush>();
  for (const push of parts.flatMap((one) => [...one.failing.values()])) {
    if ((accepted.get(push.digest) ?? Number.NEGATIVE_INFINITY) >= push.lastAtMs) continue;
    const before = joined.get(push.digest);
    joined.set(push.digest, before === undefined ? push : samePush(before, push));
  }
  return new Map([...joined].sort(([, a], [, b]) => a.firstAtMs - b.firstAtMs));
}

function samePush(one: FailingPush, other: FailingPush): FailingPush {
  const latest = one.lastAtMs >= other.lastAtMs ? one : other;
  return {
    ...latest,
    firstAtMs: Math.min(one.firstAtMs, other.firstAtMs),
    tries: one.tries + other.tries,
    likeness: one.likeness === 'ours' ? 'ours' : other.likeness,
    stubborn: one.stubborn || other.stubborn,
  };
}

/** Nodes see the same outage, each from its own first to its own last push. */
function joinOutages(all: readonly Outage[]): Outage[] {
  const joined: Outage[] = [];
  for (const outage of [...all].sort((a, b) => a.fromMs - b.fromMs)) {
    const before = joined.at(-1);
    if (before === undefined || outage.kind !== before.kind || outage.fromMs >= before.toMs) joined.push(outage);
    else
      joined[joined.length - 1] = {
        ...before,
        toMs: Math.max(before.toMs, outage.toMs),
        pushes: new Map([...before.pushes, ...outage.pushes]),
      };
  }
  return joined.slice(-OUTAGES_MAX);
}

function joinStrangers(parts: readonly Part[], nowMs: number): Part['strangers'] {
  return {
    hour: hourOf(nowMs),
    count: parts.reduce((sum, { strangers }) => sum + strangersOf(strangers, nowMs), 0),
    before: 0,
    lastAtMs: Math.max(...parts.map(({ strangers }) => strangers.lastAtMs)),
  };
}

/** In the last hour, by the two hours that are kept: the older one counts for the rest of its hour. */
export function strangersOf({ hour, count, before }: Part['strangers'], nowMs: number): number {
  const now = hourOf(nowMs);
  if (hour === now) return count + before;
  return hour === now - 1 ? count : 0;
}

const joinKnown = (parts: readonly Part[]): KnownTraits => ({
  address: latestOf(parts.map(({ known }) => known.address)),
  agent: latestOf(parts.map(({ known }) => known.agent)),
  shape: latestOf(parts.map(({ known }) => known.shape)),
});

function latestOf(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const joined = new Map<string, number>();
  for (const [key, atMs] of maps.flatMap((one) => [...one])) joined.set(key, Math.max(atMs, joined.get(key) ?? 0));
  return joined;
}

const greatest = (all: readonly (number | undefined)[]): number | undefined => {
  const known = all.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
