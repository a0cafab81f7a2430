/** A provider's behaviour around a push, out of `x-push-policy` in its contract and nowhere else. */
import { loadBundle } from '../contracts/load.ts';
import type { JsonObject, JsonValue } from '../formats/json.ts';
import { field, isObject, itemsOf, numberOf, textField } from '../formats/values.ts';

export type Policy = {
  isSuccess(status: number): boolean;
  /** How long an answer may take. Where it is unknown, ten seconds: what the one provider says that says something. */
  readonly timeoutMs: number;
  /** The wait after so many failed attempts (1: the first), or `undefined` when there is no further one. */
  waitMs(failures: number): number | undefined;
  readonly givingUp: {
    readonly action: string;
    /** Failed attempts after which it happens; absent where the contract does not know. */
    readonly failures?: number;
  };
};

const TIMEOUT_MS = 10_000;

/** Of the one operation of `generated/bundles/<provider>-push.json`. */
export function readPolicy(provider: string): Policy {
  const policy = findPolicy(loadBundle(`${provider}-push`));
  if (policy === undefined) throw new Error(`the contract ${provider}-push has no x-push-policy`);
  return policyOf(policy);
}

export function policyOf(policy: JsonObject): Policy {
  const success = field(field(policy, 'success'), 'statuses');
  const statuses = new Set(itemsOf(success).map((status) => numberOf(status)));
  const retries = field(policy, 'retries');
  const waits = itemsOf(field(retries, 'schedule')).flatMap((step) =>
    Array.from({ length: numberOf(field(step, 'times')) ?? 0 }, () => secondsOf(field(step, 'waitSeconds')) * 1000),
  );
  const then = field(retries, 'then');
  const doubling =
    textField(then, 'kind') === 'double-forever' ? secondsOf(field(then, 'firstWaitSeconds')) * 1000 : undefined;
  const givingUp = field(policy, 'givingUp');
  const failures = numberOf(field(field(givingUp, 'threshold'), 'failures'));
  const timeout = numberOf(field(field(policy, 'timeout'), 'seconds'));
  return {
    isSuccess: (status) => (success === '2xx' ? status >= 200 && status <= 299 : statuses.has(status)),
    timeoutMs: timeout === undefined ? TIMEOUT_MS : timeout * 1000,
    waitMs: (failed) =>
      waits[failed - 1] ?? (doubling === undefined ? undefined : doubling * 2 ** (failed - 1 - waits.length)),
    givingUp: { action: textField(givingUp, 'action') ?? 'never', ...(failures === undefined ? {} : { failures }) },
  };
}

const secondsOf = (value: JsonValue | undefined): number => {
  const seconds = numberOf(value);
  if (seconds === undefined) throw new Error('x-push-policy holds a wait that is no number');
  return seconds;
};

function findPolicy(document: JsonObject): JsonObject | undefined {
  for (const item of Object.values(field(document, 'paths') ?? {}))
    for (const operation of Object.values(isObject(item) ? item : {})) {
      const policy = field(operation, 'x-push-policy');
      if (isObject(policy)) return policy;
    }
  return undefined;
}
