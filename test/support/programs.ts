/** Files of this tree as they are run: compiled beside a compiled test (`make test`), else the source through tsx. */
import { fileURLToPath } from 'node:url';

const isCompiled = !import.meta.url.endsWith('.ts');

/** Of a `.ts` file: what can be imported. */
export function moduleAt(source: URL): URL {
  return isCompiled ? new URL(source.href.replace(/\.ts$/, '.js')) : source;
}

/** Of a `.ts` file: what node is given to run it. */
export function programAt(source: URL): readonly string[] {
  const file = fileURLToPath(moduleAt(source));
  return isCompiled ? ['--enable-source-maps', file] : ['--import', 'tsx', file];
}
