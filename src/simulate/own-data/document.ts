/** A document whose fields are read and changed by their steps. JSON is written afresh; of XML everything but the field stays as it is. */
import { type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { parseXml } from '../../formats/xml.ts';
import { jsonText } from '../json-text.ts';
import type { Form, Part } from './part.ts';
import { isPlace } from './path.ts';
import { changedXml } from './xml-change.ts';

/** The document as values; elements that the schema calls lists are lists. */
export function readForm(form: Form, { schemas, schema }: Part): JsonValue {
  if (form.format === 'json') {
    const read = parseJson(form.text);
    return read.ok ? read.value.value : null;
  }
  const read = parseXml(form.text, { lists: schemas.lists(schema) });
  return read.ok ? read.value.value : null;
}

/** The steps as this form spells them. */
export const spelled = ({ names = {} }: Form, steps: readonly string[]): readonly string[] =>
  steps.map((step) => (Object.hasOwn(names, step) ? (names[step] ?? step) : step));

/** The text with this value at that place; `undefined`: without the field. Places that lead there are made. */
export function changed(form: Form, part: Part, steps: readonly string[], value: JsonValue | undefined): string {
  if (form.format === 'xml')
    return changedXml(form.text, steps, value, { order: (parent) => namesIn(part, parent), maps: form.maps ?? [] });
  return jsonText(replaced(readForm(form, part), steps, value));
}

/** Names of the fields that the contract describes there, in its order. */
export function namesIn({ schemas, schema }: Part, steps: readonly string[]): readonly string[] {
  const names = schemas.at(schema, steps).flatMap((one) => {
    const properties = field(one, 'properties');
    return isObject(properties) ? Object.keys(properties) : [];
  });
  return [...new Set(names)];
}

function replaced(value: JsonValue | undefined, steps: readonly string[], to: JsonValue | undefined): JsonValue {
  const [step, ...others] = steps;
  if (step === undefined) return to ?? null;
  if (Array.isArray(value) && !isPlace(step)) return entered(value, step, others, to);
  if (Array.isArray(value) || (isPlace(step) && !isObject(value))) {
    const items = [...itemsOf(value)];
    const place = Number(step);
    if (others.length === 0 && to === undefined) items.splice(place, 1);
    else items[place] = replaced(items[place] ?? copied(items.at(-1), others), others, to);
    return items;
  }
  const before: JsonObject = isObject(value) ? value : {};
  if (others.length === 0 && to === undefined)
    return Object.fromEntries(Object.entries(before).filter(([name]) => name !== step));
  return { ...before, [step]: replaced(field(before, step), others, to) };
}

/** A name in a map that is written as a list: of entries, or of none where the map is empty. */
function entered(
  items: readonly JsonValue[],
  name: string,
  others: readonly string[],
  to: JsonValue | undefined,
): JsonValue {
  if (items.length === 0) return replaced({}, [name, ...others], to);
  const isMeant = (item: JsonValue) => textField(item, 'key') === name;
  if (others.length === 0 && to === undefined) return items.filter((item) => !isMeant(item));
  const value = replaced(field(items.find(isMeant), 'value'), others, to);
  return items.some(isMeant)
    ? items.map((item) => (isMeant(item) ? { ...Object(item), value } : item))
    : [...items, { key: name, value }];
}

/** A further item of a list begins as the one before it, so that it has what an item must have. */
const copied = (last: JsonValue | undefined, others: readonly string[]): JsonValue | undefined =>
  others.length > 0 && isObject(last) ? last : undefined;
