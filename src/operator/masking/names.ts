/** Which fields of a provider's messages may be shown to everybody: those that its contracts name, and nowhere mark as personal data. */
import { loadBundle } from '../../contracts/load.ts';
import type { JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';

export type ShownNames = ReadonlySet<string>;

const read = new Map<string, ShownNames>();

/** Of the contracts `<provider>-push` and `<provider>-api` and of its events; empty where the provider has none, so that nothing is shown. */
export function shownNames(provider: string): ShownNames {
  const known = read.get(provider);
  if (known !== undefined) return known;
  const names = namesOf([...['push', 'api'].flatMap((kind) => bundleOf(`${provider}-${kind}`)), ...eventsOf(provider)]);
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

/** Some fields have other names in our events than the provider gave them. Of the one bundle of all events, what those of this provider are made of. */
function eventsOf(provider: string): readonly JsonValue[] {
  const bundle = loadBundle('events');
  const schemas = field(field(bundle, 'components'), 'schemas');
  const own: Record<string, JsonValue> = {};
  const take = (value: JsonValue | undefined): void => {
    for (const [, name = ''] of JSON.stringify(value ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) add(name);
  };
  const add = (name: string): void => {
    const schema = field(schemas, name);
    if (schema === undefined || Object.hasOwn(own, name)) return;
    own[name] = schema;
    take(schema);
  };
  for (const type of itemsOf(field(bundle, 'x-event-types')))
    if (textField(type, 'provider') === provider) add(textField(type, 'schema') ?? '');
  return Object.keys(own).length === 0 ? [] : [{ components: { schemas: own } }];
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
