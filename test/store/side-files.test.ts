/** What SQLite keeps beside a store goes with it. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { removeUnfinished } from '../../src/store/side-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a file that is not finished leaves nothing behind, neither a log nor a journal', (t) => {
  const folder = temporaryFolder(t);
  for (const name of ['x.db', 'x.db-wal', 'x.db-shm', 'x.db-journal', 'y.db']) writeFileSync(join(folder, name), '');
  removeUnfinished(join(folder, 'x.db'));
  assert.deepEqual(readdirSync(folder), ['y.db']);
});
