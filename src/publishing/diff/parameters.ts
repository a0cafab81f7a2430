/** The parameters of an operation, in path, query and headers. */
import type { JsonObject } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import { compareDeprecation } from './annotations.ts';
import type { Change, Difference } from './change.ts';
import { difference } from './constraints.ts';
import { sortOut } from './json.ts';
import { at, change, compareValue, type Half, type Pair, placed } from './pair.ts';
import { sidesOf } from './parties.ts';

export function compareParameters(pair: Pair, place: string, old: JsonObject, now: JsonObject): readonly Change[] {
  const [from, to] = [parametersOf(pair.before, old), parametersOf(pair.after, now)];
  const { removed, kept, added } = sortOut(from.keys(), to.keys());
  return [
    ...removed.map((name) =>
      change('parameter-removed', `${place} ${name}`, 'this parameter is gone', sidesOf(pair.kind, 'request').writer),
    ),
    ...added.flatMap((name) =>
      placed(pair, `${place} ${name}`, 'request', [
        isRequired(to.get(name))
          ? difference('field-added-required', '', 'this parameter is new and required')
          : difference('field-added', '', 'this parameter is new and optional'),
      ]),
    ),
    ...kept.flatMap((name) =>
      placed(pair, `${place} ${name}`, 'request', [
        ...compareNeed(from.get(name), to.get(name), 'parameter'),
        ...compareDeprecation(from.get(name), to.get(name)),
        ...compareValue(pair, 'request', field(from.get(name), 'schema'), field(to.get(name), 'schema')),
      ]),
    ),
  ];
}

function parametersOf(half: Half, operation: JsonObject): ReadonlyMap<string, JsonObject> {
  const parameters = itemsOf(field(operation, 'parameters')).map((one) => at(half, one));
  return new Map(parameters.map((one) => [`${textField(one, 'in')} parameter ${textField(one, 'name')}`, one]));
}

const isRequired = (parameter: JsonObject | undefined): boolean => field(parameter, 'required') === true;

/** `called`: a parameter or a header. */
export function compareNeed(
  old: JsonObject | undefined,
  now: JsonObject | undefined,
  called: string,
): readonly Difference[] {
  if (isRequired(old) === isRequired(now)) return [];
  return [
    isRequired(now)
      ? difference('field-now-required', '', `this ${called} is required now`)
      : difference('field-now-optional', '', `this ${called} may be missing now`),
  ];
}
