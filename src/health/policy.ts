/** A provider's patience, out of `x-push-policy` in its contract and nowhere else. */

export type Certainty = 'documented' | 'inferred' | 'configured' | 'observed' | 'unknown';
export const givingUpActions = ['disables-push', 'deletes-subscription', 'mails-vendor', 'never'] as const;
export type GivingUpAction = (typeof givingUpActions)[number] | 'unknown';

export type Patience = {
  /** Absent where it is not documented. */
  readonly timeoutMs?: number;
  /** From the first try to each further one, not counting what the tries themselves take: the first is 0. */
  readonly triesAtMs: readonly number[];
  /** Doubling waits after those, without an end. */
  readonly doublesFromMs?: number;
  readonly scheduleCertainty: Certainty;
  readonly action: GivingUpAction;
  readonly consequence: string;
  /** Failed tries after which it gives up. */
  readonly failuresMax?: number;
  readonly failuresCertainty: Certainty;
  /** What the contract says of the threshold. */
  readonly failuresNote?: string;
};

/** `failuresMax`: what the operator knows of the provider's threshold, where the contract knows nothing. */
export function patienceOf(pushPolicy: unknown, failuresMax?: number): Patience {
  const timeout = numberAt(pushPolicy, 'timeout', 'seconds');
  const givingUp = at(pushPolicy, 'givingUp');
  const threshold = at(givingUp, 'threshold');
  const documented = numberAt(threshold, 'failures');
  const note = at(threshold, 'note');
  const then = at(pushPolicy, 'retries', 'then');
  const doubling = at(then, 'kind') === 'double-forever' ? numberAt(then, 'firstWaitSeconds') : undefined;
  const known = failuresMax ?? documented;
  return {
    ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
    triesAtMs: triesOf(at(pushPolicy, 'retries', 'schedule')),
    ...(doubling !== undefined && { doublesFromMs: doubling * 1000 }),
    scheduleCertainty: certaintyOf(at(pushPolicy, 'retries', 'certainty')),
    action: givingUpActions.find((one) => one === at(givingUp, 'action')) ?? 'unknown',
    consequence: oneLine(at(givingUp, 'consequence')) ?? 'Its contract does not say what is lost.',
    ...(known !== undefined && { failuresMax: known }),
    failuresCertainty: failuresMax === undefined ? certaintyOf(at(threshold, 'certainty')) : 'configured',
    ...(oneLine(note) !== undefined && { failuresNote: oneLine(note) ?? '' }),
  };
}

function triesOf(schedule: unknown): readonly number[] {
  const tries = [0];
  for (const step of Array.isArray(schedule) ? schedule : [])
    for (let time = numberAt(step, 'times') ?? 0; time > 0; time -= 1)
      tries.push((tries.at(-1) ?? 0) + (numberAt(step, 'waitSeconds') ?? 0) * 1000);
  return tries;
}

/** Whether the provider makes a last try of each push. */
export const hasLastTry = ({ doublesFromMs, triesAtMs }: Patience): boolean =>
  doublesFromMs === undefined && triesAtMs.length > 1;

function certaintyOf(value: unknown): Certainty {
  return value === 'documented' || value === 'inferred' ? value : 'unknown';
}

function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = Object.entries(found).find(([key]) => key === name)?.[1];
  }
  return found;
}

function numberAt(value: unknown, ...names: readonly string[]): number | undefined {
  const found = at(value, ...names);
  return typeof found === 'number' ? found : undefined;
}

const oneLine = (text: unknown): string | undefined =>
  typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').trim() : undefined;
