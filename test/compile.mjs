/**
 * `make test` runs JavaScript: the whole tree compiled once, rather than by tsx in each of some hundred processes. What is not
 * TypeScript is copied beside it, so that a path from `import.meta` holds here as there. Copied and not linked: a test that
 * writes into what it copied must not write into the checkout.
 *
 *     node test/compile.mjs <folder to compile into>
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? '.cache/compiled');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// Not openapitools.json: by that the generator knows the checkout, with its node_modules and its JAR.
const ofTheCheckout = ['openapitools.json', '.git'];
for (const entry of readdirSync(root, { withFileTypes: true })) {
  if (entry.isFile() && !ofTheCheckout.includes(entry.name)) cpSync(join(root, entry.name), join(folder, entry.name));
}
symlinkSync(relative(folder, join(root, 'node_modules')), join(folder, 'node_modules'));

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const options = ['-p', join(root, 'test'), '--noEmit', 'false', '--declaration', 'false', '--outDir', folder];
process.exitCode = spawnSync(process.execPath, [tsc, ...options], { stdio: 'inherit' }).status ?? 1;

// After the compiler, which writes a JSON file that is imported in a format of its own: generated/ would not be what it was generated as.
for (const name of ['src', 'generated', 'spec', 'test']) {
  cpSync(join(root, name), join(folder, name), { recursive: true, filter: (from) => !from.endsWith('.ts') });
}

// The programs as they are published (src/deploy/bundle.mjs). Single files stay beside them, for tests that import them.
if (!process.exitCode) {
  const bundle = [join(folder, 'src/deploy/bundle.mjs'), folder, '--programs-only'];
  process.exitCode = spawnSync(process.execPath, bundle, { stdio: 'inherit' }).status ?? 1;
}
