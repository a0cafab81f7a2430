/** A provider's patience: what the `x-push-policy` of its contract says, and a threshold that only the operator knows. */
import { readPushPolicy } from '../contracts/push-policy.ts';
import type { JsonValue } from '../formats/json.ts';

export type Certainty = 'documented' | 'inferred' | 'configured' | 'observed' | 'unknown';
const givingUpActions = ['disables-push', 'deletes-subscription', 'mails-vendor', 'never'] as const;
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
export function patienceOf(pushPolicy: JsonValue, failuresMax?: number): Patience {
  const { timeoutMs, waitsMs, doublesFromMs, scheduleCertainty, givingUp } = readPushPolicy(pushPolicy);
  const { action, consequence = 'Its contract does not say what is lost.', failures, certainty, note } = givingUp;
  const known = failuresMax ?? failures;
  const triesAtMs = [0];
  for (const waitMs of waitsMs) triesAtMs.push((triesAtMs.at(-1) ?? 0) + waitMs);
  return {
    ...(timeoutMs !== undefined && { timeoutMs }),
    triesAtMs,
    ...(doublesFromMs !== undefined && { doublesFromMs }),
    scheduleCertainty: certaintyOf(scheduleCertainty),
    action: givingUpActions.find((one) => one === action) ?? 'unknown',
    consequence,
    ...(known !== undefined && { failuresMax: known }),
    failuresCertainty: failuresMax === undefined ? certaintyOf(certainty) : 'configured',
    ...(note !== undefined && { failuresNote: note }),
  };
}

/** Of a source that polls a queue: what is refused stays there, and no provider hears of it. */
export const queuePatience: Patience = {
  triesAtMs: [0],
  scheduleCertainty: 'inferred',
  action: 'never',
  consequence: 'Refused messages stay in the queue until its redrive policy moves them, or its retention ends.',
  failuresCertainty: 'unknown',
};

/** Whether the provider makes a last try of each push. */
export const hasLastTry = ({ doublesFromMs, triesAtMs }: Patience): boolean =>
  doublesFromMs === undefined && triesAtMs.length > 1;

const certaintyOf = (said: string | undefined): Certainty =>
  said === 'documented' || said === 'inferred' ? said : 'unknown';
