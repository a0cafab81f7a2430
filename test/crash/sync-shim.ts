/** Compiles `sync-shim.c` where it can be. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The path of the shared object in `folder`, or the reason why there is none. */
export function buildSyncShim(folder: string): { readonly shim: string } | { readonly missing: string } {
  if (process.platform !== 'linux') return { missing: 'LD_PRELOAD is of Linux' };
  const shim = join(folder, 'sync-shim.so');
  const source = join(import.meta.dirname, 'sync-shim.c');
  const { status, error, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', shim, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (error !== undefined) return { missing: 'there is no C compiler (cc)' };
  if (status !== 0) throw new Error(`sync-shim.c does not compile:\n${stderr}`);
  return { shim };
}
