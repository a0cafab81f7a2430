/** Notes each answer to a push in the memory of this node. It takes microseconds and writes nothing; `keep.ts` writes it later. */
import { createHash } from 'node:crypto';
import type { Answered, AnsweredRequest } from '../running/answers.ts';
import { addLatency } from './latency.ts';
import {
  FAILING_MAX,
  type FailingPush,
  isActive,
  OUTAGE_PUSHES_MAX,
  OUTAGES_MAX,
  type Outage,
  type Part,
} from './part.ts';
import { codeOf, isOurFault } from './reasons.ts';
import { countPush, hasHistory, hourOf, turn, usualGapMs } from './rhythm.ts';
import { learn, likenessOf, traitsOf } from './traits.ts';

export type Noting = {
  readonly part: Part;
  /** Digests that fail at other nodes; looked at only where there are any. */
  readonly failsElsewhere: (digest: string) => boolean;
  readonly anyFailsElsewhere: boolean;
  /** Of the provider; absent where it is not documented. */
  readonly timeoutMs?: number | undefined;
  /** What a push says that it is about. */
  readonly namesOf?: ((request: AnsweredRequest) => string | undefined) | undefined;
  /** The floor of what a usual gap is. */
  readonly floorMs: number;
};

/** A second is often enough to know a provider by, and at 10,000 pushes a second costs nothing. */
const LEARN_EVERY_MS = 1_000;
const learnedAtMs = new WeakMap<Part, number>();
const NAMES_UNITS_MAX = 256;
// The sender of this body has proven nothing, and reading 1 MiB of XML takes 50 ms and more of the thread that acknowledges. A provider's push has a few thousand bytes.
const NAMED_BYTES_MAX = 16_384;
const DETAIL_UNITS_MAX = 256;
const ACCEPTED_MAX = 200;

/** True: the state of the source may have changed. */
export function note(one: Answered, nowMs: number, noting: Noting): boolean {
  const { part, timeoutMs } = noting;
  const tooSlow = one.outcome === 'accepted' && timeoutMs !== undefined && one.tookMs >= timeoutMs;
  if (one.outcome !== 'accepted' || tooSlow) return noteFailed(one, tooSlow, nowMs, noting);
  addLatency(part.latencies, one.tookMs, nowMs);
  return noteAccepted(one.request, nowMs, noting);
}

function noteAccepted(request: AnsweredRequest, nowMs: number, noting: Noting): boolean {
  const { part } = noting;
  const failed =
    part.failing.size > 0 || noting.anyFailsElsewhere || part.outages.some(({ pushes }) => pushes.size > 0);
  const changed = failed && settleFailed(digestOf(request), nowMs, noting);
  const quietSince = silenceBefore(part, nowMs, noting.floorMs);
  if (quietSince !== undefined)
    addOutage(part, { kind: 'silence', fromMs: quietSince, toMs: nowMs, code: 'silence', pushes: new Map() });
  if (nowMs - (learnedAtMs.get(part) ?? Number.NEGATIVE_INFINITY) >= LEARN_EVERY_MS) {
    learn(part.known, traitsOf(request), nowMs);
    learnedAtMs.set(part, nowMs);
  }
  countPush(part.rhythm, nowMs);
  const first = part.lastAcceptedMs === undefined;
  part.lastAcceptedMs = nowMs;
  part.failures = 0;
  return changed || first || quietSince !== undefined;
}

/** Since when nothing had come for three times the usual gap. */
function silenceBefore(part: Part, nowMs: number, floorMs: number): number | undefined {
  const { lastAcceptedMs } = part;
  // Most pushes come long before; only after the floor is the rest of this worth its time.
  if (lastAcceptedMs === undefined || nowMs - lastAcceptedMs < 3 * floorMs) return undefined;
  turn(part.rhythm, nowMs);
  if (!hasHistory(part.rhythm)) return undefined;
  const gapMs = usualGapMs(part.rhythm, lastAcceptedMs, 3);
  return gapMs !== undefined && nowMs - lastAcceptedMs >= gapMs ? lastAcceptedMs : undefined;
}

