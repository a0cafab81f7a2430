/** A sink's `map`: which fields of `data` it gets, under which names. Only what is delivered changes, never the stored event. */
import type { EventMapping } from '../../config.ts';
import type { Json } from '../../formats/json.ts';
import type { StoredEvent } from '../../store/store.ts';
import type { Sink } from './sink.ts';

type Fields = { [name: string]: Json };

/** The sink with every event mapped before it is delivered. */
export function withMapping(sink: Sink, map: EventMapping): Sink {
  return {
    ...sink,
    deliver: (event, context) => sink.deliver({ ...event, envelope: mapEnvelope(event.envelope, map) }, context),
  };
}

/** Pick, then rename, then constant. Fields that an event does not have are left out; `data` that is not an object stays as it is. */
export function mapEnvelope(envelope: StoredEvent['envelope'], map: EventMapping): StoredEvent['envelope'] {
  const { data } = envelope;
  if (!isFields(data)) return envelope;
  const picked: Fields = map.pick === undefined ? copy(data) : {};
  for (const field of map.pick ?? []) put(picked, field, take(data, field));
  const moved = Object.entries(map.rename ?? {}).map(([from, to]) => [to, remove(picked, from)] as const);
  for (const [to, value] of moved) put(picked, to, value); // After all are taken out, so that two fields can change places.
  for (const [field, value] of Object.entries(map.constant ?? {})) put(picked, field, value);
  return { ...envelope, data: picked };
}

const isFields = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are copied as deep as fields can be moved; lists are taken whole. */
const copy = (fields: { readonly [name: string]: Json }): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isFields(value) ? copy(value) : value]));

function take(fields: Json | undefined, path: string): Json | undefined {
  const value = path
    .split('.')
    .reduce<Json | undefined>((at, name) => (isFields(at) && Object.hasOwn(at, name) ? at[name] : undefined), fields);
  return isFields(value) ? copy(value) : value;
}

function remove(fields: Fields, path: string): Json | undefined {
  const value = take(fields, path);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder: Json | undefined = fields;
  for (const name of names) holder = isFields(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (isFields(holder)) Reflect.deleteProperty(holder, last);
  return value;
}

/** Makes missing levels. A level that is not an object is replaced, because the configuration says so. */
function put(fields: Fields, path: string, value: Json | undefined): void {
  if (value === undefined) return;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder = fields;
  for (const name of names) {
    const next = Object.hasOwn(holder, name) ? holder[name] : undefined;
    const level: Fields = isFields(next) ? next : {};
    define(holder, name, level);
    holder = level;
  }
  define(holder, last, value);
}

/** By definition and not by assignment: a field called `__proto__` is a field like any other. */
function define(holder: Fields, name: string, value: Json): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}
