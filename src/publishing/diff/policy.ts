/** `x-push-policy`, before and after. It describes the provider, so what gets stricter there is ours to bear. */
import type { JsonValue } from '../../formats/json.ts';
import { field, itemsOf, numberOf, textField } from '../../formats/values.ts';
import type { Change } from './change.ts';
import { canonical, membersOf, same } from './json.ts';

type Policy = JsonValue | undefined;

/** The parts of a policy, how they are called, and what makes each stricter. */
const parts: readonly (readonly [name: string, called: string, stricter: (old: Policy, now: Policy) => string[]])[] = [
  ['success', 'the answers that count as success', lessSuccess],
  ['timeout', 'the time that the answer is awaited', lessTime],
  ['retries', 'its retries', fewerRetries],
  ['givingUp', 'its giving up', givesUpSooner],
  ['duplicates', 'how a repeat is known', () => []],
];

export function comparePolicies(old: Policy, now: Policy, place: string): readonly Change[] {
  return parts.flatMap(([name, called, stricter]): readonly Change[] => {
    const [from, to] = [field(old, name), field(now, name)];
    const tightened = stricter(from, to);
    if (tightened.length > 0)
      return tightened.map((what): Change => ({ rule: 'policy-tightened', place, path: '', what, breaks: ['us'] }));
    if (same(withoutWords(from), withoutWords(to))) return [];
    return [{ rule: 'policy-changed', place, path: '', what: `what is known of ${called} changed`, breaks: [] }];
  });
}

/** Without notes and consequences, which are for people. */
function withoutWords(value: Policy): Policy {
  if (Array.isArray(value)) return itemsOf(value).map((item) => withoutWords(item) ?? null);
  if (membersOf(value).length === 0) return value;
  return Object.fromEntries(
    membersOf(value)
      .filter(([name]) => name !== 'note' && name !== 'consequence')
      .map(([name, inner]) => [name, withoutWords(inner) ?? null]),
  );
}

/** The provider takes fewer answers for success than it did. */
function lessSuccess(old: Policy, now: Policy): string[] {
  const [from, to] = [field(old, 'statuses'), field(now, 'statuses')];
  if (to === undefined || to === '2xx' || same(from, to)) return [];
  const taken = new Set(itemsOf(to).map(canonical));
  const lost = from === '2xx' || itemsOf(from).some((status) => !taken.has(canonical(status)));
  return lost ? [`success was ${canonical(from)} and is ${canonical(to)}`] : [];
}

function lessTime(old: Policy, now: Policy): string[] {
  const [from, to] = [numberOf(field(old, 'seconds')), numberOf(field(now, 'seconds'))];
  if (to === undefined || (from !== undefined && from <= to)) return [];
  return [`the answer was awaited for ${from ?? 'an unknown number of'} seconds and is for ${to}`];
}

/** A message is tried again less often, or for a shorter time: what we miss for longer is lost. */
function fewerRetries(old: Policy, now: Policy): string[] {
  const [from, to] = [persistence(old), persistence(now)];
  return [
    ...(to.tries < from.tries ? [`it tried again ${times(from.tries)} and does ${times(to.tries)}`] : []),
    ...(to.seconds < from.seconds ? [`it tried again for ${span(from.seconds)} and does for ${span(to.seconds)}`] : []),
  ];
}

function persistence(retries: Policy): { readonly tries: number; readonly seconds: number } {
  if (textField(field(retries, 'then'), 'kind') === 'double-forever')
    return { tries: Number.POSITIVE_INFINITY, seconds: Number.POSITIVE_INFINITY };
  const steps = itemsOf(field(retries, 'schedule')).map((step) => ({
    tries: numberOf(field(step, 'times')) ?? 1,
    wait: numberOf(field(step, 'waitSeconds')) ?? 0,
  }));
  return {
    tries: steps.reduce((sum, { tries }) => sum + tries, 0),
    seconds: steps.reduce((sum, { tries, wait }) => sum + tries * wait, 0),
  };
}

const times = (tries: number): string => (Number.isFinite(tries) ? `${tries} times` : 'without end');
const span = (seconds: number): string => (Number.isFinite(seconds) ? `${seconds} seconds` : 'ever');

/** How far it goes when it has had enough. Nothing said is nothing done. */
const rank: Readonly<Record<string, number>> = {
  never: 0,
  'mails-vendor': 1,
  'disables-push': 2,
  'deletes-subscription': 2,
};

function givesUpSooner(old: Policy, now: Policy): string[] {
  const [was, is] = [textField(old, 'action') ?? 'never', textField(now, 'action') ?? 'never'];
  if ((rank[is] ?? 0) > (rank[was] ?? 0)) return [`giving up was "${was}" and is "${is}"`];
  const failures = (giving: Policy) => numberOf(field(field(giving, 'threshold'), 'failures'));
  const [from, to] = [failures(old), failures(now)];
  if (is === 'never' || to === undefined || (from !== undefined && from <= to)) return [];
  return [`it gave up after ${from ?? 'an unknown number of'} failures and does after ${to}`];
}
