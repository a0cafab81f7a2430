/** What is said of a value beside its shape: that it is deprecated, in use, personal, missing in practice, or open for subscriptions. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import type { Difference } from './change.ts';
import { difference } from './constraints.ts';
import { sortOut, textsOf } from './json.ts';

/** Of one schema. The payloads of a string are compared in schema.ts. */
export function compareAnnotations(old: JsonObject, now: JsonObject, path: string): readonly Difference[] {
  return [
    ...compareDeprecation(old, now, path),
    ...compareLifecycles(old, now, path),
    ...comparePersonal(old, now, path),
    ...compareInPractice(old, now, path),
    ...compareOffers(field(old, 'x-events'), field(now, 'x-events'), path),
  ];
}

/** Of a field, a parameter, a header or an operation: what is deprecated is still there. */
export function compareDeprecation(
  old: JsonValue | undefined,
  now: JsonValue | undefined,
  path = '',
): readonly Difference[] {
  const [was, is] = [field(old, 'deprecated') === true, field(now, 'deprecated') === true];
  if (was === is) return [];
  return [
    is
      ? difference('deprecated', path, 'it is deprecated now')
      : difference('no-longer-deprecated', path, 'it is no longer deprecated'),
  ];
}

/** `x-lifecycle` before and after; undefined for what is in use. */
export const lifecyclesOf = (old: JsonValue, now: JsonValue) =>
  [textField(old, 'x-lifecycle'), textField(now, 'x-lifecycle')] as const;

function compareLifecycles(old: JsonObject, now: JsonObject, path: string): readonly Difference[] {
  const [was, is] = lifecyclesOf(old, now);
  if (was === is) return [];
  if (was === undefined) return [difference('no-longer-in-use', path, `it was in use and is ${is}`)];
  return [difference('lifecycle-changed', path, `it was ${was} and is ${is ?? 'in use'}`)];
}

function comparePersonal(old: JsonObject, now: JsonObject, path: string): readonly Difference[] {
  const [was, is] = [field(old, 'x-pii') === true, field(now, 'x-pii') === true];
  if (was === is) return [];
  return [difference('personal-data-changed', path, is ? 'it may hold personal data' : 'it holds no personal data')];
}

/**
 * Required fields that were seen missing. That counts where the field is required on both sides; else the need itself has changed, or
 * the field, and is reported as that.
 */
function compareInPractice(old: JsonObject, now: JsonObject, path: string): readonly Difference[] {
  const seldom = (schema: JsonObject) => textsOf(field(schema, 'x-optional-in-practice'));
  const [wasRequired, isRequired] = [textsOf(field(old, 'required')), textsOf(field(now, 'required'))];
  const { removed, added } = sortOut(seldom(old), seldom(now));
  const both = (name: string) => wasRequired.includes(name) && isRequired.includes(name);
  return [
    ...removed
      .filter(both)
      .map((name) =>
        difference('optional-in-practice-removed', `${path}/${name}`, 'that it is missing is a violation now'),
      ),
    ...added
      .filter(both)
      .map((name) => difference('optional-in-practice-added', `${path}/${name}`, 'it has been seen missing')),
  ];
}

/** `x-events`: to what one can subscribe. */
function compareOffers(old: JsonValue | undefined, now: JsonValue | undefined, path: string): readonly Difference[] {
  const [from, to] = [byEvent(old), byEvent(now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  return [
    ...removed.map((event) => difference('subscription-removed', path, `one can no longer subscribe to ${event}`)),
    ...added.map((event) => difference('subscription-added', path, `one can subscribe to ${event} now`)),
    ...kept.flatMap((event) => compareTerms(event, from.get(event), to.get(event), path)),
  ];
}

/** Lines of `x-events` or `x-payload-schema` by the name of their event. */
export const byEvent = (lines: JsonValue | undefined): ReadonlyMap<string, JsonValue> =>
  new Map(itemsOf(lines).map((line) => [textField(line, 'event') ?? '', line]));

/** Of one event in such a list: the scope that a subscription needs, and whether the provider has taken the event off its list. */
export function compareTerms(
  event: string,
  old: JsonValue | undefined,
  now: JsonValue | undefined,
  path: string,
): readonly Difference[] {
  const [was, is] = [field(old, 'retired') === true, field(now, 'retired') === true];
  return [
    ...compareScopes(textField(old, 'scope'), textField(now, 'scope'), `a subscription to ${event}`, path),
    ...(!was && is ? [difference('subscription-removed', path, `the provider has retired ${event}`)] : []),
    ...(was && !is ? [difference('subscription-added', path, `${event} is no longer retired`)] : []),
  ];
}

/** `what` needs a scope. `any` is whatever scope the token has, which is as good as none. */
export function compareScopes(
  old: string | undefined,
  now: string | undefined,
  what: string,
  path = '',
): readonly Difference[] {
  const [was, is] = [old, now].map((scope) => (scope === 'any' ? undefined : scope));
  if (was === is) return [];
  if (is === undefined) return [difference('scope-removed', path, `${what} no longer needs the scope ${was}`)];
  const before = was === undefined ? 'needed no certain scope' : `needed the scope ${was}`;
  return [difference('scope-changed', path, `${what} ${before} and needs ${is}`)];
}
