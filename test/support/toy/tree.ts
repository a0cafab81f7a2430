/** A checkout with a fifth provider in it: two folders, its tests, and its line in the list. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { home, readPin } from '../../../spec/codegen/generator.ts';

const shipped = ['spec', 'generated', 'src', 'test', 'package.json', 'openapitools.json', 'tsconfig.json'];

export type ToyTree = {
  readonly root: string;
  /** Runs `node` there; rejects, with what it wrote, when it does not end with 0. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** Starts `pushdock` as it was built there; it ends with the test. */
  start(t: TestContext, words: readonly string[]): { readonly said: () => string };
};

/** The tree as it is, what is installed shared. `remove` takes it away. */
export function openToyTree(): ToyTree & { readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'pushdock-toy-'));
  for (const part of shipped) cpSync(join(home, part), join(root, part), { recursive: true });
  symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'));
  const { storageDir } = readPin(home);
  mkdirSync(dirname(join(root, storageDir)), { recursive: true });
  symlinkSync(join(home, storageDir), join(root, storageDir));
  addToy(root);
  return {
    root,
    run: async (words, env = {}) => {
      // Inside of a test a runner would run nothing and say that all is well.
      const { NODE_TEST_CONTEXT: _, ...own } = process.env;
      const options = { cwd: root, env: { ...own, ...env }, timeout: 240_000 };
      try {
        return (await promisify(execFile)(process.execPath, [...words], options)).stdout;
      } catch (error) {
        const { stdout = '', stderr = '' } = Object(error);
        throw new Error(`${words.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
      }
    },
    start: (t, words) => {
      const child = spawn(process.execPath, [join(root, 'dist/src/cli/main.js'), ...words], { cwd: root });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text;
        });
      const exit = once(child, 'exit');
      t.after(async () => {
        child.kill('SIGTERM');
        await exit;
      });
      return { said: () => said };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** All that it takes: nothing else may be needed, so nothing else is done here. */
function addToy(root: string): void {
  const toy = join(home, 'test/support/toy/tree');
  for (const folder of ['spec/providers/toy', 'src/providers/toy', 'test/providers/toy'])
    cpSync(join(toy, folder), join(root, folder), { recursive: true });
  const list = join(root, 'src/providers/list.ts');
  const text = readFileSync(list, 'utf8');
  const grown = text
    .replace('import { zettle }', "import { toy } from './toy/provider.ts';\n$&")
    .replace(/(readonly Provider\[\] = \[[^\]]*)\]/, '$1, toy]');
  if (!/= \[.*, toy\]/.test(grown)) throw new Error(`${list} has another form: its line cannot be added`);
  writeFileSync(list, grown);
}
