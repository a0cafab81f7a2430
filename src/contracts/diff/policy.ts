/** `x-push-policy`, before and after. It describes the provider, so what gets stricter there is ours to bear. */
import type { JsonValue } from '../../formats/json.ts';
import { field, itemsOf, numberOf } from '../../formats/values.ts';
import type { Change } from './change.ts';
import { canonical, same } from './json.ts';

export function comparePolicies(
  old: JsonValue | undefined,
  now: JsonValue | undefined,
  place: string,
): readonly Change[] {
  if (same(old, now)) return [];
  const tightened = [...lessSuccess(old, now), ...lessTime(old, now)].map(
    (what): Change => ({ rule: 'policy-tightened', place, path: '', what, breaks: ['us'] }),
  );
  if (tightened.length > 0) return tightened;
  return [
    { rule: 'policy-changed', place, path: '', what: 'what is known of its timeouts and retries changed', breaks: [] },
  ];
}

/** The provider takes fewer answers for success than it did. */
function lessSuccess(old: JsonValue | undefined, now: JsonValue | undefined): readonly string[] {
  const [from, to] = [old, now].map((policy) => field(field(policy, 'success'), 'statuses'));
  if (to === undefined || to === '2xx' || same(from, to)) return [];
  const taken = new Set(itemsOf(to).map(canonical));
  const lost = from === '2xx' || itemsOf(from).some((status) => !taken.has(canonical(status)));
  return lost ? [`success was ${canonical(from)} and is ${canonical(to)}`] : [];
}

function lessTime(old: JsonValue | undefined, now: JsonValue | undefined): readonly string[] {
  const [from, to] = [old, now].map((policy) => numberOf(field(field(policy, 'timeout'), 'seconds')));
  if (to === undefined || (from !== undefined && from <= to)) return [];
  return [`the answer was awaited for ${from ?? 'an unknown number of'} seconds and is for ${to}`];
}
