/**
 * Keeps what V8 has compiled of our files and packages for the next start, where Node can do so (22.1 and later). Beside the package, where only who may
 * change the package may change that too; a folder that everybody can write to, Node's default, would let another user put code into it. Where the folder cannot be written there is no cache.
 */
import module from 'node:module';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

export function keepCompiled(): void {
  if (!('enableCompileCache' in module) || typeof module.enableCompileCache !== 'function') return;
  const folder = process.env.NODE_COMPILE_CACHE ?? join(packageRoot(), '.cache/code');
  module.enableCompileCache(folder);
  // Threads have it from here.
  process.env.NODE_COMPILE_CACHE = folder;
}
