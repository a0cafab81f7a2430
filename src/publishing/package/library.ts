/** Compiled modules of ours that go into a package: an entry and everything that it imports, as they are. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ContractError } from '../../contracts/schema.ts';

/** The folder that this code was compiled to; `src` itself when it runs from source. */
export const compiledFolder = (): string => join(import.meta.dirname, '../..');

/** `entries` are paths below `folder`, such as `trust/schemes/hmac.js`. Throws `ContractError` where nothing was compiled. */
export function libraryFiles(folder: string, entries: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const file = join(folder, path);
    if (!existsSync(file))
      throw new ContractError(`${file} is missing: packages are made of compiled code (make build)`);
    const text = readFileSync(file, 'utf8').replaceAll(/\n?\/\/# sourceMappingURL=.*/g, '');
    files.set(path, text);
    for (const [, imported = ''] of text.matchAll(/from '(\.[^']+)'/g))
      waiting.push(relative(folder, join(dirname(file), imported)));
    const [, foreign] = /from '(?!\.|node:)([^']+)'/.exec(text) ?? [];
    if (foreign !== undefined)
      throw new ContractError(`${path} needs ${foreign}, and a package needs nothing but itself`);
  }
  return files;
}
