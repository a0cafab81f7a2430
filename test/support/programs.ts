/** Files of this tree as they are run: compiled beside a compiled test (`make test`), else the source through tsx. */
import { fileURLToPath } from 'node:url';
import { FAULTS_FILE } from './answers/faults.ts';

const isCompiled = !import.meta.url.endsWith('.ts');

/** Of a `.ts` file: what can be imported. */
export function moduleAt(source: URL): URL {
  return isCompiled ? new URL(source.href.replace(/\.ts$/, '.js')) : source;
}

/** Of a `.ts` file: what node is given to run it. Where this process has its gateways' answers watched, that one has too. */
export function programAt(source: URL): readonly string[] {
  const file = fileURLToPath(moduleAt(source));
  const preload = new URL('answers/preload.mjs', import.meta.url).href;
  const watched = process.env[FAULTS_FILE] === undefined ? [] : ['--import', preload];
  return isCompiled ? ['--enable-source-maps', ...watched, file] : ['--import', 'tsx', ...watched, file];
}
