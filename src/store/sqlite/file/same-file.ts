/**
 * Whether the paths still lead to the open files. SQLite writes into an open file even when its name is gone: a store that was deleted, moved or
 * replaced takes commits for ever, and none of them is there after the restart. So this is checked after every commit and before anyone is told of it: the store itself
 * always, its log and a link to it after the commits that wait for the disk. A call of stat takes 3 µs, and a commit that waits for no disk takes 50.
 */
import { statSync } from 'node:fs';
import { logsOf } from '../../side-files.ts';
import { StoreUnavailable } from '../../store.ts';

export type FileId = { readonly device: bigint; readonly inode: bigint };

/** Throws what the system says where there is none. */
export function fileIdAt(path: string): FileId {
  const { dev, ino } = statSync(path, { bigint: true });
  return { device: dev, inode: ino };
}

/** Throws what the system says where one of them is missing. */
export const isSameFile = (one: string, other: string): boolean => isSame(fileIdAt(one), fileIdAt(other));

const isSame = (one: FileId, other: FileId): boolean => one.device === other.device && one.inode === other.inode;

/** `in place`: the store itself is where it was opened, and only its log, the index of that or a link to it is not. */
export type Difference = { readonly kind: 'moved' | 'in place'; readonly sentence: string };

export type SameFile = {
  /** Before a transaction: since the last one nobody else has cut the file off (a restore by `cp`). */
  before(): Difference | undefined;
  /** After a commit. `lasting`: of something that may not be lost. */
  after(lasting: boolean): Difference | undefined;
  /** Whether the log (or its index) at `path` is the one that is open. */
  isOpenLog(path: string): boolean;
};

/** Throws `StoreUnavailable` where another file is at `path`. */
export function mustBe(path: string, file: FileId): void {
  if (!isSame(fileIdAt(path), file))
    throw new StoreUnavailable(`The store ${path} was replaced while it was opened. Start the gateway again.`, {
      fatal: true,
    });
}

/** Takes the files at the paths now as the open ones. `named`: the path as configured, which may be a link. Throws if `path` is not `file`. */
export function watchSameFile({ named, path, file }: { named: string; path: string; file: FileId }): SameFile {
  const logs = logsOf(path).map((name) => [name, fileIdAt(name)] as const);
  const others = [...(named === path ? [] : [[named, file] as const]), ...logs];
  mustBe(path, file);
  let size = statSync(path).size;

  return {
    before: () => {
      const now = look(path);
      return typeof now === 'object' && now.size < size
        ? difference('moved', path, 'was overwritten by another program')
        : undefined;
    },
    after(lasting) {
      const now = look(path);
      const found = differs(now, file);
      if (found !== undefined) return difference('moved', path, found);
      for (const [name, id] of lasting ? others : []) {
        const elsewhere = differs(look(name), id);
        if (elsewhere !== undefined) return difference('in place', name, elsewhere);
      }
      if (typeof now === 'object') size = now.size;
      return undefined;
    },
    isOpenLog: (name) => logs.some(([open, log]) => open === name && differs(look(name), log) === undefined),
  };
}

type Seen = FileId & { readonly size: number };

/** A text says why nothing is seen. */
function look(path: string): Seen | string {
  try {
    const { dev, ino, size } = statSync(path, { bigint: true });
    return { device: dev, inode: ino, size: Number(size) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' ? 'has been deleted or moved away' : `can no longer be found (${code})`;
  }
}

function differs(found: Seen | string, file: FileId): string | undefined {
  if (typeof found === 'string') return found;
  return isSame(found, file) ? undefined : 'has been replaced by another file';
}

const difference = (kind: Difference['kind'], path: string, what: string): Difference => ({
  kind,
  sentence: `${path} ${what} while the store was open. Everything acknowledged from now on would be lost.`,
});
