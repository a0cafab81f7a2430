/** The mocks' own page and the files that it is made of. A client of the control API like any other: it needs nothing that a program could not ask. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../running/package-root.ts';

export type PageFile = { readonly contentType: string; readonly body: string };

const scripts = ['main', 'api', 'element', 'text', 'clock', 'cards', 'composer', 'messages', 'scenarios', 'addresses'];

/** By path. Read once: the files of a package do not change while it runs. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const root = packageRoot();
  const own = join(root, 'src/simulate/control/page');
  const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
  const style = [read(root, 'src/ui/tokens.css'), read(root, 'src/ui/components.css'), read(own, 'page.css')].join(
    '\n',
  );
  return new Map([
    ['/', { contentType: 'text/html; charset=utf-8', body: read(own, 'page.html') }],
    ['/page/page.css', { contentType: 'text/css; charset=utf-8', body: style }],
    ...scripts.map((name): [string, PageFile] => [
      `/page/${name}.js`,
      { contentType: 'text/javascript; charset=utf-8', body: read(own, `${name}.js`) },
    ]),
  ]);
}
