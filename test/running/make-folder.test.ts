/** Folders that are made on the way to a file, also where the system lets nobody make one. */
import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder, makeFolderSync } from '../../src/running/make-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ways = {
  makeFolder,
  makeFolderSync: async (path: string, mode?: number) => makeFolderSync(path, mode),
};

for (const [name, make] of Object.entries(ways)) {
  test(`${name}: the missing folders on the way are made, each with the mode, and one that is there is left as it is`, async (t) => {
    const first = join(temporaryFolder(t), 'first');
    const path = join(first, 'second', 'third');
    await make(path, 0o700);
    for (const made of [first, path]) assert.equal(statSync(made).mode & 0o777, 0o700);
    await make(path, 0o755);
    assert.equal(statSync(path).mode & 0o777, 0o700);
  });

  test(`${name}: a file on the way is refused with the system's error`, async (t) => {
    const file = join(temporaryFolder(t), 'file');
    writeFileSync(file, '');
    await assert.rejects(make(file), { code: 'EEXIST' });
    await assert.rejects(make(join(file, 'inside')), { code: 'EEXIST', path: file });
  });

  test(`${name}: where the system lets nobody make a folder, its error comes at once`, {
    skip: existsSync('/proc/self') ? false : 'there is no /proc here',
    timeout: 60_000,
  }, async () => {
    await assert.rejects(make('/proc/pushdock-nowhere/data'), { code: 'ENOENT', path: '/proc/pushdock-nowhere' });
  });
}
