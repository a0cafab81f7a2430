/** A message that the policy of its source holds: kept and visible, its events made by nobody. */
import { deliverAll, heldBy } from '../contracts/policy.ts';
import type { Processed, Source } from '../providers/provider.ts';

/** The same, or quarantined in its place. What comes to no event anyway (a ping) is not held. */
export function held<P extends Processed>(
  processed: P,
  { offContract = deliverAll }: Pick<Source, 'offContract'>,
): P | Extract<Processed, { kind: 'quarantined' }> {
  if (processed.kind !== 'processed' || processed.events.length === 0) return processed;
  const finding = heldBy(processed.findings, offContract);
  if (finding === undefined) return processed;
  const { verdict, findings } = processed;
  const where = finding.path === '' ? 'the message' : finding.path;
  const reason = `The policy of its source quarantines it: ${finding.rule} at ${where}.`;
  return { kind: 'quarantined', verdict, findings, reason };
}
