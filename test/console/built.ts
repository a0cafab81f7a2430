/** The console built into a folder of the test's own, as `make build` builds it into dist/console. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { home } from '../../spec/codegen/generator.ts';

/** By name, in order. */
export type BuiltFiles = readonly { readonly name: string; readonly bytes: Buffer }[];

export async function buildConsole(folder: string): Promise<BuiltFiles> {
  await build({ root: join(home, 'src/console'), logLevel: 'error', build: { outDir: folder } });
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .map((file) => ({ name: file.slice(folder.length + 1), bytes: readFileSync(file) }));
}

export const gzippedBytes = (files: BuiltFiles): number =>
  files.reduce((total, { bytes }) => total + gzipSync(bytes).byteLength, 0);

/** What the page itself names, and what these files import at once: not what is loaded when somebody needs it. */
export function firstLoad(files: BuiltFiles): BuiltFiles {
  const named = new Set(['index.html']);
  for (const name of named) {
    const text = files.find((file) => file.name === name)?.bytes.toString('utf8') ?? '';
    const references = name.endsWith('.html')
      ? text.matchAll(/(?:src|href)="\.\/([^"]+)"/g)
      : text.matchAll(/(?:from|import)\s?"\.\/([^"]+)"/g);
    for (const [, reference = ''] of references) named.add(name.endsWith('.html') ? reference : `assets/${reference}`);
  }
  return files.filter(({ name }) => named.has(name));
}
