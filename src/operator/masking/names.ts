/** Which fields of a provider's messages may be shown to everybody: those that its contracts name, and nowhere mark as personal data. */
import { loadBundle } from '../../contracts/load.ts';
import type { JsonValue } from '../../formats/json.ts';
import { field, isObject, textField } from '../../formats/values.ts';

export type ShownNames = ReadonlySet<string>;

const read = new Map<string, ShownNames>();

/** Of the contracts `<provider>-push` and `<provider>-api`; empty where the provider has none, so that nothing is shown. */
export function shownNames(provider: string): ShownNames {
  const known = read.get(provider);
  if (known !== undefined) return known;
  const names = namesOf(['push', 'api'].flatMap((kind) => bundleOf(`${provider}-${kind}`)));
  read.set(provider, names);
  return names;
}

function bundleOf(contract: string): readonly JsonValue[] {
  try {
    return [loadBundle(contract)];
  } catch {
    return []; // Not every provider has an API, and a provider of a test has no bundle.
  }
}

/** A name that is personal in one place is not shown in any: a path would say more, and a message that departs from its contract has other paths. */
export function namesOf(bundles: readonly JsonValue[]): ShownNames {
  const shown = new Set<string>();
  const personal = new Set<string>();
  const isPersonal = (schema: JsonValue, bundle: JsonValue): boolean => {
    const component = /^#\/components\/schemas\/(.+)$/.exec(textField(schema, '$ref') ?? '')?.[1];
    const target = component === undefined ? schema : field(field(field(bundle, 'components'), 'schemas'), component);
    return field(schema, 'x-pii') === true || field(target, 'x-pii') === true;
  };
  const walk = (value: JsonValue, bundle: JsonValue): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, bundle);
    if (!isObject(value)) return;
    const properties = field(value, 'properties');
    if (isObject(properties))
      for (const [name, schema] of Object.entries(properties))
        (isPersonal(schema, bundle) ? personal : shown).add(localName(name));
    for (const one of Object.values(value)) walk(one, bundle);
  };
  for (const bundle of bundles) walk(bundle, bundle);
  return new Set([...shown].filter((name) => !personal.has(name)));
}

/** As XML has it without its prefix; attributes are read with one. */
export const localName = (name: string): string => name.replace(/^@_?/, '').replace(/^[^:]+:/, '');
