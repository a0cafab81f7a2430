/** Compiles a C file that stands between a program and its kernel, for LD_PRELOAD. */
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';

/** The path of the shared object in `folder`, or the reason why there is none. */
export function buildPreload(source: string, folder: string): { readonly shim: string } | { readonly missing: string } {
  if (process.platform !== 'linux') return { missing: 'LD_PRELOAD is of Linux' };
  const name = basename(source, '.c');
  const shim = join(folder, `${name}.so`);
  const { status, error, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', shim, source, '-ldl'], {
    encoding: 'utf8',
  });
  if (error !== undefined) return { missing: 'there is no C compiler (cc)' };
  if (status !== 0) throw new Error(`${name}.c does not compile:\n${stderr}`);
  return { shim };
}
