/** What `make publish` would write, made once for all tests of a process: it takes seconds. */
import { resolve } from 'node:path';
import type { Files } from '../../../src/publishing/publish/owner.ts';
import { publication } from '../../../src/publishing/publish/publication.ts';

export const root = resolve(import.meta.dirname, '../../..');

let kept: Files | undefined;

export function publish(): Files {
  kept ??= publishAgain();
  return kept;
}

export function publishAgain(): Files {
  const made = publication(root);
  if (!made.ok) throw new Error(made.faults.join('\n'));
  return made.files;
}

export const textOf = (files: Files, path: string): string => {
  const content = files.get(path);
  if (content === undefined) throw new Error(`${path} is not published`);
  return Buffer.from(content).toString('utf8');
};

export const paths = (files: Files, pattern: RegExp): readonly string[] =>
  [...files.keys()].filter((path) => pattern.test(path));

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#39;': "'",
};

/** The text in HTML as who copies it from the page gets it. */
export const copied = (html: string): string =>
  html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(lt|gt|quot|amp|#39);/g, (entity) => entities[entity] ?? entity);
