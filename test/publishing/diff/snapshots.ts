/** Small contracts of each kind, to be changed in one place and compared. */

import { parseJson } from '../../../src/formats/json.ts';
import { isObject } from '../../../src/formats/values.ts';
import type { Change } from '../../../src/publishing/diff/change.ts';
import { diffSnapshots } from '../../../src/publishing/diff/diff.ts';
import type { ContractKind } from '../../../src/publishing/diff/parties.ts';
import type { Snapshot } from '../../../src/publishing/snapshot.ts';

export function snapshot(
  kind: ContractKind,
  content: object,
  files: Readonly<Record<string, string>> = {},
  version = '1.0.0',
): Snapshot {
  const text = JSON.stringify({ info: { title: 'Toy', version }, ...content });
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value.value)) throw new Error('no document');
  const document = parsed.value.value;
  return { name: `toy-${kind}`, kind, owner: 'toy', version, document, text, files: new Map(Object.entries(files)) };
}

/** A contract with one operation, whose request and answer hold these schemas. */
export const withSchemas = (
  kind: ContractKind,
  { request = {}, response = {} }: { request?: object; response?: object },
): Snapshot =>
  snapshot(kind, {
    paths: {
      '/push': {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: request } } },
          responses: { 200: { description: 'Good.', content: { 'application/json': { schema: response } } } },
        },
      },
    },
  });

/** Events of one type with this schema. */
export const withEvent = (schema: object): Snapshot =>
  snapshot(
    'events',
    { 'x-event-types': [{ type: 'com.toy.happened', schema: 'ToyHappened', title: 'ToyHappened' }] },
    { 'com.toy.happened.json': JSON.stringify({ title: 'ToyHappened', ...schema }) },
  );

/** `rule path → whom it breaks`, one line for each change. */
export const lines = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ rule, path, breaks }) => `${rule} ${path} → ${breaks.join(', ') || 'nobody'}`);

export const compare = (before: Snapshot, after: Snapshot): readonly string[] => lines(diffSnapshots(before, after));
