/**
 * Examples made different, so that no two messages are the same message. `varyText` changes identifiers only and nothing else of the text;
 * `varyValue` also changes numbers, takes other values of an enumeration and leaves optional fields out, as far as the schema allows.
 */
import { componentSchemas } from '../contracts/judge-json.ts';
import { loadBundle } from '../contracts/load.ts';
import { prepareSchemas, type Schemas } from '../contracts/schema.ts';
import type { JsonObject, JsonValue } from '../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../formats/values.ts';
import type { Random } from './random.ts';

/** One for each message: an identifier that stands in several places stays the same in all of them. */
export type Identifiers = (text: string) => string;

export function openIdentifiers(random: Random): Identifiers {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = varied(text, random);
    known.set(text, made);
    return made;
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// Short numbers are prices, zip codes and the number of the shop; dates and times have their own rules.
const identifier = /^(?=(?:\D*\d){3})(?=.*[A-Za-z]|\d{6})[A-Za-z0-9_-]{4,64}$/;
const date = /^\d{4}-\d{2}-\d{2}/;

function varied(text: string, random: Random): string {
  if (uuid.test(text)) {
    // Version and variant stay.
    return text.replace(/[0-9a-f]/gi, (digit, at: number) =>
      at === 14 || at === 19 ? digit : random.between(0, 15).toString(16),
    );
  }
  if (!identifier.test(text) || date.test(text)) return text;
  // A zero in front is part of the form (`myOrder00123`).
  return text.replace(/[1-9]/g, () => String(random.between(1, 9)));
}

/** Identifiers in the string values of JSON, or in the texts of XML's elements. Everything between them stays as it is, escapes included. */
export function varyText(text: string, format: 'json' | 'xml', identifiers: Identifiers): string {
  return format === 'json'
    ? text.replaceAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, (whole, inner: string, colon?: string) =>
        colon === undefined ? `"${identifiers(inner)}"` : whole,
      )
    : text.replaceAll(/>([^<>&]+)</g, (_, inner: string) => `>${identifiers(inner)}<`);
}

export type Varying = {
  /** The value as another message of the same schema. Never takes away what is required or what `kept` names. */
  vary(value: JsonValue, schema: string, random: Random): JsonValue;
};

/** Fields that say what a message is: another value would make another kind of message. */
const telling = new Set(['type', 'eventName', 'event']);
const LEFT_OUT = 0.15;

export function openVarying(bundle: string, kept: readonly string[] = []): Varying {
  const schemas: Schemas = prepareSchemas(componentSchemas(loadBundle(bundle)), bundle);
  const keeping = new Set([...telling, ...kept]);

  function vary(
    value: JsonValue,
    schema: string,
    steps: readonly string[],
    random: Random,
    identifiers: Identifiers,
  ): JsonValue {
    if (Array.isArray(value))
      return value.map((item, index) => vary(item, schema, [...steps, String(index)], random, identifiers));
    if (isObject(value)) return varyObject(value, schema, steps, random, identifiers);
    const schemasHere = schemas.at(schema, steps);
    if (typeof value === 'string') return varyString(value, schemasHere, random, identifiers);
    if (typeof value === 'number') return varyNumber(value, schemasHere, random);
    return value;
  }

  function varyObject(
    value: JsonObject,
    schema: string,
    steps: readonly string[],
    random: Random,
    identifiers: Identifiers,
  ): JsonObject {
    const here = schemas.at(schema, steps);
    const required = new Set(here.flatMap((one) => itemsOf(field(one, 'required')).map(String)));
    const described = new Set(here.flatMap((one) => Object.keys(field(one, 'properties') ?? {})));
    const fields = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
      if (keeping.has(name)) return [[name, inner]];
      if (described.has(name) && !required.has(name) && random.fraction() < LEFT_OUT) return [];
      return [[name, vary(inner, schema, [...steps, name], random, identifiers)]];
    });
    return Object.fromEntries(fields);
  }

  return { vary: (value, schema, random) => vary(value, schema, [], random, openIdentifiers(random)) };
}

function varyString(value: string, here: readonly JsonObject[], random: Random, identifiers: Identifiers): string {
  const [first, ...others] = here.flatMap((one) =>
    itemsOf(field(one, 'enum')).filter((item) => typeof item === 'string'),
  );
  if (first !== undefined) return random.pick([first, ...others]);
  // A pattern or a format would have to be understood to be met.
  const bound = here.some((one) => textField(one, 'pattern') !== undefined || textField(one, 'format') !== undefined);
  return bound ? value : identifiers(value);
}

/** Amounts and counters; small ones are quantities and codes, and beyond 10^12 they are moments. */
function varyNumber(value: number, here: readonly JsonObject[], random: Random): number {
  const whole = here.some((one) => textField(one, 'type') === 'integer');
  if (!whole || here.length > 1 || value < 1_000 || value > 1e12) return value;
  return random.between(1_000, value * 2);
}
