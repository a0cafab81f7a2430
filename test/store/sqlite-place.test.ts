import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { type OpenedStore, StoreUnavailable } from '../../src/store/store.ts';
import { startChild } from './child-process.ts';
import { newMessage } from './messages.ts';
import { temporaryPath } from './test-store.ts';

const fatal = (sentence: RegExp) => (error: unknown) =>
  error instanceof StoreUnavailable && error.fatal && sentence.test(error.message);

async function made(t: TestContext): Promise<string> {
  const path = temporaryPath(t);
  await (await openSqliteStore({ path })).close();
  return path;
}

const inUse = fatal(/pushdock\.db is in use by another process/);
const noInodeLock = process.platform === 'linux' ? false : 'only Linux has sockets without a name in a folder';

test('a lock whose file was deleted still keeps a second owner out', { skip: noInodeLock }, async (t) => {
  const path = temporaryPath(t);
  const store = await openSqliteStore({ path });
  unlinkSync(`${path}.lock`);
  await assert.rejects(openSqliteStore({ path }), inUse);
  await store.append(newMessage(Date.now()));
  await store.close();
  await (await openSqliteStore({ path })).close();
});

test('a lock whose file was deleted keeps another process out, until its owner is killed', {
  skip: noInodeLock,
}, async (t) => {
  const path = temporaryPath(t);
  const child = startChild('append-child.ts', [path]);
  for await (const _ of child.lines) {
    if (child.process.killed) continue;
    unlinkSync(`${path}.lock`);
    await assert.rejects(openSqliteStore({ path }), inUse);
    child.process.kill('SIGKILL');
  }
  await (await openSqliteStore({ path })).close();
});

test('a file with two names is refused under either, in use or not', async (t) => {
  const path = await made(t);
  const other = join(dirname(path), 'other.db');
  const store = await openSqliteStore({ path });
  linkSync(path, other);
  for (const name of [path, other])
    await assert.rejects(
      openSqliteStore({ path: name }),
      fatal(/the file has 2 names \(hard links\).*Remove the others/),
    );
  await store.append(newMessage(Date.now()));
  await store.close();
  await assert.rejects(openSqliteStore({ path: other }), fatal(/2 names/));
  unlinkSync(other);
  await (await openSqliteStore({ path })).close();
});

test('what cannot be a store is refused with what it is and what to do', async (t) => {
  const folder = dirname(temporaryPath(t));
  const at = (name: string) => join(folder, name);
  mkdirSync(at('folder'));
  symlinkSync(at('nowhere/pushdock.db'), at('dangling'));
  symlinkSync(at('circle'), at('circle'));
  writeFileSync(at('file'), 'x');
  const refused: Record<string, RegExp> = {
    folder: /it is a folder\. Name a file in it, such as .*folder\/pushdock\.db/,
    dangling: /it is a link to .*nowhere\/pushdock\.db, which does not exist/,
    circle: /circle/,
    'file/pushdock.db': /a part of its path is a file, not a folder/,
    ['n'.repeat(300)]: /its path is too long/,
  };
  if (spawnSync('mkfifo', [at('pipe')]).status === 0) refused.pipe = /it is not a regular file/;
  for (const [name, sentence] of Object.entries(refused))
    await assert.rejects(openSqliteStore({ path: at(name) }), fatal(sentence), name);
});

const isRoot = process.getuid?.() === 0;
const notRoot = isRoot ? false : 'only root can give files to another user';

/** Opens the store as another user, in a process of its own, and gives back what it said. */
function openedBy(uid: number, path: string): string {
  const source = `import { openSqliteStore } from ${JSON.stringify(new URL(import.meta.url.endsWith('.ts') ? '../../src/store/sqlite/open.ts' : '../../src/store/sqlite/open.js', import.meta.url).href)};
    process.setgid(${uid}); process.setuid(${uid});
    try { const store = await openSqliteStore({ path: ${JSON.stringify(path)} }); await store.close(); console.log('opened'); }
    catch (error) { console.log(error.name + ': ' + error.message); }`;
  const loader = import.meta.url.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const run = spawnSync(process.execPath, [...loader, '--input-type=module', '-e', source], { encoding: 'utf8' });
  return run.stdout + run.stderr;
}

