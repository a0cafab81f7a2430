/** How urgent a condition is: what wakes a person, what waits for the morning, what is good to know. */

export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

const critical: ReadonlySet<string> = new Set([
  'source-at-risk',
  'source-switched-off',
  'subscription-deleted',
  'subscription-failing',
  'signing-key-missing',
  'log-unwritable',
  'store-younger',
  'standby-missing',
]);
const info: ReadonlySet<string> = new Set([
  'certificate-dates-unknown',
  'off-contract',
  'subscription-recreated',
  'standby-unconfigured',
]);

export function severityOf(kind: string): Severity {
  if (critical.has(kind)) return 'critical';
  return info.has(kind) ? 'info' : 'warning';
}

export const isAtLeast = (one: Severity, least: Severity): boolean =>
  severities.indexOf(one) >= severities.indexOf(least);
