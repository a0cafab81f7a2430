/** Documents as text: JSON with every digit that came, and YAML of the same. */
import { Scalar, stringify } from 'yaml';
import { Digits, type JsonObject, type JsonValue } from '../../formats/json.ts';
import { isObject, itemsOf } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';

/** Indented by two; ends with a newline. */
export const jsonText = (value: JsonValue): string => `${indented(value, '')}\n`;

function indented(value: JsonValue, indent: string): string {
  if (value instanceof Digits) return value.text;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = itemsOf(value).map((item) => inner + indented(item, inner));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = membersOf(value).map(([name, item]) => `${inner}${JSON.stringify(name)}: ${indented(item, inner)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

/** Block style, long lines left alone. */
export const yamlText = (value: JsonObject): string =>
  stringify(forYaml(value), { lineWidth: 0, aliasDuplicateObjects: false });

function forYaml(value: JsonValue): unknown {
  if (value instanceof Digits) return yamlNumber(value.text);
  if (Array.isArray(value)) return itemsOf(value).map(forYaml);
  if (!isObject(value)) return value;
  return Object.fromEntries(membersOf(value).map(([name, inner]) => [name, forYaml(inner)]));
}

/** A whole number of any length, or a fraction with the zeros at its end. */
function yamlNumber(text: string): unknown {
  if (/^-?\d+$/.test(text)) return BigInt(text);
  const scalar = new Scalar(Number(text));
  scalar.minFractionDigits = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  return scalar;
}

/** A value that holds no `undefined` and no `Digits`, for what we make ourselves. */
export const plainText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