test("another user's file, folder or lock is refused with the cure", { skip: notRoot }, async (t) => {
  const path = await made(t);
  const folder = dirname(path);
  assert.match(
    openedBy(65534, path),
    /^StoreUnavailable: .*this user may not use it.*EACCES/,
    'a folder that others cannot enter',
  );
  chmodSync(folder, 0o777);
  chmodSync(path, 0o666);
  assert.match(
    openedBy(65534, path),
    /^StoreUnavailable: .*(belongs to another user|may not use it).*(chown|read and write)/s,
  );
  chmodSync(path, 0o600);
  chownSync(path, 65534, 65534);
  assert.match(
    openedBy(65534, path),
    /^StoreUnavailable: .*(belongs to another user|may not use it|cannot be opened)/,
    'a lock of root',
  );
  await (await openSqliteStore({ path })).close();
  assert.equal(statSync(`${path}.lock`).uid, 65534, 'started as root, the lock is given to the owner of the store');
  assert.match(openedBy(65534, path), /^opened/);
});

/** A file system of `kib` KiB that is unmounted after the test; `undefined` where nothing can be mounted. */
function smallDisk(t: TestContext, kib: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder]).status === 0;
  if (!mounted) {
    t.skip('nothing can be mounted here');
    return undefined;
  }
  t.after(() => {
    spawnSync('umount', ['-R', folder]);
    rmSync(folder, { recursive: true });
  });
  return folder;
}

test('a full disk and one that is mounted read-only are refused with the cure', async (t) => {
  const disk = smallDisk(t, 64);
  if (disk === undefined) return;
  const path = join(disk, 'data', 'pushdock.db');
  await assert.rejects(openSqliteStore({ path }), fatal(/its disk is full\. Make room there/));
  assert.equal(spawnSync('mount', ['-o', 'remount,ro', disk]).status, 0);
  for (const name of [path, join(disk, 'new', 'pushdock.db')])
    await assert.rejects(openSqliteStore({ path: name }), fatal(/its disk is mounted read-only/), name);
});

test('a file that is mounted by itself is refused, because its log would stay outside', async (t) => {
  const disk = smallDisk(t, 16_384);
  if (disk === undefined) return;
  const path = await made(t);
  const alone = join(disk, 'pushdock.db');
  writeFileSync(alone, '');
  assert.equal(spawnSync('mount', ['--bind', path, alone]).status, 0);
  await assert.rejects(openSqliteStore({ path: alone }), fatal(/the file itself is a mount point.*Mount its folder/));
});

/** Overwrites every page but the first two. */
function damage(path: string): void {
  const pages = statSync(path).size / 4096;
  const descriptor = openSync(path, 'r+');
  for (let page = 2; page < pages; page += 1) writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
}

async function filled(t: TestContext): Promise<string> {
  const path = temporaryPath(t);
  const store = await openSqliteStore({ path });
  for (let n = 0; n < 50; n += 1) await store.append(newMessage(Date.now()));
  await store.close();
  assert.ok(readFileSync(path).byteLength > 20 * 4096);
  return path;
}

test('a file with damaged pages is refused at start, or ends the store for good as soon as one is read', async (t) => {
  const path = await filled(t);
  damage(path);
  let store: OpenedStore;
  try {
    store = await openSqliteStore({ path });
  } catch (error) {
    assert.ok(fatal(/pushdock\.db cannot be used: it is damaged.*restore a backup/)(error), String(error));
    return;
  }
  const sentence = /pushdock\.db could not be used: SQLITE_CORRUPT.*it is damaged\. Keep a copy of it/;
  await assert.rejects(store.listMessages({}, { limit: 50 }), fatal(sentence));
  assert.match((await store.failed).message, sentence);
  await assert.rejects(store.append(newMessage(Date.now())), fatal(sentence));
  await store.close();
});

test('damage that only the reader meets ends the store for good too', async (t) => {
  const path = await filled(t);
  const store = await openSqliteStore({ path });
  t.after(() => store.close());
  // The writer has read nothing of these pages; the reader reads them from the file.
  damage(path);
  await assert.rejects(store.listMessages({}, { limit: 50 }), fatal(/SQLITE_CORRUPT/));
  assert.match((await store.failed).message, /SQLITE_CORRUPT/);
});
