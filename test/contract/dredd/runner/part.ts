/** A part of a contract, to be run alone. */
import { loadBundle } from '../../../../src/contracts/load.ts';
import type { JsonObject, JsonValue } from '../../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../../src/formats/values.ts';

/** A contract of which only these answers are left. */
export function part(contract: string, answers: Readonly<Record<string, readonly string[]>>): JsonObject {
  const entriesOf = (value: JsonValue | undefined) => (isObject(value) ? Object.entries(value) : []);
  const document = loadBundle(contract);
  const paths = entriesOf(field(document, 'paths')).flatMap(([path, item]): [string, JsonValue][] => {
    // Beside operations a path has parameters.
    const members = entriesOf(item).flatMap(([name, member]): [string, JsonValue][] => {
      if (!isObject(member)) return [[name, member]];
      const kept = answers[textField(member, 'operationId') ?? ''];
      if (kept === undefined) return [];
      const responses = entriesOf(field(member, 'responses')).filter(([status]) => kept.includes(status));
      return [[name, { ...member, responses: Object.fromEntries(responses) }]];
    });
    return members.some(([, member]) => isObject(member)) ? [[path, Object.fromEntries(members)]] : [];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
