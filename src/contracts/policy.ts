/** What happens to a message that departs from its contract: the rule that a finding breaks decides, and what nothing is said of is delivered. */
import type { Finding } from '../store/store.ts';

/** `deliver` its events, flagged; `hold`: quarantine it; or `alert`: deliver, and raise a condition until the finding is accepted. */
export type Action = 'deliver' | 'hold' | 'alert';

export type ContractPolicy = {
  /** For violations that `rules` says nothing of. */
  readonly offContract: Action;
  /** By the rule of a finding, drift or violation. */
  readonly rules: { readonly [rule: string]: Action };
};

export const deliverAll: ContractPolicy = { offContract: 'deliver', rules: {} };

/** The policy of all sources, changed by that of one source: its rule goes before a general rule, and any rule before `offContract`. */
export function ownPolicy(
  general: Pick<ContractPolicy, 'offContract'> & Partial<ContractPolicy>,
  own: Partial<ContractPolicy> = {},
): ContractPolicy {
  return { offContract: own.offContract ?? general.offContract, rules: { ...general.rules, ...own.rules } };
}

export function actionOf({ rule, severity }: Finding, { offContract, rules }: ContractPolicy): Action {
  if (Object.hasOwn(rules, rule)) return rules[rule] ?? 'deliver';
  return severity === 'violation' ? offContract : 'deliver';
}

/** The first finding for which a message is quarantined. */
export const quarantinedBy = (findings: readonly Finding[], policy: ContractPolicy): Finding | undefined =>
  findings.find((finding) => actionOf(finding, policy) === 'hold');
