/** The examples that a release keeps beside its document, so that its pages never show those of another version. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue } from '../formats/json.ts';
import { field, itemsOf } from '../formats/values.ts';
import { membersOf, textsOf } from './diff/json.ts';
import { EXAMPLES, type Snapshot, textsIn } from './snapshot.ts';

/**
 * The examples that a release of the contract keeps: of events those of a type, of any other contract those that a payload in a string names.
 * Examples of bodies are in the document.
 */
export function examplesOf(root: string, { kind, owner, document, files }: Snapshot): ReadonlyMap<string, string> {
  const folder =
    kind === 'events' ? join(root, 'spec', 'events', EXAMPLES) : join(root, 'spec', 'providers', owner, EXAMPLES);
  if (!existsSync(folder)) return new Map();
  const named = new Set(payloadExamples(document));
  const stems = [...files.keys()].map((file) => file.replace(/json$/, ''));
  return textsIn(folder, (file) => (kind === 'events' ? stems.some((stem) => file.startsWith(stem)) : named.has(file)));
}

function payloadExamples(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return itemsOf(value).flatMap(payloadExamples);
  return membersOf(value).flatMap(([name, inner]) =>
    name === 'x-payload-schema'
      ? itemsOf(inner).flatMap((line) => textsOf(field(line, 'examples')))
      : payloadExamples(inner),
  );
}
