/** What a run finds out: checks with their outcomes, and why each matters. */
import type { Kind } from '../simulate/receiver-rules.ts';

/** `not observable`: it cannot be seen from outside. That is never counted as passed. */
export type Outcome = 'passed' | 'failed' | 'not applicable' | 'not observable';

/** What one scenario saw. */
export type Finding = { readonly ok: boolean; readonly seen: string } | 'not observable';

export type Check = {
  readonly provider: string;
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly outcome: Outcome;
  /** What was seen, or why nothing was. */
  readonly seen: string;
  /** Why it matters at this provider. */
  readonly why: string;
  /** Set where it failed. */
  readonly fix?: string;
  /** Real milliseconds. */
  readonly tookMs: number;
};

export type Report = {
  readonly url: string;
  readonly startedAt: string;
  readonly checks: readonly Check[];
  /** No check failed. */
  readonly passed: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
};

export function reportOf(url: string, startedAt: string, checks: readonly Check[]): Report {
  const count = (outcome: Outcome) => checks.filter((one) => one.outcome === outcome).length;
  const counts = {
    passed: count('passed'),
    failed: count('failed'),
    'not applicable': count('not applicable'),
    'not observable': count('not observable'),
  };
  return { url, startedAt, checks, passed: counts.failed === 0 && counts.passed > 0, counts };
}
