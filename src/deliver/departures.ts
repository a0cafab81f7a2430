/** What a judged message adds to the ledger of findings, and the events that tell of what is new there. */
import { actionOf, deliverAll } from '../contracts/policy.ts';
import type { Json } from '../formats/json.ts';
import type { NormalisedEvent, Source } from '../providers/provider.ts';
import type { Departure, Finding, StoredMessage, VerdictName } from '../store/store.ts';
import { cloudEvent } from './envelope.ts';
import { fanOut, type Receiver, takes } from './fan-out.ts';

export type Judged = {
  readonly message: StoredMessage;
  readonly verdict: VerdictName;
  readonly findings: readonly Finding[];
  /** Type of the first event that was made, or would have been. */
  readonly type: string | undefined;
};

/** A field's name is the sender's to choose, and an entry is kept for good. */
const path_units_max = 500;

/** Nothing for a message that matches. One for each place and rule: the hundredth wrong item is the same departure as the first. */
export function departuresOf(
  { message, verdict, findings, type }: Judged,
  { offContract: policy = deliverAll }: Pick<Source, 'offContract'>,
  sinks: readonly Receiver[],
): readonly Departure[] {
  const found = new Map<string, Departure>();
  for (const finding of findings) {
    // Says only that there are more than are kept, and names no place.
    if (finding.rule === 'more_findings') continue;
    const path = generalised(finding.path);
    const key = `${finding.rule} ${path}`;
    const before = found.get(key);
    if (before !== undefined) {
      found.set(key, { ...before, times: before.times + 1 });
      continue;
    }
    const event = type ?? message.operation;
    const alert = actionOf(finding, policy) === 'alert';
    found.set(key, { event, path, finding, times: 1, alert });
  }
  return [...found.values()].map((one, index) => ({ ...one, ...announced(one, index, message, verdict, sinks) }));
}

// `/products/3/type` becomes `/products/*/type`, and an XPath loses its indexes.
export function generalised(path: string): string {
  const text = path
    .split('/')
    .map((step) => (/^\d+$/.test(step) ? '*' : step.replace(/\[\d+\]$/, '')))
    .join('/');
  return text.length <= path_units_max ? text : `${text.slice(0, path_units_max)}…`;
}

/** Made only where a sink asks for it. Its id is the message's and the place among its departures: the same after a crash. */
function announced(
  { event: about, finding, alert }: Departure,
  index: number,
  message: StoredMessage,
  verdict: VerdictName,
  sinks: readonly Receiver[],
): Pick<Departure, 'announcement'> {
  const { rule, severity, path, line, expected, seen, contract } = finding;
  const data: Json = {
    ...{
      provider: message.provider,
      source: message.source,
      event: about,
      rule,
      severity,
      path,
      expected,
      seen,
      alert,
    },
    ...(line !== undefined && { line }),
    ...(contract && { contract: { ...contract } }),
  };
  const fact: NormalisedEvent = { type: 'com.pushdock.contract.finding', subject: message.provider, data };
  const event = cloudEvent(message, verdict, fact, `${message.id}-finding-${index}`);
  if (!sinks.some(({ settings }) => takes(settings.filter, event))) return {};
  return { announcement: { event, deliveries: fanOut([event], sinks) } };
}
