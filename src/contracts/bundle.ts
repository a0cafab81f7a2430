/** A bundled contract as plain JSON, for openapi-backend; `load.ts` reads the same file for judging, with all digits kept. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../running/package-root.ts';

/** `generated/bundles/<name>.json`. Throws when it is missing: `make generate` has not been run. */
export function readBundle(name: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot(), 'generated', 'bundles', `${name}.json`), 'utf8'));
}
