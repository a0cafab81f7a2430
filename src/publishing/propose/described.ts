/** A value that nobody described as a schema: its kind and the kinds within, never what it holds. */
import { Digits, type JsonValue } from '../../formats/json.ts';
import { isObject, itemsOf } from '../../formats/values.ts';

export type Schema = { readonly [keyword: string]: unknown };

/** Of what is nested deeper only the kind is said. */
const depth_max = 5;
const seen = "Seen in messages; the provider's documentation does not describe it yet.";
const why = 'A number in JSON, text in XML; a schema of OpenAPI 3.0 has one type only.';

/** `alsoXml`: the same message comes as XML too, where every value is text. */
export function described(value: JsonValue, alsoXml: boolean): Schema {
  // Nobody knows what it holds, so it is shown to nobody until somebody has looked.
  return { ...kindOf([value], alsoXml, 1), description: seen, 'x-pii': true };
}

/** What all of these are: the items of a list, or one value alone. */
function kindOf(values: readonly JsonValue[], alsoXml: boolean, depth: number): Schema {
  const there = values.filter((value) => value !== null);
  const nullable = there.length < values.length ? { nullable: true } : {};
  const [first] = there;
  if (first === undefined) return { type: 'string', ...nullable };
  if (isObject(first)) return { type: 'object', ...nullable, ...fieldsOf(there, alsoXml, depth) };
  if (Array.isArray(first)) {
    const items = depth >= depth_max ? {} : kindOf(there.flatMap(itemsOf), alsoXml, depth + 1);
    return { type: 'array', ...nullable, items };
  }
  return { ...scalar(first, alsoXml), ...nullable };
}

function fieldsOf(objects: readonly JsonValue[], alsoXml: boolean, depth: number): Schema {
  const names = [...new Set(objects.flatMap((one) => (isObject(one) ? Object.keys(one) : [])))];
  if (names.length === 0 || depth >= depth_max) return { additionalProperties: true };
  const properties = names.map((name) => {
    const values = objects.flatMap((one) => (isObject(one) && Object.hasOwn(one, name) ? [one[name] ?? null] : []));
    return [name, { ...kindOf(values, alsoXml, depth + 1), description: seen }] as const;
  });
  return { properties: Object.fromEntries(properties) };
}

function scalar(value: JsonValue, alsoXml: boolean): Schema {
  if (typeof value === 'string') return { type: 'string' };
  if (typeof value === 'boolean') {
    const text = { type: 'string', enum: ['true', 'false'] };
    return alsoXml
      ? { 'x-why': why.replace('number', 'truth value'), oneOf: [{ type: 'boolean' }, text] }
      : { type: 'boolean' };
  }
  const isWhole = /^-?\d+$/.test(value instanceof Digits ? value.text : String(value));
  const number = isWhole ? { type: 'integer', format: 'int64' } : { type: 'number' };
  const text = { type: 'string', pattern: isWhole ? '^-?[0-9]{1,19}$' : '^-?[0-9]+(\\.[0-9]+)?$' };
  return alsoXml ? { 'x-why': why, oneOf: [number, text] } : number;
}
