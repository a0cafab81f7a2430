/** Judges a stored message again under the contracts of this checkout, by the steps of its processing, and settles nothing. */

import type { Json } from '../formats/json.ts';
import { writtenStep } from '../formats/json-pointer.ts';
import { silentLog } from '../log.ts';
import { contextOfTrial, isJudged } from '../providers/processing.ts';
import type { Source } from '../providers/provider.ts';
import type { Clock } from '../running/clock.ts';
import type { CorpusItem, Finding, MessageState, NewEvent, VerdictName } from '../store/store.ts';
import { envelop } from './envelope.ts';
import { quarantinedByPolicy } from './quarantine.ts';

export type Rechecked =
  | { readonly kind: 'same' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'differs'; readonly difference: Difference };

export type Difference = {
  readonly messageId: string;
  readonly provider: string;
  readonly source: string;
  readonly state: Change<MessageState>;
  readonly verdict: Change<VerdictName | undefined>;
  /** As `severity rule at path`: those that are no longer found, and those that are new. */
  readonly findings: { readonly gone: readonly string[]; readonly added: readonly string[] };
  /** Lines of `-` and `+` with place and value, of the events as they are delivered. */
  readonly events: readonly string[];
};
export type Change<T> = { readonly before: T; readonly after: T };

export async function recheck(item: CorpusItem, source: Source | undefined, clock: Clock): Promise<Rechecked> {
  const { message, documents, result } = item;
  if (source === undefined) return skipped(`no source "${message.source}" of ${message.provider} is configured`);
  const input = { message, documents, answerOwed: false, attempt: 1, ...(result && { result }) };
  const processed = quarantinedByPolicy(
    await source.processing.process(input, contextOfTrial({ log: silentLog, clock })),
    source,
  );
  if (!isJudged(processed)) return skipped(processed.reason);
  const { verdict, findings } = processed;
  const made =
    processed.kind === 'processed' ? processed.events.map((fact, index) => envelop(message, verdict, fact, index)) : [];
  const difference: Difference = {
    messageId: message.id,
    provider: message.provider,
    source: message.source,
    state: { before: message.state, after: processed.kind },
    verdict: { before: message.verdict, after: verdict },
    findings: { gone: without(message.findings, findings), added: without(findings, message.findings) },
    events: eventLines(item.events, made),
  };
  return isNone(difference) ? { kind: 'same' } : { kind: 'differs', difference };
}

const skipped = (reason: string): Rechecked => ({ kind: 'skipped', reason });

const isNone = ({ state, verdict, findings, events }: Difference): boolean =>
  state.before === state.after &&
  verdict.before === verdict.after &&
  findings.gone.length + findings.added.length + events.length === 0;

/** A finding about a whole document has an empty path. */
const nameOf = ({ severity, rule, path }: Finding): string =>
  `${severity} ${rule} at ${path === '' ? 'the whole document' : path}`;

function without(findings: readonly Finding[], others: readonly Finding[]): readonly string[] {
  const there = new Set(others.map(nameOf));
  return [...new Set(findings.map(nameOf))].filter((name) => !there.has(name));
}

/** Events about the gateway itself are not made again, and the verdict has a line of its own. */
function eventLines(before: readonly NewEvent[], after: readonly NewEvent[]): readonly string[] {
  const facts = before.filter(({ type }) => !type.startsWith('com.pushdock.'));
  const [old, fresh] = [linesOf(facts), linesOf(after)];
  const gone = [...old].filter(([place, value]) => fresh.get(place) !== value);
  const added = [...fresh].filter(([place, value]) => old.get(place) !== value);
  const marked = [...gone.map((line) => ['-', ...line]), ...added.map((line) => ['+', ...line])];
  // A changed value becomes two lines, one under the other.
  return marked
    .toSorted((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : a[1] === b[1] ? 0 : 1))
    .map((line) => line.join(' '));
}

const ignored = new Set(['/pushdockverdict', '/id']);

/** `/data/status` → `"SCANNED"`, one for each value in the envelopes; the second event's begin with `[1]`. */
function linesOf(events: readonly NewEvent[]): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  const walk = (place: string, value: Json, prefix: string): void => {
    if (ignored.has(place)) return;
    const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (inner.length === 0) lines.set(prefix + place, JSON.stringify(value));
    for (const [name, child] of inner) walk(`${place}/${writtenStep(name)}`, child, prefix);
  };
  for (const [index, { envelope }] of events.entries()) walk('', envelope, index === 0 ? '' : `[${index}]`);
  return lines;
}
