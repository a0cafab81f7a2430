/** How a mock behaves around its pushes: as the contract's `x-push-policy` says. */
import { loadBundle } from '../contracts/load.ts';
import { readPushPolicy } from '../contracts/push-policy.ts';
import type { JsonObject } from '../formats/json.ts';
import { field, isObject } from '../formats/values.ts';

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

function policyOf(policy: JsonObject): Policy {
  const { isSuccess, timeoutMs = TIMEOUT_MS, waitsMs, doublesFromMs, givingUp } = readPushPolicy(policy);
  const { action = 'never', failures } = givingUp;
  return {
    isSuccess,
    timeoutMs,
    waitMs: (failed) => waitsMs[failed - 1] ?? (doublesFromMs && doublesFromMs * 2 ** (failed - 1 - waitsMs.length)),
    givingUp: { action, ...(failures !== undefined && { failures }) },
  };
}

function findPolicy(document: JsonObject): JsonObject | undefined {
  for (const item of Object.values(field(document, 'paths') ?? {}))
    for (const operation of Object.values(isObject(item) ? item : {})) {
      const policy = field(operation, 'x-push-policy');
      if (isObject(policy)) return policy;
    }
  return undefined;
}
