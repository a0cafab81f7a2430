/** A message under the name that its root has in XML, as converters between the two write it: `{ "labelStatusNotification": { … } }`. */
import type { JsonObject, JsonValue } from './json.ts';
import { pointerOf } from './json-pointer.ts';
import { isObject } from './values.ts';

/** As many as in XML: SOAP turned into JSON has Envelope and Body. */
const levels_max = 4;

export type UnwrappedJson = {
  readonly value: JsonObject;
  /** JSON Pointer of the place where it was. */
  readonly path: string;
};

/** The only thing in the document, under that name (a prefix counts for nothing); `undefined` where there is anything else. */
export function unwrapJson(document: JsonValue, root: string): UnwrappedJson | undefined {
  let value = document;
  let path = '';
  for (let level = 0; level < levels_max; level += 1) {
    const names: readonly string[] = isObject(value) ? Object.keys(value) : [];
    const [name] = names;
    if (!isObject(value) || name === undefined || names.length > 1) return undefined;
    const inner = value[name];
    if (!isObject(inner)) return undefined;
    path += pointerOf([name]);
    if (name.slice(name.indexOf(':') + 1) === root) return { value: inner, path };
    value = inner;
  }
  return undefined;
}
