/** Quarantines a message if the policy of its source says so: it is stored and visible, and becomes no event. */
import { deliverAll, quarantinedBy } from '../contracts/policy.ts';
import type { Processed, Source } from '../providers/provider.ts';

/** `processed` itself, or the quarantine in its place. A message that makes no event anyway (a ping) is not quarantined. */
export function quarantinedByPolicy<P extends Processed>(
  processed: P,
  { offContract = deliverAll }: Pick<Source, 'offContract'>,
): P | Extract<Processed, { kind: 'quarantined' }> {
  if (processed.kind !== 'processed' || processed.events.length === 0) return processed;
  const finding = quarantinedBy(processed.findings, offContract);
  if (finding === undefined) return processed;
  const { verdict, findings } = processed;
  const where = finding.path === '' ? 'the message' : finding.path;
  const reason = `The policy of its source quarantines it: ${finding.rule} at ${where}.`;
  return { kind: 'quarantined', verdict, findings, reason };
}
