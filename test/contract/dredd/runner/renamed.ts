/** A sound answer with one field renamed: the judge of answers must notice each. */
import type { JsonValue } from '../../../../src/formats/json.ts';
import { isObject } from '../../../../src/formats/values.ts';

export type Renamed = { readonly field: string; readonly value: JsonValue };

// The object itself, and the items of its lists. Further in, contracts leave places open: stored headers, an event's data, a mock's state.
const DEPTH_MAX = 2;

export function* renamedOnce(value: JsonValue, depth = 1): Generator<Renamed> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const one of renamedOnce(item, depth)) yield { ...one, value: value.with(index, one.value) };
    return;
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const { [name]: _, ...others } = value;
    yield { field: name, value: { ...others, [`${name}-renamed`]: inner } };
    if (Array.isArray(inner) && depth < DEPTH_MAX)
      for (const one of renamedOnce(inner, depth + 1))
        yield { field: `${name}/${one.field}`, value: { ...value, [name]: one.value } };
  }
}
