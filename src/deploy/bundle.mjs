/**
 * Puts what a program loads into few files: Node takes longer to find and read 500 small ones than to run them. Only this project's code; packages stay
 * packages, so that they can be audited and replaced. Stacks keep their names; in a checkout source maps lead back to the `.ts` files (the package of npm goes without them: 0.4 of its 3 MB).
 * Then the check of the configuration is prepared (src/config/prepared.ts).
 *
 *     node src/deploy/bundle.mjs <folder with the compiled src/ and generated/> [--programs-only]
 *
 * The programs and the entries of threads are replaced by their bundles, in place. Every other compiled file stays: packages for partners are
 * made of some. `--programs-only` leaves the library's faces alone, for tests that import single files beside them: one process must not have two copies of a class.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = resolve(process.argv[2] ?? 'dist');
// One program may import both.
const faces = process.argv.includes('--programs-only') ? [] : ['index', 'mock'];
// Each thread by itself, because no two share a module: cut together, the delivering thread would read 82 small files at its start, and not 55. The command
// line and the library are cut together, because each holds the whole gateway: apart they were a quarter of the package.
const bundles = [
  ['cli/main', ...faces],
  ['threads/entry'],
  ['store/sqlite/thread-entry'],
  ['store/sqlite/backup/copy-thread'],
  ['running/user-module/thread'],
];
const chunks = join(folder, 'src/chunks');

rmSync(chunks, { recursive: true, force: true });
for (const entries of bundles)
  await build({
    entryPoints: entries.map((name) => join(folder, 'src', `${name}.js`)),
    outbase: folder,
    outdir: folder,
    allowOverwrite: true,
    chunkNames: 'src/chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });

const { prepareValidation } = await import(pathToFileURL(join(folder, 'src/config/validate.js')).href);
await prepareValidation();
