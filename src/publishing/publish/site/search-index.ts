/** What can be searched: every page and its parts. A script file and not JSON, because a page that is opened from disk may not fetch. */
import type { Page } from './layout.ts';

export function searchIndex(pages: readonly Page[]): string {
  const entries = pages.flatMap(({ path, title, summary, parts = [] }) => [
    [title, path, summary],
    ...parts.map((part) => [part.title, `${path}#${part.id}`, `${title}: ${part.text}`]),
  ]);
  // `<` is escaped for the case that somebody puts the file into a page.
  return `window.contractSearch = ${JSON.stringify(entries, null, 0).replaceAll('<', '\\u003c').replaceAll('],[', '],\n[')};\n`;
}
