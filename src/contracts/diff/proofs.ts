/** How a caller proves itself, before and after. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, itemsOf } from '../../formats/values.ts';
import type { Change } from './change.ts';
import { canonical, membersOf, same, sortOut } from './json.ts';
import { change, type Half, type Pair } from './pair.ts';
import { sidesOf } from './parties.ts';

/** `security`: a list of alternatives. What is absent at the operation stands at the top. */
export function compareProofs(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const alternatives = (half: Half, operation: JsonObject) => {
    const listed = itemsOf(field(operation, 'security') ?? field(half.document, 'security'));
    return listed.length === 0 ? ['no proof'] : listed.map(canonical);
  };
  const { removed, kept, added } = sortOut(alternatives(pair.before, old), alternatives(pair.after, now));
  const caller = sidesOf(pair.kind, 'request').writer;
  const schemes = ({ document }: Half) => field(field(document, 'components'), 'securitySchemes');
  const changed = membersOf(schemes(pair.before)).filter(([name, scheme]) => {
    const after = field(schemes(pair.after), name);
    return after !== undefined && kept.some((one) => one.includes(`"${name}"`)) && !same(wire(scheme), wire(after));
  });
  return [
    ...removed.map((one) => change('proof-removed', place, `${one} is no longer enough`, caller)),
    ...added.map((one) => change('proof-added', place, `${one} is enough now`)),
    ...changed.map(([name]) => change('proof-changed', place, `${name} is presented in another way`, caller)),
  ];
}

/** What of a security scheme is seen on the wire. */
const wire = (scheme: JsonValue): JsonValue =>
  Object.fromEntries(membersOf(scheme).filter(([name]) => !['description', 'bearerFormat'].includes(name)));
