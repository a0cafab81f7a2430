/** Where package.json, `spec/` and `generated/` lie: above `src/` in a checkout, above `dist/src/` in a build. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no package.json above ${import.meta.dirname}; the installation is damaged`);
    folder = above;
  }
  return folder;
}
