/** Reads parsed values without assuming their shape: every answer is a value of the wanted kind, or `undefined`. */
import type { Json } from './json.ts';
import { Digits, type JsonObject, type JsonValue } from './json.ts';

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits);
}

/** The items of an array; an empty list for anything else. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** An own field of an object: `field(value, 'constructor')` is never the one of JavaScript. */
export function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function textField(value: JsonValue | undefined, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** The digits as sent, of a number or of a string that is one: `12.50`, `1e3`, `9007199254740993`. */
export function decimalText(value: JsonValue | undefined): string | undefined {
  if (value instanceof Digits) return value.text;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value) ? value : undefined;
}

/** Longer ones are in no use as a number, and turning `1e999999999` into digits would fill the memory. */
const whole_digits_max = 400;

/** An integer's digits in whatever notation it came: `8.0` is `8`, `1e3` is `1000`. Undefined for `8.5` and for what has over 400 digits. */
export function wholeNumberText(value: JsonValue | undefined): string | undefined {
  const text = decimalText(value);
  if (text === undefined || text.length > whole_digits_max) return undefined;
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/0+$/, '');
  const zeros = Number(exponent) - fraction.length + (whole + fraction).length - digits.length;
  if (digits === '') return '0';
  if (zeros < 0 || digits.length + zeros > whole_digits_max) return undefined;
  return BigInt(`${sign === '-' ? '-' : ''}${digits}${'0'.repeat(zeros)}`).toString();
}

/** A scalar as text: of a number all its digits as they came. Undefined for null, objects and arrays. */
export function scalarText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : decimalText(value);
}

/** A JavaScript number; digits that it cannot hold are lost. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const text = decimalText(value);
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A double is at most 309 digits before the point, or 290 zeros and 15 digits behind it. Longer texts are kept as they are. */
const number_units_max = 400;

/** Whether a double holds all of these digits: fifteen significant ones always survive, and zeros at the end are not significant. */
function fitsNumber(text: string): boolean {
  // First, because looking for the zeros at the end takes the square of the length: a minute for 300,000 zeros and a one.
  if (text.length > number_units_max) return false;
  const value = Number(text);
  if (!Number.isFinite(value) || (value !== 0 && Math.abs(value) < 1e-290)) return false;
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(value);
  const mantissa = /^[^eE]*/.exec(text)?.[0] ?? '';
  return mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length <= 15;
}

/** For the data of an event: a `Digits` becomes a number where no digit is lost by it, else the string of its digits. */
export function plainJson(value: JsonValue): Json {
  if (value instanceof Digits) return fitsNumber(value.text) ? Number(value.text) : value.text;
  if (Array.isArray(value)) return value.map(plainJson);
  if (!isObject(value)) return value as null | boolean | number | string;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainJson(inner)]));
}

/** For schema checks: a `Digits` becomes the nearest number, so that an integer is an integer however long it is. */
export function withNumbers(value: JsonValue): JsonValue {
  if (value instanceof Digits) return Number(value.text);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withNumbers(inner)]));
}