/** A push that had failed is accepted, or another one is, which ends an outage. */
function settleFailed(digest: string, nowMs: number, { part, failsElsewhere }: Noting): boolean {
  const active = [...part.failing.values()].filter((push) => isActive(push, part.lastAcceptedMs));
  const known = part.failing.delete(digest) || failsElsewhere(digest);
  if (known) {
    part.accepted.set(digest, nowMs);
    if (part.accepted.size > ACCEPTED_MAX) part.accepted.delete(part.accepted.keys().next().value ?? '');
  }
  for (const { pushes } of part.outages) pushes.delete(digest);
  const ours = active.filter(({ likeness, digest: other }) => likeness === 'ours' || (known && other === digest));
  // A push that is accepted between the failures of a stubborn one ends nothing.
  if (ours.length > 0 && ours.some(({ lastAtMs }) => lastAtMs > (part.lastAcceptedMs ?? 0))) {
    const pushes = [...part.failing.values()].slice(0, OUTAGE_PUSHES_MAX);
    const fromMs = part.lastAcceptedMs ?? Math.min(...ours.map(({ firstAtMs }) => firstAtMs));
    const code = ours[0]?.code ?? 'unknown';
    addOutage(part, {
      kind: 'refused',
      fromMs,
      toMs: nowMs,
      code,
      pushes: new Map(pushes.map((one) => [one.digest, one])),
    });
    part.recoveredMs = nowMs;
  }
  return known || active.length > 0;
}

function addOutage(part: Part, outage: Outage): void {
  part.outages.push(outage);
  while (part.outages.length > OUTAGES_MAX) part.outages.shift();
}

function noteFailed(one: Answered, tooSlow: boolean, nowMs: number, noting: Noting): boolean {
  const { part } = noting;
  const code = codeOf(one, tooSlow);
  const likeness = isOurFault(code) ? 'ours' : likenessOf(part.known, traitsOf(one.request));
  if (likeness === 'stranger') {
    noteStranger(part, nowMs);
    return false;
  }
  const digest = digestOf(one.request);
  const detail = (one.detail ?? '').slice(0, DETAIL_UNITS_MAX);
  const before = part.failing.get(digest);
  part.failures += 1;
  if (before === undefined) {
    const names = (one.request.bytes.byteLength > NAMED_BYTES_MAX ? undefined : noting.namesOf?.(one.request))
      ?.replaceAll(/[^\x20-\x7e]/g, '?')
      .slice(0, NAMES_UNITS_MAX);
    const push: FailingPush = {
      ...{
        digest,
        firstAtMs: nowMs,
        lastAtMs: nowMs,
        tries: 1,
        intervalMs: 0,
        code,
        detail,
        likeness,
        stubborn: false,
      },
      ...(names !== undefined && { names }),
    };
    makeRoom(part);
    part.failing.set(digest, push);
    return true;
  }
  tryAgain(before, nowMs);
  before.stubborn ||= (part.lastAcceptedMs ?? 0) > before.firstAtMs;
  before.likeness = likeness === 'ours' ? 'ours' : before.likeness;
  before.code = code;
  before.detail = detail;
  return true;
}

/**
 * A provider with two subscriptions sends one push twice at once. That is one try: no schedule has a wait of a tenth of the one before. It is a
 * try where such intervals came in a row before: then the one before this was long because a machine stood still.
 */
function tryAgain(push: FailingPush, nowMs: number): void {
  const intervalMs = nowMs - push.lastAtMs;
  const isShort = intervalMs < push.intervalMs / 10;
  if (isShort && intervalMs < (push.steadyMs ?? Number.POSITIVE_INFINITY) / 10) return;
  if (!isShort && push.intervalMs > 0 && intervalMs <= push.intervalMs * 10) push.steadyMs = intervalMs;
  push.tries += 1;
  push.intervalMs = intervalMs;
  push.lastAtMs = nowMs;
}

/** The newest goes: the oldest ones decide when the provider gives up. */
function makeRoom({ failing }: Part): void {
  if (failing.size < FAILING_MAX) return;
  const newest = [...failing.keys()].at(-1);
  if (newest !== undefined) failing.delete(newest);
}

function noteStranger(part: Part, nowMs: number): void {
  const { strangers } = part;
  const hour = hourOf(nowMs);
  if (strangers.hour !== hour) {
    strangers.before = strangers.hour === hour - 1 ? strangers.count : 0;
    strangers.hour = hour;
    strangers.count = 0;
  }
  strangers.count += 1;
  strangers.lastAtMs = nowMs;
}

/** The first 16 hexadecimal digits; of the query, where there is no body. */
export function digestOf({ bytes, query }: Pick<AnsweredRequest, 'bytes' | 'query'>): string {
  return createHash('sha256')
    .update(bytes.byteLength > 0 ? bytes : query)
    .digest('hex')
    .slice(0, 16);
}
