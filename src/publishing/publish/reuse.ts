/**
 * The bundler writes out every parameter, body and answer where it is used, and leaves the component that it was behind, unused. Here each one that is the
 * same as a component refers to it again: a reader sees that 401 is the same everywhere, and generators and linters do, too.
 */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf } from '../../formats/values.ts';
import { canonical, membersOf } from '../diff/json.ts';

type Member = readonly [name: string, value: JsonValue];

/** `document` with references in its operations. Components themselves stay as they are. */
export function withReuse(document: JsonObject): JsonObject {
  const { paths, ...rest } = document;
  if (paths === undefined) return document;
  const known = new Map(
    ['parameters', 'requestBodies', 'responses'].flatMap((kind) =>
      membersOf(field(field(document, 'components'), kind))
        .map(([name, one]): readonly [string, string] => [`${kind} ${canonical(one)}`, `#/components/${kind}/${name}`])
        // The first of two that are the same.
        .reverse(),
    ),
  );
  return { ...rest, paths: eachMember(paths, item) };

  function item(value: JsonValue): JsonValue {
    return eachNamed(value, (name, inner) => {
      if (name === 'parameters') return parameters(inner);
      return field(inner, 'responses') === undefined ? inner : operation(inner);
    });
  }

  function operation(value: JsonValue): JsonValue {
    return eachNamed(value, (name, inner) => {
      if (name === 'parameters') return parameters(inner);
      if (name === 'requestBody') return reused('requestBodies', inner);
      return name === 'responses' ? eachMember(inner, (one) => reused('responses', one)) : inner;
    });
  }

  function parameters(value: JsonValue): JsonValue {
    return itemsOf(value).map((one) => reused('parameters', one));
  }

  function reused(kind: string, value: JsonValue): JsonValue {
    const reference = known.get(`${kind} ${canonical(value)}`);
    return reference === undefined ? value : { $ref: reference };
  }
}

const eachMember = (value: JsonValue, change: (value: JsonValue) => JsonValue): JsonValue =>
  eachNamed(value, (_name, inner) => change(inner));

function eachNamed(value: JsonValue, change: (name: string, value: JsonValue) => JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(membersOf(value).map(([name, inner]): Member => [name, change(name, inner)]));
}
