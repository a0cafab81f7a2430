/** What is known of a source → its state. Nothing here waits, reads a clock or writes; the same parts give the same answer anywhere. */
import type { Found } from '../running/conditions.ts';
import { type Forecast, failuresReachedMs, forecastOf } from './forecast.ts';
import { type FailingPush, isActive, type Part } from './part.ts';
import type { Patience } from './policy.ts';
import { isOurFault } from './reasons.ts';
import { hasHistory, usualGapMs } from './rhythm.ts';

export type StateName = 'healthy' | 'quiet' | 'refusing' | 'failing' | 'at risk' | 'probably switched off';

/** The worst last. */
export const stateNames: readonly StateName[] = [
  'healthy',
  'quiet',
  'failing',
  'refusing',
  'at risk',
  'probably switched off',
];

export type Failing = { readonly push: FailingPush; readonly forecast: Forecast };

export type Judged = {
  readonly state: StateName;
  readonly sinceMs: number;
  /** A code of `reasons.ts`; absent while healthy. */
  readonly code?: string;
  readonly detail?: string;
  readonly oldest?: Failing;
  /** Pushes that the provider still tries, and those whose last try has passed. */
  readonly waiting: readonly Failing[];
  readonly expired: readonly Failing[];
  readonly givesUpAtMs?: number;
  readonly failures: number;
  readonly quietAtMs?: number;
  readonly usualMs?: number;
  readonly hasHistory: boolean;
};

export type Judging = {
  readonly part: Part;
  readonly patience: Patience;
  readonly floorMs: number;
  /** What its provider says of its subscriptions, and its queue. */
  readonly subscriptions: readonly Found[];
  readonly nowMs: number;
};

/** An answer of the last try may still be under way. */
const SLACK_MS = 10_000;
/** A push without a schedule that nothing was accepted after is shown for a week. */
const SHOWN_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

export function judge({ part, patience, floorMs, subscriptions, nowMs }: Judging): Judged {
  const { lastAcceptedMs } = part;
  const all = [...part.failing.values()]
    .filter((push) => nowMs - push.lastAtMs <= SHOWN_MS)
    .map((push) => ({ push, forecast: forecastOf(push, patience) }));
  const isOver = ({ forecast: { endsAtMs, pace }, push }: Failing) => {
    if (endsAtMs === undefined) return false;
    const slackMs = pace === 'observed' ? Math.max(500, (endsAtMs - push.firstAtMs) * 0.02) : SLACK_MS;
    return nowMs > Math.max(endsAtMs, push.lastAtMs) + slackMs;
  };
  // One that ended before others were accepted was lost, and did not end more than itself.
  const expired = all.filter((one) => isOver(one) && one.push.lastAtMs > (lastAcceptedMs ?? Number.NEGATIVE_INFINITY));
  const waiting = all.filter((one) => !isOver(one));
  const active = [...expired, ...waiting.filter(({ push }) => isActive(push, lastAcceptedMs))];
  const ours = active.length > 0 ? oldestOf(active) : undefined;
  const failures = active.length > 0 ? part.failures : 0;
  const givesUpAtMs = ours === undefined ? undefined : givesUp(patience, active, failures);
  const common = { waiting, expired, failures, ...silenceOf(part, floorMs) };
  const trouble = { ...common, ...(givesUpAtMs !== undefined && { givesUpAtMs }) };

  const gone = subscriptions.find(({ kind }) => kind === 'subscription-deleted');
  if (gone !== undefined)
    return {
      ...trouble,
      ...seen(ours),
      state: 'probably switched off',
      sinceMs: endOf(ours) ?? lastAcceptedMs ?? part.firstSeenMs,
      code: 'subscription_gone',
      detail: gone.detail,
    };
  if (ours !== undefined) {
    const off = switchedOffAtMs(patience, active, expired, failures, common, nowMs, part);
    const why = { code: ours.push.code, detail: ours.push.detail };
    if (off !== undefined)
      return {
        ...trouble,
        ...seen(ours),
        state: 'probably switched off',
        sinceMs: Math.min(off, nowMs),
        code: 'retries_ended',
        detail: ours.push.detail,
      };
    const riskAtMs = riskyAtMs(patience, ours, givesUpAtMs, failures);
    if (riskAtMs !== undefined && riskAtMs <= nowMs)
      return { ...trouble, ...seen(ours), state: 'at risk', sinceMs: riskAtMs, ...why };
    return {
      ...trouble,
      ...seen(ours),
      state: isOurFault(ours.push.code) ? 'failing' : 'refusing',
      sinceMs: ours.push.firstAtMs,
      ...why,
    };
  }
  const complaint = subscriptions.find(({ kind }) => kind === 'subscription-failing');
  if (complaint !== undefined)
    return {
      ...common,
      state: 'failing',
      sinceMs: lastAcceptedMs ?? part.firstSeenMs,
      code: 'subscription_failing',
      detail: complaint.detail,
    };
  const queue = subscriptions.find(({ kind }) => kind === 'queue-unreachable');
  if (queue !== undefined)
    return {
      ...common,
      state: 'failing',
      sinceMs: lastAcceptedMs ?? part.firstSeenMs,
      code: 'queue_unreachable',
      detail: queue.detail,
    };
  if (lastAcceptedMs === undefined)
    return { ...common, state: 'quiet', sinceMs: part.firstSeenMs, code: 'nothing_yet' };
  if (common.quietAtMs !== undefined && nowMs >= common.quietAtMs)
    return { ...common, state: 'quiet', sinceMs: lastAcceptedMs, code: 'silence' };
  return { ...common, state: 'healthy', sinceMs: part.recoveredMs ?? part.firstSeenMs };
}

