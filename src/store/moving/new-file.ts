/** A store's file that gets its name last: until then nobody takes it for a store. */
import { lstatSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolderSync } from '../../running/make-folder.ts';
import { removeUnfinished, sideFilesOf } from '../side-files.ts';
import { syncFile, syncFolderOf, takeName } from '../sqlite/backup/durable.ts';
import { StoreUnavailable } from '../store.ts';

export type NewFile = {
  /** Where it is filled. */
  readonly temporary: string;
  /** Durable, and under its name. Throws `StoreUnavailable` if somebody took the name meanwhile. */
  place(): void;
  /** Without effect on a file that has its name. */
  discard(): void;
};

const refusal = (path: string): StoreUnavailable =>
  new StoreUnavailable(`${path} exists already. Name a file that does not exist, or remove it.`, { fatal: true });

/** Throws `StoreUnavailable` if there is a file with this name, or with one that SQLite would take for its log. */
export function newFile(wanted: string): NewFile {
  const path = resolve(wanted);
  for (const taken of [path, ...sideFilesOf(path), `${path}.lock`])
    if (lstatSync(taken, { throwIfNoEntry: false })) throw refusal(taken);
  makeFolderSync(dirname(path), 0o700);
  const temporary = join(dirname(path), `.${basename(path)}.partial-${process.pid}`);
  const discard = () => removeUnfinished(temporary);
  discard();
  return {
    temporary,
    place() {
      syncFile(temporary);
      try {
        takeName(temporary, path);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw refusal(path);
        throw error;
      }
      discard();
      syncFolderOf(path);
    },
    discard,
  };
}
