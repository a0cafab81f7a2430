/** How a finding shows what it saw. Findings are stored, listed and logged, so personal data and whole bodies stay out. */
import { Digits, type JsonValue } from '../formats/json.ts';
import { isObject, itemsOf } from '../formats/values.ts';

const seen_units_max = 120;

/** `personal`: only kind and size. Otherwise a plain value is shown, cut at 120 characters. */
export function show(value: JsonValue | undefined, personal: boolean): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (isObject(value)) return counted('object', Object.keys(value).length, 'field');
  if (typeof value === 'object' && !(value instanceof Digits)) return counted('array', itemsOf(value).length, 'item');
  if (typeof value === 'string') return personal ? counted('string', [...value].length, 'character') : cut(value);
  if (value instanceof Digits) return personal ? '(number)' : cut(value.text);
  return personal ? `(${typeof value})` : String(value);
}

/** Far above the longest list of any contract; it only keeps a ledger of findings from holding whole books. */
const expected_units_max = 4_000;

/** Every value, since who sent another one must see what to send. */
export function oneOf(values: string): string {
  return `one of ${values.length <= expected_units_max ? values : `${values.slice(0, expected_units_max)}…`}`;
}

export function cut(text: string): string {
  return text.length <= seen_units_max ? text : `${text.slice(0, seen_units_max)}…`;
}

const counted = (kind: string, count: number, unit: string): string =>
  `(${kind}, ${count} ${unit}${count === 1 ? '' : 's'})`;
