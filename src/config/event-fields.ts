/** Which fields `data` of an event may have: `spec/events` as a tree, so that a mapping or a filter is checked before it matters. */
import { eventTypes } from '../../generated/events/types.ts';
import { readBundle } from '../contracts/bundle.ts';
import { didYouMean } from './did-you-mean.ts';
import { isSchema, type Schema } from './schema.ts';

export type EventFields = {
  /** Checks a dotted path against the schemas of these events: known to one of them is enough. A sentence when it is known to none. */
  faultOf(field: string): string | undefined;
  /** Whether a schema names it: false also for what only an open map or an undescribed value lets through. */
  isNamed(field: string): boolean;
};

/** The fields of all event types that fit one of `patterns` (none: all); undefined when no schema of ours describes such events. */
export function fieldsOf(patterns: readonly string[]): EventFields | undefined {
  const types = Object.keys(eventTypes).filter(
    (type) => patterns.length === 0 || patterns.some((one) => fits(one, type)),
  );
  const components = componentsOf();
  const schemas = types.flatMap((type) => {
    const entry = Object.entries(eventTypes).find(([name]) => name === type)?.[1];
    const schema = entry === undefined ? undefined : components[entry.schema];
    return isSchema(schema) ? [schema] : [];
  });
  if (schemas.length === 0) return undefined;
  const look = (field: string) => schemas.map((schema) => walk(schema, field.split('.'), components));
  return {
    isNamed: (field) => look(field).some(({ found }) => found === 'named'),
    faultOf: (field) => {
      const looked = look(field);
      if (looked.some(({ found }) => found === 'named' || found === 'open')) return undefined;
      if (looked.some(({ found }) => found === 'list'))
        return 'goes through a list, which can only be taken whole; name the list, or use a module sink';
      const names = [...new Set(looked.flatMap(({ known }) => known))];
      const near = didYouMean(field, names);
      const cure = near === undefined ? `correct it to one of ${few(names)}` : `did you mean ${near}?`;
      return `is not a field of the events that this sink gets; ${cure}`;
    },
  };
}

type Looked = { readonly found: 'named' | 'open' | 'list' | 'nothing'; readonly known: readonly string[] };

function walk(schema: Schema, path: readonly string[], components: Schema, before = ''): Looked {
  const here = resolved(schema, components);
  const [name, ...rest] = path;
  if (name === undefined) return { found: 'named', known: [] };
  if (here.type === 'array') return { found: 'list', known: [] };
  if (here.type === undefined && here.properties === undefined) return { found: 'open', known: [] };
  const properties = isSchema(here.properties) ? here.properties : {};
  const next = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (isSchema(next)) return walk(next, rest, components, `${before}${name}.`);
  if (isSchema(here.additionalProperties))
    return walk(here.additionalProperties, rest, components, `${before}${name}.`);
  // Where some fields are named, a name that is not among them is more likely a slip than a field that the provider has added.
  if (here.additionalProperties === true && Object.keys(properties).length === 0) return { found: 'open', known: [] };
  return { found: 'nothing', known: Object.keys(properties).map((property) => `${before}${property}`) };
}

function resolved(schema: Schema, components: Schema): Schema {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref ?? '')) ?? [];
  const target = name === undefined ? undefined : components[name];
  return isSchema(target) ? resolved(target, components) : schema;
}

function componentsOf(): Schema {
  const bundle = readBundle('events');
  const components = isSchema(bundle) && isSchema(bundle.components) ? bundle.components.schemas : undefined;
  if (!isSchema(components)) throw new TypeError('generated/bundles/events.json has no schemas; run `make generate`');
  return components;
}

/** `com.zettle.*` of a sink takes the type `com.zettle.purchase.created`, and also our name for all that are newer, `com.zettle.*`. */
export function fits(pattern: string, type: string): boolean {
  const expression = (glob: string) =>
    new RegExp(
      `^${glob
        .split('*')
        .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    );
  return expression(pattern).test(type.replaceAll('*', 'x')) || (type.includes('*') && expression(type).test(pattern));
}

const few = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
