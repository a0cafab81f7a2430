/** A value in the type that the contract has for its field: 12 in a field of text is `"12"`, and `12` in one of numbers is 12. */
import { Digits, type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, isObject, itemsOf, scalarText, textField } from '../../formats/values.ts';
import { notOneOf } from '../not-one-of.ts';

export type Typed =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly fault: string /** As it would be sent nevertheless. */; readonly value: JsonValue };

/** `here`: the schemas of the field. `present`: what the example has there, whose type is taken where several are allowed. */
export function typed(given: JsonValue, here: readonly JsonObject[], present: JsonValue | undefined): Typed {
  const allowed = typesOf(here);
  const presentType = present === undefined || present === null ? undefined : typeOf(present);
  const wanted = presentType !== undefined && fits(presentType, allowed) ? [presentType, ...allowed] : allowed;
  if (wanted.length === 0) return { ok: true, value: given };
  if (given === null)
    return here.some((one) => field(one, 'nullable') === true)
      ? { ok: true, value: null }
      : { ok: false, fault: 'must not be null', value: null };
  for (const type of wanted) {
    const value = as(type, given);
    if (value === undefined) continue;
    const fault = unlisted(value, here);
    return fault === undefined ? { ok: true, value } : { ok: false, fault, value };
  }
  return { ok: false, fault: `must be ${[...new Set(allowed)].map(withArticle).join(' or ')}`, value: given };
}

const withArticle = (type: string): string => (/^[aio]/.test(type) ? `an ${type}` : `a ${type}`);

/** A closed list of values; of an open one any value may come. */
function unlisted(value: JsonValue, here: readonly JsonObject[]): string | undefined {
  const listed = here.flatMap((one) => itemsOf(field(one, 'enum'))).filter((one) => typeof one === 'string');
  if (listed.length === 0 || typeof value !== 'string' || listed.includes(value)) return undefined;
  return `is not one of its values${notOneOf(value, listed, 'they are')}`;
}

function typesOf(here: readonly JsonObject[]): readonly string[] {
  return here.flatMap((one) => {
    const type = textField(one, 'type');
    if (type !== undefined) return [type];
    const [first] = itemsOf(field(one, 'enum'));
    return first === undefined ? [] : [typeOf(first)];
  });
}

function typeOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return value instanceof Digits ? 'number' : typeof value;
}

const fits = (type: string, allowed: readonly string[]): boolean =>
  allowed.includes(type) || (type === 'integer' && allowed.includes('number'));

/** The value in that type; `undefined`: it cannot be. */
function as(type: string, given: JsonValue): JsonValue | undefined {
  const text = scalarText(given);
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return text !== undefined && /^-?\d{1,40}$/.test(text) ? numberFrom(text) : undefined;
    case 'number':
      return text !== undefined && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text)
        ? numberFrom(text)
        : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    default: {
      if (typeof given !== 'string') return given !== null && typeOf(given) === type ? given : undefined;
      const read = parseJson(given);
      return read.ok && read.value.value !== null && typeOf(read.value.value) === type ? read.value.value : undefined;
    }
  }
}

/** All digits stay. */
function numberFrom(text: string): number | Digits {
  const number = Number(text);
  return String(number) === text ? number : new Digits(text);
}
