/** Two versions of a contract: what changed, and whom each change breaks. Pure; reading and writing are elsewhere (../snapshot.ts). */
import type { Snapshot } from '../snapshot.ts';
import type { Change } from './change.ts';
import { compareEvents } from './events.ts';
import { canonical } from './json.ts';
import { compareOperations } from './operations.ts';
import { openXsds } from './xsd.ts';

/**
 * In the order of the contract. One change of rule `documentation` where only words and examples differ; the version alone is no change.
 */
export function diffSnapshots(before: Snapshot, after: Snapshot): readonly Change[] {
  const changes =
    after.kind === 'events'
      ? compareEvents(before, after)
      : compareOperations(
          after.kind,
          { document: before.document, xsds: openXsds(before.files) },
          { document: after.document, xsds: openXsds(after.files) },
        );
  if (changes.length > 0 || sameText(before, after)) return changes;
  return [{ rule: 'documentation', place: '', path: '', what: 'words or examples changed', breaks: [] }];
}

function sameText(before: Snapshot, after: Snapshot): boolean {
  const text = ({ document, files }: Snapshot) =>
    canonical({ ...document, info: { ...infoOf(document), version: '' } }) + canonical([...files].flat());
  return text(before) === text(after);
}

function infoOf(document: Snapshot['document']) {
  const { info } = document;
  return typeof info === 'object' && info !== null && !Array.isArray(info) ? info : {};
}
