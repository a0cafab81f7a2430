/** Which field of which document a path means; a no names the nearest ones. */
import { didYouMean } from '../../config/did-you-mean.ts';
import { valueAt } from '../../contracts/judge-json.ts';
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import { notOneOf } from '../not-one-of.ts';
import { namesIn, readForm, spelled } from './document.ts';
import type { Form, Part } from './part.ts';
import { isPlace, readPath, writtenPath } from './path.ts';

export type Place = { readonly part: Part; readonly steps: readonly string[] };
export type Resolved =
  | ({ readonly ok: true } & Place)
  /** `place`: where it goes nevertheless, if it can go anywhere. */
  | { readonly ok: false; readonly fault: string; readonly place?: Place };

/** `what`: the message, for the sentence. */
export function resolve(path: string, parts: readonly Part[], what: string): Resolved {
  const read = readPath(path);
  if (!read.ok) return read;
  const tries = parts.flatMap((part) => placesIn(part, read.steps));
  const known = tries.find(isKnown);
  if (known !== undefined) {
    const fault = gapFault(known);
    return fault === undefined ? { ok: true, ...known } : { ok: false, fault };
  }
  const [first] = tries;
  if (first === undefined) return { ok: false, fault: `${what} has no fields` };
  // The one in which the path leads furthest.
  const nearest = tries.reduce((best, one) => (knownSteps(one) > knownSteps(best) ? one : best), first);
  return { ok: false, fault: unknownFault(path, nearest, parts, what), place: nearest };
}

/** Ways to read a path in a document: as it stands, without the document's name, or within the field that may be left out. */
function placesIn(part: Part, written: readonly string[]): readonly Place[] {
  const inverse = new Map(
    part.forms.flatMap(({ names = {} }) => Object.entries(names).map(([name, other]) => [other, name] as const)),
  );
  const steps = written.map((step) => inverse.get(step) ?? step);
  const [first, ...rest] = steps;
  return [
    { part, steps },
    ...(first === part.name ? [{ part, steps: rest }] : []),
    ...(part.within === undefined ? [] : [{ part, steps: [part.within, ...steps] }]),
  ];
}

/** What the contract describes, and what the message has although it does not. */
const isKnown = (place: Place): boolean => isDescribed(place) || place.part.forms.some((form) => isThere(form, place));

const isThere = (form: Form, { part, steps }: Place): boolean =>
  valueAt(readForm(form, part), spelled(form, steps)) !== undefined;

function isDescribed({ part: { schemas, schema }, steps }: Place): boolean {
  if (steps.length > 0 && schemas.at(schema, steps).length > 0) return true;
  if (steps.length === 0) return true;
  // Within what is open by contract, anything is known.
  return (
    steps.some((_, index) => index > 0 && schemas.at(schema, steps.slice(0, index)).some(isOpen)) ||
    (steps.length === 1 && schemas.at(schema, []).some(isOpen))
  );
}

const isOpen = (schema: JsonObject): boolean =>
  field(schema, 'additionalProperties') === true ||
  (field(schema, 'type') === undefined && field(schema, 'enum') === undefined && !hasParts(schema)) ||
  (field(schema, 'type') === 'object' && field(schema, 'properties') === undefined && !hasParts(schema));

const hasParts = (schema: JsonObject): boolean =>
  ['properties', 'items', 'oneOf', 'anyOf', 'allOf', 'additionalProperties'].some(
    (word) => field(schema, word) !== undefined,
  );

function knownSteps({ part, steps }: Place): number {
  let known = 0;
  while (known < steps.length && isKnown({ part, steps: steps.slice(0, known + 1) })) known += 1;
  // A path that was completed begins one step later than it was written.
  return known;
}

/** A list grows by one item at a time. */
function gapFault({ part, steps }: Place): string | undefined {
  for (const [index, step] of steps.entries()) {
    if (!isPlace(step)) continue;
    const before = steps.slice(0, index);
    const lengths = part.forms.map((form) => lengthOf(valueAt(readForm(form, part), spelled(form, before))));
    const length = Math.max(0, ...lengths);
    if (Number(step) > length)
      return `${writtenPath(before)} has ${length} ${length === 1 ? 'item' : 'items'}; the next one is ${writtenPath([...before, String(length)])}`;
  }
  return undefined;
}

const lengthOf = (value: JsonValue | undefined): number =>
  Array.isArray(value) ? value.length : value === undefined || value === null ? 0 : 1;

function unknownFault(path: string, nearest: Place, parts: readonly Part[], what: string): string {
  const { part, steps } = nearest;
  const known = knownSteps(nearest);
  const name = steps[known] ?? path;
  const before = steps.slice(0, known);
  const isList = part.schemas.at(part.schema, before).some((one) => field(one, 'type') === 'array');
  if (isList && !isPlace(name))
    return `${writtenPath(before)} is a list; write ${writtenPath([...before, '0', ...steps.slice(known)])}`;
  // What the message has comes before what it could have.
  const elsewhere = parts.flatMap((one) => pathsOf(one).map((way) => ({ part: one, steps: way })));
  const [last = name] = steps.filter((step) => !isPlace(step)).slice(-1);
  const same = elsewhere.filter((one) => one.steps.at(-1)?.toLowerCase() === last.toLowerCase());
  if (same.length > 0) return `${what} has no field ${path}; did you mean ${anyOf(same)}?`;
  const names =
    known === 0
      ? parts.flatMap((one) => [...namesIn(one, one.within === undefined ? [] : [one.within]), ...namesIn(one, [])])
      : namesIn(part, before);
  const fields = [...new Set(names)].filter((one) => !one.startsWith('@'));
  const near = elsewhere.filter((one) => didYouMean(last, [one.steps.at(-1) ?? '']) !== undefined);
  if (didYouMean(name, fields) === undefined && near.length > 0)
    return `${what} has no field ${path}; did you mean ${anyOf(near)}?`;
  const holder = known === 0 ? what : `${writtenPath(before)} of ${what}`;
  return `${holder} has no field ${known === 0 ? path : name}${notOneOf(name, fields, 'it has')}`;
}

const suggested_max = 3;

function anyOf(places: readonly Place[]): string {
  const present = (place: Place) => (place.part.forms.some((form) => isThere(form, place)) ? 0 : 1);
  const sorted = [...places].sort((one, other) => present(one) - present(other));
  return sorted
    .slice(0, suggested_max)
    .map(({ steps }) => writtenPath(steps))
    .join(' or ');
}

const depth_max = 6;

/** Every path that the contract describes, lists by their first item. */
function pathsOf({ schemas, schema }: Part): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (steps: readonly string[]): void => {
    if (steps.length > depth_max) return;
    for (const one of schemas.at(schema, steps)) {
      const properties = field(one, 'properties');
      for (const name of isObject(properties) ? Object.keys(properties) : []) {
        found.push([...steps, name]);
        visit([...steps, name]);
      }
      if (field(one, 'items') !== undefined && itemsOf(field(one, 'items')).length === 0) visit([...steps, '0']);
    }
  };
  visit([]);
  return found.sort((one, other) => one.length - other.length);
}
