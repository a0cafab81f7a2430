/** Which messages of a contract are XML: `x-xsd` and `x-json-schema`, side by side. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { isObject } from '../../formats/values.ts';
import { membersOf, textsOf } from '../diff/json.ts';

export type XmlMessage = {
  /** The XSD, its root element, and the name of the JSON Schema of what is parsed. */
  readonly file: string;
  readonly element: string;
  readonly schema: string;
};

/** Each once, in the order in which the contract names them. Lists of equal length belong together pairwise; a single schema belongs to every XSD. */
export function xmlMessages(document: JsonObject): readonly XmlMessage[] {
  const found = new Map<string, XmlMessage>();
  const collect = (value: JsonValue): void => {
    if (Array.isArray(value)) for (const item of value) collect(item);
    if (!isObject(value)) return;
    const members = new Map(membersOf(value));
    const schemas = textsOf(members.get('x-json-schema') ?? null);
    for (const [index, reference] of textsOf(members.get('x-xsd') ?? null).entries()) {
      const [file = '', element = ''] = reference.split('#');
      const schema = (schemas.length === 1 ? schemas[0] : schemas[index])?.replace(/^.*\//, '');
      if (schema !== undefined) found.set(reference, { file, element, schema });
    }
    for (const [, inner] of members) collect(inner);
  };
  collect(document);
  return [...found.values()];
}
