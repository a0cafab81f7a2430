/** The published OpenAPI documents in a folder, and what their clients are called. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { paths, publish } from '../../publishing/publish/published.ts';

export type Published = {
  /** `paazl_push`: a name in every language. */
  readonly name: string;
  /** OpenAPI 3.0.3, and the same as 3.1. */
  readonly file: string;
  readonly newer: string;
};

/** Writes the whole site below `folder`. */
export function writePublished(folder: string): void {
  for (const [path, content] of publish()) {
    if (/\.(html|md|js|css|tgz)$/.test(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export function openApiDocuments(folder: string): readonly Published[] {
  return paths(publish(), /^[^/]+\/(push|api|openapi)\.json$/).map((path) => ({
    name: path.replace(/\.json$/, '').replaceAll(/[^a-z0-9]+/g, '_'),
    file: join(folder, path),
    newer: join(folder, path.replace(/\.json$/, '-3.1.json')),
  }));
}
