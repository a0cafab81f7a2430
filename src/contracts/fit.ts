/**
 * Our events satisfy `spec/events`, whatever arrived. A value that departs from its schema keeps its text if the schema takes a
 * text, else it is left out (null where the field must be there and may be null): with a finding, and never a guess. Paths of these findings
 * lead into the event (`/data/…`).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { eventTypes } from '../../generated/events/types.ts';
import type { Json } from '../formats/json.ts';
import { stepsOf } from '../formats/json-pointer.ts';
import { lazily } from '../running/lazily.ts';
import { packageRoot } from '../running/package-root.ts';
import type { Finding } from '../store/store.ts';
import { ContractError } from './schema.ts';

/** `undefined`: what the event is about is missing, so that no event of this type can be made. `why` names the first such place. */
export type Fitted =
  | { readonly ok: true; readonly data: Json; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly why: string };

export type EventFit = (type: string, data: Json) => Fitted;

// Each repair settles one place, and then the whole is looked at again. An event of a few hundred values may have thousands of repairs, one of
// 100,000 values has fifty: 5,000 of them took 20 s.
const repairs_max = 5_000;
const repairs_min = 50;
const values_looked_at_max = 5_000_000;

function repairsFor(data: Json): number {
  let values = 1;
  const count = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const inner of Object.values(value)) {
      values += 1;
      count(inner);
    }
  };
  count(data);
  return Math.min(repairs_max, Math.max(repairs_min, Math.floor(values_looked_at_max / values)));
}

type Container = { [name: string]: Json } | Json[];

// With the first message: the thread that acknowledges makes no events.
const packages = lazily((require) => ({
  ...(require('ajv') as typeof import('ajv')),
  addFormats: (require('ajv-formats') as typeof import('ajv-formats')).default,
}));

let opened: EventFit | undefined;

/** Compiled once per process, from the schemas of `spec/events`. Unknown types are not ours and pass as they are. */
export function eventFit(): EventFit {
  opened ??= openEventFit();
  return opened;
}

function openEventFit(): EventFit {
  const { Ajv, addFormats } = packages();
  const ajv = new Ajv({ strict: false, verbose: true });
  addFormats.default(ajv);
  const folder = join(packageRoot(), 'spec', 'events');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const byTitle = new Map<string, string>();
  for (const file of files) {
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { readonly title?: string };
    ajv.addSchema({ ...schema, $id: file });
    if (schema.title !== undefined) byTitle.set(schema.title, file);
  }
  const validators = new Map<string, ValidateFunction>();
  for (const [type, { schema }] of Object.entries(eventTypes)) {
    const validate = ajv.getSchema(byTitle.get(schema) ?? '');
    if (validate === undefined) throw new ContractError(`spec/events has no schema ${schema}; run \`make generate\``);
    validators.set(type, validate);
  }
  return (type, data) => {
    const validate = validators.get(type) ?? validators.get(`${type.split('.').slice(0, 2).join('.')}.*`);
    return validate === undefined ? { ok: true, data, findings: [] } : fitted(validate, data);
  };
}

function fitted(validate: ValidateFunction, given: Json): Fitted {
  if (validate(given)) return { ok: true, data: given, findings: [] };
  const holder: { [name: string]: Json } = { data: structuredClone(given) };
  const findings: Finding[] = [];
  const repairs_left = repairsFor(given);
  for (let repairs = 0; repairs < repairs_left; repairs += 1) {
    if (validate(holder.data)) return { ok: true, data: holder.data ?? null, findings };
    const error = decisive(validate.errors ?? []);
    if (error === undefined || !repair(holder, error, findings))
      return { ok: false, why: `${error?.instancePath || 'it'} ${error?.message ?? 'does not fit'}` };
  }
  return { ok: false, why: `more than ${repairs_left} places depart from its schema` };
}

/** ajv reports an error for each alternative. The last one says that none fits, and is about the place as a whole. */
const decisive = (errors: readonly ErrorObject[]): ErrorObject | undefined => errors.at(-1);

/** One place put right in `holder.data`; false when nothing can be left out there without the event's losing what it is about. */
function repair(holder: { [name: string]: Json }, error: ErrorObject, findings: Finding[]): boolean {
  const at = [...stepsOf(error.instancePath)];
  if (error.keyword === 'required') return supplied(holder, at, error, findings);
  if (error.keyword === 'additionalProperties') at.push(String(error.params.additionalProperty));
  const place = placeOf(holder, at);
  if (place === undefined || at.length === 0) return false;
  const [container, name] = place;
  const value = member(container, name);
  const allowed = typesOf(error.parentSchema);
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (error.keyword === 'type' && scalar && allowed.includes('string')) put(container, name, String(value));
  else if (Array.isArray(container)) container.splice(Number(name), 1);
  else delete container[name];
  findings.push(finding(at, error, value));
  return true;
}

/** A field that must be there: null where its schema takes it; else whatever holds it goes, as long as that is not the event itself. */
function supplied(
  holder: { [name: string]: Json },
  at: readonly string[],
  error: ErrorObject,
  findings: Finding[],
): boolean {
  const place = placeOf(holder, at);
  if (place === undefined) return false;
  const [container, name] = place;
  const object = member(container, name);
  const missing = String(error.params.missingProperty);
  const property: unknown = Object(error.parentSchema?.properties)[missing];
  if (typeof object === 'object' && object !== null && !Array.isArray(object) && typesOf(property).includes('null')) {
    (object as { [field: string]: Json })[missing] = null;
    return true;
  }
  if (at.length === 0) return false;
  if (Array.isArray(container)) container.splice(Number(name), 1);
  else delete container[name];
  findings.push(finding(at, error, object));
  return true;
}

function typesOf(schema: unknown): readonly string[] {
  const type: unknown = Object(schema).type;
  return Array.isArray(type) ? type.map(String) : typeof type === 'string' ? [type] : [];
}

/** The container of the place and its name in it; `[holder, 'data']` for the whole. */
function placeOf(holder: Container, at: readonly string[]): readonly [Container, string] | undefined {
  let [container, name]: [Container, string] = [holder, 'data'];
  for (const next of at) {
    const inner = member(container, name);
    if (typeof inner !== 'object' || inner === null) return undefined;
    [container, name] = [inner as Container, next];
  }
  return [container, name];
}

const member = (container: Container, name: string): Json | undefined =>
  Array.isArray(container) ? container[Number(name)] : Object.hasOwn(container, name) ? container[name] : undefined;

function put(container: Container, name: string, value: Json): void {
  if (Array.isArray(container)) container[Number(name)] = value;
  else container[name] = value;
}

/** Only the kind of the value, which may be personal. */
const finding = (
  at: readonly string[],
  { message = 'a value of its schema' }: ErrorObject,
  value: unknown,
): Finding => ({
  rule: 'wrong_type',
  path: ['', 'data', ...at].join('/'),
  severity: 'violation',
  expected: `in the event: ${message}`,
  seen:
    value === undefined ? 'nothing' : `(${value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value})`,
});
