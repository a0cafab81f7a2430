/** Makes generated text pleasant to read: unused imports go, and Biome formats it like everything else. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { home } from './generator.ts';

/** The templates import every model and every reader; what a file does not use is taken out of its import lists. */
export function pruneImports(source: string): string {
  const pattern = /^import (type )?\{([^}]*)\} from ('[^']+');\n/gm;
  // Without comments: "Change a subscription" uses no type of that name.
  const rest = source.replaceAll(pattern, '').replaceAll(/\/\*.*?\*\//gs, '');
  const words = new Set(rest.match(/[\w$]+/g));
  return source.replaceAll(pattern, (_, type: string | undefined, list: string, from: string) => {
    const used = list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => words.has(name))
      .sort();
    return used.length === 0 ? '' : `import ${type ?? ''}{ ${used.join(', ')} } from ${from};\n`;
  });
}

export function format(folder: string): void {
  const biome = join(home, 'node_modules/.bin/biome');
  const options = [
    '--config-path',
    join(home, 'spec/codegen/format.json'),
    '--vcs-enabled=false',
    '--log-level=error',
    '--max-diagnostics=5',
  ];
  // Its count of formatted files is no news; what it says about a file that does not parse comes with the error.
  execFileSync(biome, ['format', '--write', ...options, folder], { cwd: folder, stdio: 'pipe' });
}
