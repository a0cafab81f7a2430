/** How a caller proves itself, before and after. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import type { Change } from './change.ts';
import { membersOf, same, sortOut, textsOf } from './json.ts';
import { change, type Half, type Pair } from './pair.ts';
import { sidesOf } from './parties.ts';

/** `security`: a list of alternatives. What is absent at the operation stands at the top. */
export function compareProofs(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const [from, to] = [alternatives(pair.before, old), alternatives(pair.after, now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  const caller = sidesOf(pair.kind, 'request').writer;
  const names = new Set(kept.flatMap((key) => membersOf(from.get(key)).map(([name]) => name)));
  return [
    ...removed.map((one) => change('proof-removed', place, `${one} is no longer enough`, caller)),
    ...added.map((one) => change('proof-added', place, `${one} is enough now`)),
    ...kept.flatMap((key) => compareScopes(pair, place, from.get(key), to.get(key))),
    ...[...names].flatMap((name) => compareSchemes(pair, place, name)),
  ];
}

/** By the names of the schemes that have to come together. */
function alternatives(half: Half, operation: JsonObject): ReadonlyMap<string, JsonValue> {
  const listed = itemsOf(field(operation, 'security') ?? field(half.document, 'security'));
  if (listed.length === 0) return new Map([['no proof', {}]]);
  const called = (one: JsonValue) =>
    membersOf(one)
      .map(([name]) => name)
      .sort()
      .join(' and ') || 'no proof';
  return new Map(listed.map((one) => [called(one), one]));
}

/** The scopes that a token must have, all of them. */
function compareScopes(
  pair: Pair,
  place: string,
  old: JsonValue | undefined,
  now: JsonValue | undefined,
): readonly Change[] {
  const caller = sidesOf(pair.kind, 'request').writer;
  return membersOf(now).flatMap(([name, scopes]) => {
    const { removed, added } = sortOut(textsOf(field(old, name)), textsOf(scopes));
    return [
      ...added.map((scope) => change('scope-changed', place, `${name} must have the scope ${scope} now`, caller)),
      ...removed.map((scope) => change('scope-removed', place, `${name} no longer needs the scope ${scope}`)),
    ];
  });
}

function compareSchemes(pair: Pair, place: string, name: string): readonly Change[] {
  const scheme = ({ document }: Half) => field(field(field(document, 'components'), 'securitySchemes'), name);
  const [old, now] = [scheme(pair.before), scheme(pair.after)];
  if (now === undefined) return [];
  const caller = sidesOf(pair.kind, 'request').writer;
  const gone = sortOut(scopesOf(old), scopesOf(now)).removed;
  return [
    ...(old === undefined || same(wire(old), wire(now))
      ? []
      : [change('proof-changed', place, `${name} is presented in another way`, caller)]),
    ...gone.map((scope) => change('scope-changed', place, `${name} has no scope ${scope} any more`, caller)),
  ];
}

const scopesOf = (scheme: JsonValue | undefined): readonly string[] =>
  membersOf(field(scheme, 'flows')).flatMap(([, flow]) => membersOf(field(flow, 'scopes')).map(([name]) => name));

/** What of a security scheme is seen on the wire. The scopes that exist are compared by themselves: one more changes nothing. */
function wire(scheme: JsonValue): JsonValue {
  if (!isObject(scheme)) return scheme;
  const seen = membersOf(scheme).filter(([name]) => !['description', 'bearerFormat'].includes(name));
  return Object.fromEntries(seen.map(([name, inner]) => [name, name === 'flows' ? withoutScopes(inner) : inner]));
}

const withoutScopes = (flows: JsonValue): JsonValue =>
  Object.fromEntries(
    membersOf(flows).map(([flow, inner]) => [
      flow,
      Object.fromEntries(membersOf(inner).filter(([name]) => name !== 'scopes')),
    ]),
  );
