/**
 * From a payload's values to an event's, as the schemas of `spec/providers/zettle/push.yaml` say (the rule is in its README):
 * `format: int64` becomes a string of digits, a `Decimal` becomes decimal text, everything else stays, unknown fields included.
 * Compiled once per schema; there is no list of fields here to forget one in.
 */

import type { Json } from '../../formats/json.ts';
import { Digits, type JsonValue } from '../../formats/json.ts';
import { decimalText, field, isObject, plainJson, textField, wholeNumberText } from '../../formats/values.ts';

/** Total: what departs from its schema is carried over as it came. */
export type Convert = (value: JsonValue) => Json;

/** `document`: the bundled contract. Throws when a schema is not there: the contract and this code are of one release. */
export function openConversions(document: JsonValue): (schemaName: string) => Convert {
  const schemas = field(field(document, 'components'), 'schemas');
  const known = new Map<string, Convert>([['Decimal', decimal]]);

  function named(name: string): Convert {
    const compiled = known.get(name);
    if (compiled !== undefined) return compiled;
    const schema = field(schemas, name);
    if (schema === undefined) throw new Error(`spec/providers/zettle/push.yaml has no schema ${name}`);
    // Set before it is compiled, so that a schema may refer to itself.
    let convert: Convert = plainJson;
    known.set(name, (value) => convert(value));
    convert = compile(schema);
    return convert;
  }

  function compile(schema: JsonValue): Convert {
    const reference = textField(schema, '$ref');
    if (reference !== undefined) return named(reference.replace('#/components/schemas/', ''));
    switch (textField(schema, 'type')) {
      case 'integer':
        return textField(schema, 'format') === 'int64' ? wholeNumber : plainJson;
      case 'number':
        return number;
      case 'array':
        return list(compile(field(schema, 'items') ?? {}));
      case 'object':
        return object(field(schema, 'properties') ?? {}, field(schema, 'additionalProperties'));
      default:
        return plainJson;
    }
  }

  /** `others`: what a map holds (tax by percentage); of other objects the undescribed fields stay as they came. */
  function object(properties: JsonValue, others: JsonValue | undefined): Convert {
    if (!isObject(properties)) return plainJson;
    const other = isObject(others) ? compile(others) : plainJson;
    const fields = new Map(Object.entries(properties).map(([name, schema]) => [name, compile(schema)]));
    return (value) => {
      if (!isObject(value)) return plainJson(value);
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, (fields.get(name) ?? other)(inner)]),
      );
    };
  }

  return named;
}

function list(convert: Convert): Convert {
  return (value) => (Array.isArray(value) ? value.map((item: JsonValue) => convert(item)) : plainJson(value));
}

/** A double is what the contract promises here (coordinates): digits beyond one are not kept. */
function number(value: JsonValue): Json {
  const double = value instanceof Digits ? Number(value.text) : Number.NaN;
  return Number.isFinite(double) ? double : plainJson(value);
}

function decimal(value: JsonValue): Json {
  return decimalText(value) ?? plainJson(value);
}

/** `100.0` and `1e3` are integers too, to JSON Schema and to every reader that goes by the value. */
function wholeNumber(value: JsonValue): Json {
  return wholeNumberText(value) ?? plainJson(value);
}