const seen = (oldest: Failing | undefined) => (oldest === undefined ? {} : { oldest });
const endOf = (one: Failing | undefined) => one?.forecast.endsAtMs;

/** Whose end comes first. */
function oldestOf(active: readonly Failing[]): Failing | undefined {
  const order = ({ push, forecast }: Failing) => forecast.endsAtMs ?? push.firstAtMs;
  return [...active].sort((a, b) => order(a) - order(b) || a.push.firstAtMs - b.push.firstAtMs)[0];
}

/** How a provider gives up: a subscription goes with the last try of one push, a push is disabled after so many failures in a row. */
function givesUp(patience: Patience, active: readonly Failing[], failures: number): number | undefined {
  const { action, failuresMax } = patience;
  if (action === 'deletes-subscription') return endOf(oldestOf(active));
  if (action !== 'disables-push' || failuresMax === undefined) return undefined;
  const pushes = active.map(({ push }) => push);
  if (failures >= failuresMax) return Math.max(...pushes.map(({ lastAtMs }) => lastAtMs));
  return failuresReachedMs(pushes, patience, failures, failuresMax);
}

function switchedOffAtMs(
  { action, failuresMax }: Patience,
  active: readonly Failing[],
  expired: readonly Failing[],
  failures: number,
  { usualMs }: Pick<Judged, 'usualMs'>,
  nowMs: number,
  { failing }: Part,
): number | undefined {
  const ended = oldestOf(expired);
  if (action === 'deletes-subscription') return endOf(ended);
  if (action !== 'disables-push') return undefined;
  const lastTryMs = Math.max(...[...failing.values()].map(({ lastAtMs }) => lastAtMs));
  if (failuresMax !== undefined) return failures >= failuresMax ? lastTryMs : undefined;
  // The number is not known. When a push has had all its tries and no new one comes either, it has most likely happened.
  const silentMs = nowMs - lastTryMs;
  if (ended === undefined || expired.length < active.length) return undefined;
  return silentMs > (usualMs === undefined ? DAY_MS : 3 * usualMs) ? endOf(ended) : undefined;
}

/** Half of the time to giving up has passed, or half of the failures, or only the last try is left. */
function riskyAtMs(
  { action, failuresMax }: Patience,
  { push, forecast: { endsAtMs, used, triesMax } }: Failing,
  givesUpAtMs: number | undefined,
  failures: number,
): number | undefined {
  if (action === 'never' || action === 'mails-vendor') return undefined;
  const untilMs = givesUpAtMs ?? endsAtMs;
  const half = untilMs === undefined ? undefined : push.firstAtMs + (untilMs - push.firstAtMs) / 2;
  const byCount = failuresMax !== undefined && failures >= failuresMax / 2 && action === 'disables-push';
  const lastIsLeft = triesMax !== undefined && used >= triesMax - 1;
  return byCount || lastIsLeft ? Math.min(push.lastAtMs, half ?? push.lastAtMs) : half;
}

function silenceOf(part: Part, floorMs: number): Pick<Judged, 'quietAtMs' | 'usualMs' | 'hasHistory'> {
  const { lastAcceptedMs, rhythm } = part;
  if (lastAcceptedMs === undefined || !hasHistory(rhythm)) return { hasHistory: false };
  const usualMs = Math.max(floorMs, usualGapMs(rhythm, lastAcceptedMs) ?? Number.POSITIVE_INFINITY);
  const thriceMs = usualGapMs(rhythm, lastAcceptedMs, 3);
  return {
    hasHistory: true,
    ...(Number.isFinite(usualMs) && { usualMs }),
    ...(thriceMs !== undefined && { quietAtMs: lastAcceptedMs + Math.max(3 * floorMs, thriceMs) }),
  };
}
