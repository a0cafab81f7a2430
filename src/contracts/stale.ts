/** Is `generated/` older than a contract? By the hashes that `make generate` leaves there; what is not shipped in a package is not asked for. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** Files of `spec/` that have changed since, sorted. */
export function staleContracts(root: string = packageRoot()): readonly string[] {
  const { inputs }: { inputs: { readonly [file: string]: string } } = JSON.parse(
    readFileSync(join(root, 'generated', 'provenance.json'), 'utf8'),
  );
  return Object.entries(inputs)
    .filter(([file]) => file.startsWith('spec/') && existsSync(join(root, file)))
    .filter(
      ([file, hash]) =>
        createHash('sha256')
          .update(readFileSync(join(root, file)))
          .digest('hex') !== hash,
    )
    .map(([file]) => file)
    .sort();
}
