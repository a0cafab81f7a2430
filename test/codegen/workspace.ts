/** A folder that looks like the checkout to the generator: `spec/`, `openapitools.json`, and `generated/` where asked for. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasJava, home, jarPath, readPin } from '../../spec/codegen/generator.ts';

export function copyOf(...paths: readonly string[]): { readonly root: string; readonly [Symbol.dispose]: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'pushdock-workspace-'));
  mkdirSync(join(root, 'spec'));
  for (const path of ['openapitools.json', ...paths]) cpSync(join(home, path), join(root, path), { recursive: true });
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Why generating cannot be tried here; undefined when it can. */
export function cannotGenerate(): string | undefined {
  if (!hasJava()) return 'no Java on this machine; the stubs are tried as they are committed';
  return existsSync(jarPath(readPin(home))) ? undefined : 'the generator was not fetched yet; `make generate` does';
}
