/** JSON inside a string (`x-payload-schema`): one schema for each event name, and on what terms the event is had. */
import type { JsonValue } from '../../formats/json.ts';
import { field } from '../../formats/values.ts';
import { byEvent, compareTerms } from './annotations.ts';
import type { Difference } from './change.ts';
import { difference } from './constraints.ts';
import { sortOut } from './json.ts';

/** `compare` compares the schemas of one event; the path is that of the event. */
export function comparePayloads(
  before: JsonValue,
  after: JsonValue,
  path: string,
  compare: (old: JsonValue | undefined, now: JsonValue | undefined, path: string) => readonly Difference[],
): readonly Difference[] {
  const [old, now] = [byEvent(field(before, 'x-payload-schema')), byEvent(field(after, 'x-payload-schema'))];
  const { removed, kept, added } = sortOut(old.keys(), now.keys());
  const schema = (line: JsonValue | undefined): JsonValue | undefined => {
    const named = field(line, 'schema');
    return typeof named === 'string' ? { $ref: named } : named;
  };
  return [
    ...removed.map((event) => difference('payload-removed', path, `the event ${event} is no longer described`)),
    ...added.map((event) => difference('payload-added', path, `the event ${event} is described now`)),
    ...kept.flatMap((event) => [
      ...compareTerms(event, old.get(event), now.get(event), path),
      ...compare(schema(old.get(event)), schema(now.get(event)), `${path}(${event})`),
    ]),
  ];
}
