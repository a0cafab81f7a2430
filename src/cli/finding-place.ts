/** Where a finding is, in words: the path of its field, or that no part of the document could be read. */
import type { Finding } from '../../generated/gateway/models.ts';

/** Such as `/lines/0/price` or `the whole document (line 3)`. A finding about all of a document has an empty path. */
export function findingPlace({ path, line }: Pick<Finding, 'path' | 'line'>): string {
  return `${path === '' ? 'the whole document' : path}${line === undefined ? '' : ` (line ${line})`}`;
}
