/** The mirror of formats/json.ts: values to text with all digits kept. Compact, as `JSON.stringify` writes. */
import { Digits, type JsonValue } from '../formats/json.ts';
import { isObject } from '../formats/values.ts';

export function jsonText(value: JsonValue): string {
  if (value instanceof Digits) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${jsonText(inner)}`);
  return `{${fields.join(',')}}`;
}
