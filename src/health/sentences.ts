/** What the operator reads of a source's health: one line that a tired person understands, what to do, and what cannot be known. */
import type { Judged } from './judge.ts';
import type { GivingUpAction, Patience } from './policy.ts';
import { reasonOf } from './reasons.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** `on 2026-11-24 at 14:05 UTC`, with seconds where it is within the hour. */
export function whenText(ms: number, nowMs: number): string {
  const text = new Date(ms).toISOString();
  return `on ${text.slice(0, 10)} at ${text.slice(11, Math.abs(ms - nowMs) < HOUR_MS ? 19 : 16)} UTC`;
}

/** `6 h`, `20 min`, `45 s`. */
export function spanText(ms: number): string {
  const [unit, size] =
    ms >= 2 * DAY_MS
      ? (['days', DAY_MS] as const)
      : ms >= 2 * HOUR_MS
        ? (['h', HOUR_MS] as const)
        : ms >= 2 * MINUTE_MS
          ? (['min', MINUTE_MS] as const)
          : (['s', SECOND_MS] as const);
  return `${Math.round(ms / size)} ${unit}`;
}

const givingUpWords: Readonly<Record<GivingUpAction, string>> = {
  'disables-push': 'disables the push',
  'deletes-subscription': 'deletes the subscription',
  'mails-vendor': 'mails the vendor',
  never: 'never gives up',
  unknown: 'does nobody knows what',
};

export function summaryOf(judged: Judged, patience: Patience, nowMs: number): string {
  const { state, code = '', sinceMs, waiting } = judged;
  const why = reasonOf(code).why;
  switch (state) {
    case 'healthy':
      return waiting.length === 0
        ? 'Healthy.'
        : `Healthy again. ${waiting.length} ${waiting.length === 1 ? 'push that was not accepted before waits' : 'pushes that were not accepted before wait'} for the provider's next try${nextOf(judged, nowMs)}.`;
    case 'quiet':
      return code === 'nothing_yet'
        ? 'Quiet: nothing has come yet.'
        : `Quiet for ${spanText(nowMs - sinceMs)} (usual: ${spanText(judged.usualMs ?? 0)}).`;
    case 'refusing':
      return `Refusing since ${whenText(sinceMs, nowMs).slice(3)}: ${why}. ${clockText(judged, patience, nowMs)}`;
    case 'failing':
      if (code === 'queue_unreachable')
        return `Failing since ${whenText(sinceMs, nowMs).slice(3)}: ${why}. Its messages wait in the queue.`;
      return `Failing since ${whenText(sinceMs, nowMs).slice(3)}: ${why}. ${clockText(judged, patience, nowMs)}`;
    case 'at risk':
      return `At risk: ${why}. ${clockText(judged, patience, nowMs)}`;
    case 'probably switched off':
      return `Probably switched off ${whenText(sinceMs, nowMs)}: ${why}. ${patience.consequence}`;
  }
}

const nextOf = ({ waiting }: Judged, nowMs: number) => {
  const next = Math.min(...waiting.map(({ forecast }) => forecast.nextAtMs ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(next) && next > nowMs ? `, due ${whenText(next, nowMs)} at the latest` : '';
};

function clockText({ oldest, givesUpAtMs, failures }: Judged, patience: Patience, nowMs: number): string {
  const { action, failuresMax } = patience;
  if (oldest === undefined) return 'When the provider gives up is not known.';
  const { push, forecast } = oldest;
  const retries =
    forecast.triesMax === undefined
      ? `The provider has tried the oldest push (${push.digest}) ${forecast.used === 1 ? 'once' : `${forecast.used} times`}`
      : `The provider has used ${forecast.used - 1} of ${forecast.triesMax - 1} retries for the oldest push (${push.digest})`;
  if (action === 'never')
    return `${retries}, and never gives up${forecast.nextAtMs === undefined ? '' : `; its next try is due ${whenText(forecast.nextAtMs, nowMs)}`}.`;
  if (action === 'mails-vendor') return `${retries}, and mails the vendor. No retry is documented.`;
  if (givesUpAtMs !== undefined)
    return `${retries} and ${givingUpWords[action]} ${whenText(givesUpAtMs, nowMs)} unless ${action === 'deletes-subscription' ? 'this push' : 'a push'} is accepted before.`;
  if (action === 'disables-push' && failuresMax === undefined)
    return `${retries} and ${givingUpWords[action]} at an unknown number of failures (${failures} in a row so far).`;
  if (action === 'disables-push')
    return `${retries} and ${givingUpWords[action]} at ${failuresMax} failures in a row (${failures} so far).`;
  return `${retries}. What it does in the end is not known.`;
}

export function basisOf({ oldest, givesUpAtMs, failures }: Judged, patience: Patience): string {
  const { action, failuresMax, failuresNote } = patience;
  if (action === 'never') return 'Its contract names no end of the retries.';
  if (action === 'mails-vendor') return 'Its contract documents no retry.';
  if (action === 'unknown') return 'Its contract does not say what the provider does in the end.';
  if (action === 'disables-push' && failuresMax === undefined)
    return `The number of failures is not documented${failuresNote === undefined ? '' : `: ${failuresNote}`} Set health.sources.<name>.givesUpAfter if you know it.`.replace(
      /: (.*)\.\.? Set/,
      ': $1. Set',
    );
  if (oldest === undefined) return 'Nothing fails, so no clock runs.';
  if (oldest.forecast.pace === 'observed')
    return "The pace of the provider's tries, which come faster than its contract says, along the contract's schedule.";
  if (action === 'deletes-subscription')
    return "The contract's retry schedule, from the tries of the oldest failing push. An earlier try that did not reach this gateway makes it sooner.";
  return givesUpAtMs === undefined
    ? `${failures} of ${failuresMax} failures in a row; the tries that are still due are fewer than the rest, so it takes new pushes.`
    : `${failures} of ${failuresMax} failures in a row, and the tries that are still due. New pushes make it sooner.`;
}

export function todoOf({ state, code = '', detail, oldest }: Judged): readonly string[] {
  if (state === 'healthy') return [];
  const { todo } = reasonOf(code);
  const first = code.startsWith('subscription_') && detail !== undefined ? detail : todo;
  const cause = code === 'retries_ended' && oldest !== undefined ? [reasonOf(oldest.push.code).todo] : [];
  return [...cause, first];
}

export function unknownsOf(patience: Patience, hasHistory: boolean): readonly string[] {
  const { action, failuresMax, timeoutMs, scheduleCertainty, doublesFromMs, triesAtMs } = patience;
  return [
    'An endpoint that cannot be reached from outside is seen only as silence.',
    ...(action === 'disables-push' && failuresMax === undefined
      ? ['At how many failures the provider disables the push is not documented.']
      : []),
    ...(doublesFromMs !== undefined ? ['No end of the retries is documented.'] : []),
    ...(doublesFromMs === undefined && triesAtMs.length === 1 ? ['No retry is documented.'] : []),
    ...(scheduleCertainty === 'inferred' ? ['The retry schedule is inferred, not documented.'] : []),
    ...(timeoutMs === undefined
      ? ['How long the provider waits for an answer is not documented; 10 s are assumed.']
      : []),
    ...(hasHistory ? [] : ['Too little history to say what silence is usual: it takes 20 pushes over at least a day.']),
  ];
}
