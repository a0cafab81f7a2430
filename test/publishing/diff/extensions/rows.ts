/** A line of a table: what changed between two contracts, what that is called, whom it breaks, and which step of the version it asks for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Level, levelOf } from '../../../../src/publishing/diff/change.ts';
import { diffSnapshots } from '../../../../src/publishing/diff/diff.ts';
import { changeText } from '../../../../src/publishing/publish/change-log.ts';
import type { Snapshot } from '../../../../src/publishing/snapshot.ts';
import { lines, snapshot, withSchemas } from '../snapshots.ts';

export type Row = readonly [
  sentence: string,
  before: Snapshot,
  after: Snapshot,
  changes: readonly string[],
  level: Level,
];

/** The lines by the extension that they are about. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

export const text = { type: 'string' };
export const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
});

export const pushed = (schema: object) => withSchemas('push', { request: schema });
export const answered = (schema: object) => withSchemas('push', { response: schema });
export const sent = (schema: object) => withSchemas('api', { request: schema });
export const read = (schema: object) => withSchemas('api', { response: schema });

export const operation = (kind: 'push' | 'api' | 'public', content: object, rest: object = {}) =>
  snapshot(kind, {
    paths: { '/push': { post: { responses: { 200: { description: 'Good.' } }, ...content } } },
    ...rest,
  });

export function hold([sentence, before, after, expected, level]: Row): void {
  test(sentence, () => {
    const changes = diffSnapshots(before, after);
    assert.deepEqual(lines(changes), expected);
    assert.equal(levelOf(changes), level);
    for (const change of changes) assert.ok(changeText(change).includes(`(\`${change.rule}\`)`));
  });
}
