/** A provider's behaviour around a push, as `x-push-policy` in its contract says it. The mocks follow it, and health computes with it. */
import type { JsonValue } from '../formats/json.ts';
import { field, itemsOf, numberOf, textField } from '../formats/values.ts';

export type PushPolicy = {
  isSuccess(status: number): boolean;
  /** How long an answer may take. Absent where it is not documented. */
  readonly timeoutMs: number | undefined;
  /** The wait before each further try, after the first has failed. */
  readonly waitsMs: readonly number[];
  /** The first of the doubling waits that follow those without an end. */
  readonly doublesFromMs: number | undefined;
  /** How sure the schedule is, as the contract says it. */
  readonly scheduleCertainty: string | undefined;
  readonly givingUp: {
    readonly action: string | undefined;
    readonly consequence: string | undefined;
    /** Failed attempts after which it happens; absent where the contract does not know. */
    readonly failures: number | undefined;
    readonly certainty: string | undefined;
    readonly note: string | undefined;
  };
};

/** Throws for a wait that is not a number. */
export function readPushPolicy(policy: JsonValue): PushPolicy {
  const success = field(field(policy, 'success'), 'statuses');
  const statuses = new Set(itemsOf(success).map((status) => numberOf(status)));
  const retries = field(policy, 'retries');
  const then = field(retries, 'then');
  const timeout = numberOf(field(field(policy, 'timeout'), 'seconds'));
  const givingUp = field(policy, 'givingUp');
  const threshold = field(givingUp, 'threshold');
  return {
    timeoutMs: timeout && timeout * 1000,
    doublesFromMs: textField(then, 'kind') === 'double-forever' ? waitOf(then, 'firstWaitSeconds') : undefined,
    scheduleCertainty: textField(retries, 'certainty'),
    isSuccess: (status) => (success === '2xx' ? status >= 200 && status <= 299 : statuses.has(status)),
    waitsMs: itemsOf(field(retries, 'schedule')).flatMap((step) =>
      Array.from({ length: numberOf(field(step, 'times')) ?? 0 }, () => waitOf(step, 'waitSeconds')),
    ),
    givingUp: {
      action: textField(givingUp, 'action'),
      consequence: oneLine(textField(givingUp, 'consequence')),
      failures: numberOf(field(threshold, 'failures')),
      certainty: textField(threshold, 'certainty'),
      note: oneLine(textField(threshold, 'note')),
    },
  };
}

function waitOf(step: JsonValue | undefined, name: string): number {
  const seconds = numberOf(field(step, name));
  if (seconds === undefined) throw new Error('x-push-policy holds a wait that is not a number');
  return seconds * 1000;
}

const oneLine = (text: string | undefined) => text?.replaceAll(/\s+/g, ' ').trim();
