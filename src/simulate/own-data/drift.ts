/** Departures from a contract, on purpose: what a provider may send one day, signed as everything else. */
import type { Fault, FaultKind } from '../../../generated/mock/models.ts';
import type { JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import type { JsonRecord } from '../json-record.ts';
import { type Applied, presentAt, put, type Target } from './apply.ts';
import { namesIn } from './document.ts';
import type { Part } from './part.ts';
import { isPlace } from './path.ts';
import { type Place, resolve } from './resolve.ts';

export const driftFaults = ['unknown-field', 'unknown-value', 'missing-field'] as const satisfies readonly FaultKind[];
/** Of messages that name their event. */
export const futureFaults = ['unknown-event'] as const satisfies readonly FaultKind[];

export const isDrift = ({ kind }: Fault): boolean => [...driftFaults, ...futureFaults].some((one) => one === kind);

const NEW_FIELD = 'fieldOfTomorrow';
const NEW_VALUE = 'VALUE_OF_TOMORROW';

/** The content with every departure that the faults ask for; a no says what the fault needs. */
export function drifted(target: Target, content: JsonRecord, faults: readonly Fault[]): Applied {
  let made = content;
  for (const fault of faults.filter(isDrift)) {
    const applied = departed(target, made, fault);
    if (!applied.ok) return applied;
    made = applied.content;
  }
  return { ok: true, content: made };
}

function departed({ mock, event, what }: Target, content: JsonRecord, { kind, field: path }: Fault): Applied {
  if (kind === 'unknown-event') {
    const made = mock.ofFutureEvent?.(content);
    return made === undefined ? no(`${what} names no event`) : { ok: true, content: made };
  }
  const parts = mock.parts(event, content);
  const [part] = parts;
  if (part === undefined) return no(`${what} has no fields`);
  const place = path === undefined ? suggested(kind, part) : placeOf(kind, path, parts, what);
  if (typeof place === 'string') return no(`${what}: ${place}`);
  const value = kind === 'missing-field' ? undefined : kind === 'unknown-value' ? NEW_VALUE : 'new';
  return { ok: true, content: put(mock, content, place, value) };
}

const no = (detail: string): Applied => ({ ok: false, detail });

function placeOf(kind: FaultKind, path: string, parts: readonly Part[], what: string): Place | string {
  const resolved = resolve(path, parts, what);
  if (kind === 'unknown-field')
    return resolved.ok
      ? `${path} is a field that it has; name one that it has not`
      : (resolved.place ?? resolved.fault);
  if (!resolved.ok) return resolved.fault;
  return presentAt(resolved) === undefined ? `this message has no ${path}; try another variant` : resolved;
}

/** Where it departs when nobody has named a field. */
function suggested(kind: FaultKind, part: Part): Place | string {
  const root = part.within === undefined ? [] : [part.within];
  const names = namesIn(part, root).filter(
    (name) => !name.startsWith('@') && presentAt({ part, steps: [...root, name] }) !== undefined,
  );
  if (kind === 'unknown-field')
    return isObject(presentAt({ part, steps: root }))
      ? { part, steps: [...root, NEW_FIELD] }
      : 'it is one text, and has no fields';
  if (kind === 'missing-field') {
    const required = names.find((name) => part.schemas.presence(part.schema, [...root, name]) === 'required');
    const name = required ?? names[0];
    return name === undefined ? 'it has no field that could be missing' : { part, steps: [...root, name] };
  }
  const steps = listedIn(part, presentAt({ part, steps: root }), root);
  return steps === undefined
    ? 'no field of it has a list of values; name a field, such as unknown-value:currency'
    : { part, steps };
}

/** The first field whose values the contract lists, in the order of the message. */
function listedIn(part: Part, value: JsonValue | undefined, steps: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') {
    const name = steps.at(-1) ?? '';
    const listed = part.schemas
      .at(part.schema, steps)
      .some((one) => itemsOf(field(one, 'enum')).length > 0 || itemsOf(field(one, 'x-extensible-enum')).length > 0);
    return listed && !name.startsWith('@') && !isPlace(name) ? steps : undefined;
  }
  const inside: readonly (readonly [string, JsonValue])[] = Array.isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  for (const [name, inner] of inside) {
    const found = listedIn(part, inner, [...steps, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
