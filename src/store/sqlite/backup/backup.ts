/** `pushdock backup`: a copy of the store in one file, made beside a running gateway and read to its end before it gets its name. */
import { existsSync, lstatSync, realpathSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../../../running/clock.ts';
import { makeFolderSync } from '../../../running/make-folder.ts';
import { removeUnfinished } from '../../side-files.ts';
import { type BackedUp, type BackupOrder, type ExaminedFile, StoreUnavailable } from '../../store.ts';
import { isSameFile } from '../file/same-file.ts';
import { explained } from '../file/trouble.ts';
import { syncFile, syncFolderOf, takeName } from './durable.ts';
import { difference, examine } from './examine.ts';
import { copySnapshot } from './snapshot-copy.ts';

const refusal = (sentence: string): StoreUnavailable => new StoreUnavailable(sentence, { fatal: true });

// If the copy filled the disk on which the store is too, the gateway could not store pushes. The log grows while the copy is made.
const ROOM_LEFT_BYTES_MIN = 67_108_864;
// A copy that did not begin within its time is compared all the same, and made again if a commit has come between.
const ROUNDS_MAX = 3;

/**
 * Copies the store at `path`, while a gateway may use it. Durable when it resolves. Rejects with `StoreUnavailable`; then there is no new file,
 * and an existing one is as it was.
 */
export async function backUpSqlite(
  path: string,
  { to: wanted, force, onProgress = () => {}, onTemporary = () => {} }: BackupOrder,
  clock: Clock,
): Promise<BackedUp> {
  const to = resolve(wanted);
  try {
    const from = realpathSync(path);
    mayWrite(to, { from, force });
    haveRoom(from, to);
    makeFolderSync(dirname(to), 0o700);
    const temporary = join(dirname(to), `.${basename(to)}.partial-${process.pid}`);
    onTemporary(temporary);
    try {
      const examined = await copyAndExamine(from, temporary, clock, onProgress);
      place(temporary, to, force);
      return { path: to, ...examined };
    } finally {
      removeUnfinished(temporary);
    }
  } catch (error) {
    throw error instanceof Database.SqliteError ? explained(path, error) : error;
  }
}

function mayWrite(to: string, { from, force }: { readonly from: string; readonly force: boolean }): void {
  const there = lstatSync(to, { throwIfNoEntry: false });
  if (there === undefined) return;
  if (!force) throw refusal(`${to} exists already. Give another name, or replace it with --force.`);
  if (!there.isFile()) throw refusal(`${to} is not a regular file, so it is not replaced. Give another name.`);
  const isStore = isSameFile(to, from) || existsSync(`${to}.lock`) || existsSync(`${to}-wal`);
  if (isStore) throw refusal(`${to} is a store that a gateway uses or has used, and not a backup. Give another name.`);
}

function haveRoom(from: string, to: string): void {
  let folder = dirname(to);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const neededBytes = statSync(from).size + (statSync(`${from}-wal`, { throwIfNoEntry: false })?.size ?? 0);
  if (bavail * bsize >= neededBytes + ROOM_LEFT_BYTES_MIN) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1_048_576);
  throw refusal(
    `${folder} has ${megabytes(bavail * bsize)} MiB of room, and the backup may need ${megabytes(neededBytes)} and leaves ${megabytes(ROOM_LEFT_BYTES_MIN)}. Make room there, or choose another disk.`,
  );
}

async function copyAndExamine(
  from: string,
  temporary: string,
  clock: Clock,
  onProgress: (bytes: number, ofBytes: number) => void,
): Promise<ExaminedFile> {
  for (let round = 1; ; round += 1) {
    rmSync(temporary, { force: true });
    writeFileSync(temporary, '', { flag: 'wx', mode: 0o600 }); // An empty file is filled, with the rights that it has.
    const { together, ...counted } = await copySnapshot({ from, to: temporary }, clock, onProgress);
    syncFile(temporary);
    const examined = examine(temporary);
    const apart = difference(counted, examined);
    if (apart === undefined) return examined;
    if (together) throw refusal(`The copy is not what the store contained: it has ${apart}. No backup was made.`);
    if (round === ROUNDS_MAX)
      throw refusal(
        `The disk was too slow to copy the store and count it at the same moment. No backup was made; try again when the machine has less to do.`,
      );
  }
}

function place(temporary: string, to: string, force: boolean): void {
  // `rename` alone would replace a file that somebody made meanwhile.
  if (force) renameSync(temporary, to);
  else takeName(temporary, to);
  rmSync(temporary, { force: true });
  syncFolderOf(to);
}
