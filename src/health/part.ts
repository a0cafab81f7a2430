/** What one node knows of one source. Nodes keep theirs apart, and a reader joins them (`join.ts`): no node waits for another one. */
import type { LatencySlot } from './latency.ts';
import { newRhythm, type Rhythm } from './rhythm.ts';
import { type KnownTraits, type Likeness, noTraits } from './traits.ts';

/** A push that was not accepted and that its provider sends again. */
export type FailingPush = {
  readonly digest: string;
  readonly firstAtMs: number;
  lastAtMs: number;
  /** Those that reached us. */
  tries: number;
  /** Between the latest two tries; 0 after the first. */
  intervalMs: number;
  /** The latest interval that was about as long as the one before it. */
  steadyMs?: number;
  /** Why the latest try was not accepted: a code of `reasons.ts`, and a sentence. */
  code: string;
  detail: string;
  likeness: Exclude<Likeness, 'stranger'>;
  /** It failed again after others had been accepted, so their success says nothing of it. */
  stubborn: boolean;
  /** What it says that it is about; nobody has proven it. */
  readonly names?: string;
};

/** A time in which the provider's pushes were not accepted, or did not come. */
export type Outage = {
  readonly kind: 'refused' | 'silence';
  /** The last accepted push before it; of a source that had none, the first failed one. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly code: string;
  /** Those that had failed and were not accepted by its end; what comes later is taken out. */
  readonly pushes: Map<string, Pick<FailingPush, 'digest' | 'firstAtMs' | 'lastAtMs' | 'tries' | 'names'>>;
};

export type Part = {
  readonly known: KnownTraits;
  readonly latencies: LatencySlot[];
  readonly rhythm: Rhythm;
  /** By digest, the oldest first. */
  readonly failing: Map<string, FailingPush>;
  /** Digests that had failed somewhere and were accepted here, and when: so that other nodes forget them too. */
  readonly accepted: Map<string, number>;
  /** The latest last. */
  readonly outages: Outage[];
  readonly firstSeenMs: number;
  lastAcceptedMs?: number | undefined;
  /** Failed tries since then. */
  failures: number;
  /** When an outage ended last. */
  recoveredMs?: number | undefined;
  /** Refusals of strangers: in the present hour, in the one before it, and the latest. */
  strangers: { hour: number; count: number; before: number; lastAtMs: number };
};

/** Two hundred tell how bad it is; the oldest decide when the provider gives up. */
export const FAILING_MAX = 200;
export const OUTAGES_MAX = 10;
export const OUTAGE_PUSHES_MAX = 100;

export const newPart = (nowMs: number): Part => ({
  known: noTraits(),
  latencies: [],
  rhythm: newRhythm(nowMs),
  failing: new Map(),
  accepted: new Map(),
  outages: [],
  firstSeenMs: nowMs,
  failures: 0,
  strangers: { hour: 0, count: 0, before: 0, lastAtMs: 0 },
});

/** Failing pushes of which the provider's latest word is no. `likely` ones are believed only while nothing is proven. */
export const isActive = (push: FailingPush, lastAcceptedMs = Number.NEGATIVE_INFINITY): boolean =>
  push.lastAtMs > lastAcceptedMs || (push.stubborn && push.likeness === 'ours');
