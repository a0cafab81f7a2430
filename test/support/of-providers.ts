/** What the tests of each provider bring, found by its folder: `test/providers/<name>/`, for every provider of the list. */
import { existsSync } from 'node:fs';
import { providers } from '../../src/providers/list.ts';

// `.js` once the tests are compiled.
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));

/**
 * The export `member` of `test/providers/<name>/<path>.ts`, which has the type `Brought`, by the name of the provider and in the order of the
 * list. A provider that does not bring it is not passed over: this rejects with the name of the file.
 */
export async function broughtByProviders<Brought>(
  path: string,
  member: string,
  names: readonly string[] = providers.map(({ name }) => name),
): Promise<ReadonlyMap<string, Brought>> {
  const brought = new Map<string, Brought>();
  for (const name of names) {
    const file = new URL(`../providers/${name}/${path}${extension}`, import.meta.url);
    const module: Record<string, Brought> = existsSync(file) ? await import(file.href) : {};
    const found = module[member];
    if (found === undefined) throw new Error(`test/providers/${name}/${path}.ts is missing, or exports no ${member}`);
    brought.set(name, found);
  }
  return brought;
}
