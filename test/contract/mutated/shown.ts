/** Fields that a contract describes and that none of its examples has: no mutant can lose them, so nothing would tell that no event carries them. */
import type { JsonValue } from '../../../src/formats/json.ts';
import { isObject, itemsOf } from '../../../src/formats/values.ts';
import { type Message, readOperations, resolved } from '../cases/messages.ts';
import type { Joined } from './joined.ts';

/** By name, sorted: one of a name is enough. Documents that an XSD alone describes have none here. */
export function unshownOf({ contract, fetched }: Joined, examples: readonly Message[]): readonly string[] {
  const text = examples.map((message) => message.text.replaceAll('\\"', '"')).join('\n');
  const isShown = (name: string) => new RegExp(`["<:]${name}["> /]`).test(text);
  const names = new Set<string>();
  for (const of of [contract, fetched?.contract]) {
    if (of === undefined) continue;
    const { document, operations } = readOperations(of);
    const seen = new Set<JsonValue>();
    const visit = (value: JsonValue | undefined): void => {
      const schema = resolved(document, value);
      if (!isObject(schema) || seen.has(schema)) return;
      seen.add(schema);
      for (const [name, inner] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
        names.add(name);
        visit(inner);
      }
      for (const word of ['allOf', 'oneOf', 'anyOf'])
        for (const inner of Array.isArray(schema[word]) ? itemsOf(schema[word]) : []) visit(inner);
      visit(schema.items);
      visit(schema.additionalProperties);
    };
    for (const { id, node } of operations) {
      const answers = of === contract ? [node.requestBody] : id === fetched?.operation ? [node.responses] : [];
      for (const answer of answers) for (const schema of schemasIn(document, answer)) visit(schema);
    }
    // Of one operation with many events, each event's payload is a schema of its own.
    const { components } = document;
    if (fetched === undefined && isObject(components) && isObject(components.schemas))
      for (const [name, schema] of Object.entries(components.schemas)) if (name !== 'Problem') visit(schema);
  }
  return [...names].filter((name) => !isShown(name)).toSorted();
}

/** The schemas of a body, or of the 200 among responses. */
function schemasIn(document: JsonValue, node: JsonValue | undefined): readonly (JsonValue | undefined)[] {
  const body = isObject(node) && isObject(document) ? resolved(document, node['200'] ?? node) : undefined;
  const content = isObject(body) ? body.content : undefined;
  return isObject(content) ? Object.values(content).map((media) => (isObject(media) ? media.schema : undefined)) : [];
}
