/** The package as npm would publish it, made beside the tree: another test may read dist/ meanwhile. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { home } from '../../spec/codegen/generator.ts';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const notPacked = /^(node_modules|dist|data|test|\.git|\.cache)$/;

/** What a program prints; throws with all that it wrote where it fails. Without the registry. */
export function ran(command: string, words: readonly string[], cwd: string): string {
  const env = { ...process.env, npm_config_offline: 'true' };
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8', env });
  assert.equal(status, 0, `${command} ${words.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** Compiles and bundles what `make build` does, and packs it into `folder`. Returns the path of the package. */
export function packInto(folder: string): string {
  const made = join(folder, 'made');
  mkdirSync(made);
  symlinkSync(join(home, 'node_modules'), join(made, 'node_modules')); // The build loads ajv; npm never packs it.
  for (const name of readdirSync(home))
    if (!notPacked.test(name)) cpSync(join(home, name), join(made, name), { recursive: true });
  ran(process.execPath, [tsc, '-p', home, '--outDir', join(made, 'dist')], home);
  ran(process.execPath, [join(home, 'src/deploy/bundle.mjs'), join(made, 'dist')], home);
  mkdirSync(join(made, 'dist/man'));
  const manual = ran(process.execPath, [join(made, 'dist/src/cli/main.js'), '__man'], made);
  writeFileSync(join(made, 'dist/man/pushdock.1'), manual);
  ran('npm', ['pack', '--silent', '--pack-destination', folder], made);
  return join(folder, readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '');
}
