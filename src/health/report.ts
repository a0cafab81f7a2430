/** The health of every source, as `GET /api/health` gives it. Times in milliseconds; the operator's side makes texts of them. */
import type { Found } from '../running/conditions.ts';
import { joinParts, strangersOf } from './join.ts';
import { type Judged, judge, type StateName, stateNames } from './judge.ts';
import { type Latencies, readLatencies } from './latency.ts';
import type { Part } from './part.ts';
import type { Certainty, Patience } from './policy.ts';
import { reasonOf } from './reasons.ts';
import { turn } from './rhythm.ts';
import { basisOf, summaryOf, todoOf, unknownsOf } from './sentences.ts';

/** What is known of a configured source beside its parts. */
export type Watched = {
  readonly name: string;
  readonly provider: string;
  readonly patience: Patience;
  readonly floorMs: number;
  /** What its provider says of its subscriptions, and its queue; asked each time. */
  readonly subscriptions: () => readonly Found[];
};

export type SourceReport = {
  readonly name: string;
  readonly provider: string;
  readonly judged: Judged;
  readonly patience: Patience;
  readonly part: Part;
  readonly summary: string;
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly basis: string;
  readonly certainty: Certainty;
  readonly todo: readonly string[];
  readonly unknowns: readonly string[];
  readonly strangers: { readonly count: number; readonly lastAtMs?: number };
  readonly ack: Latencies & { readonly warning: boolean };
};

/** Where it is not documented: what the one provider says that says something. */
const TIMEOUT_MS = 10_000;
/** The warning leaves nine tenths of the provider's patience for a worse day. */
const BUDGET_SHARE = 0.1;

export function reportOf(watched: Watched, parts: readonly Part[], nowMs: number): SourceReport {
  const { name, provider, patience, floorMs } = watched;
  const part = joinParts(parts, nowMs);
  turn(part.rhythm, nowMs);
  const judged = judge({ part, patience, floorMs, subscriptions: watched.subscriptions(), nowMs });
  const latencies = readLatencies(part.latencies, nowMs);
  const budgetMs = (patience.timeoutMs ?? TIMEOUT_MS) * BUDGET_SHARE;
  const strangers = strangersOf(part.strangers, nowMs);
  return {
    name,
    provider,
    judged,
    patience,
    part,
    summary: summaryOf(judged, patience, nowMs),
    ...(judged.code !== undefined && { reason: { code: judged.code, detail: detailOf(judged) } }),
    basis: basisOf(judged, patience),
    certainty: certaintyOf(judged, patience),
    todo: todoOf(judged),
    unknowns: unknownsOf(patience, judged.hasHistory),
    strangers: { count: strangers, ...(part.strangers.lastAtMs > 0 && { lastAtMs: part.strangers.lastAtMs }) },
    ack: { ...latencies, warning: (latencies.p99Ms ?? 0) > budgetMs },
  };
}

function detailOf({ code = '', detail }: Judged): string {
  const { why } = reasonOf(code);
  const sentence = `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
  return detail === undefined || detail === '' ? `${sentence}.` : `${sentence}: ${detail.replace(/\.$/, '')}.`;
}

function certaintyOf({ oldest, givesUpAtMs }: Judged, patience: Patience): Certainty {
  const { action, scheduleCertainty, failuresCertainty } = patience;
  if (oldest?.forecast.pace === 'observed' && givesUpAtMs !== undefined) return 'observed';
  if (action === 'disables-push') return failuresCertainty;
  if (action === 'deletes-subscription') return scheduleCertainty;
  return action === 'unknown' ? 'unknown' : 'inferred';
}

/** The worst of them. */
export const worstOf = (states: readonly StateName[]): StateName =>
  stateNames[Math.max(0, ...states.map((state) => stateNames.indexOf(state)))] ?? 'healthy';
