/** What the reader chose: kept in this browser, and never sent. */

export type Theme = 'system' | 'light' | 'dark';

const stored = (name: string): string | undefined => {
  try {
    return localStorage.getItem(`pushdock.${name}`) ?? undefined;
  } catch {
    return undefined; // A browser that keeps nothing; the defaults do.
  }
};
/** Pages show what was chosen at once. */
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`pushdock.${name}`, value);
  } catch {
    // As above.
  }
  window.dispatchEvent(new Event('pushdock:settings'));
}

const EVERY_MS = 10_000;
const everyOf = (text: string | undefined) => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : EVERY_MS);
export const themeOf = (text: string | undefined): Theme => (text === 'light' || text === 'dark' ? text : 'system');

/** Filters of a page under a name; `target` is the address after the page's own. */
export type View = { readonly page: string; readonly name: string; readonly target: string };

/** Absent, or nothing that this program wrote: none. */
function storedList(name: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(stored(name) ?? '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
const isView = (one: unknown): one is View =>
  typeof one === 'object' &&
  one !== null &&
  ['page', 'name', 'target'].every(
    (key) => typeof Object.entries(one).find(([name]) => name === key)?.[1] === 'string',
  ) &&
  // A link within the console and nothing else.
  String(Object.entries(one).find(([name]) => name === 'target')?.[1]).startsWith('#/');

export const settings = {
  views: storedList('views').filter(isView),
  /** Of the list of messages. */
  hiddenColumns: storedList('columns').filter((name): name is string => typeof name === 'string'),
  /** Nothing is looked at again by itself. Not kept: who comes back tomorrow expects today's data. */
  paused: false,
  /** How often a page looks again, in milliseconds; 0: never by itself, nor when the gateway says that something changed. */
  everyMs: everyOf(stored('every')),
  theme: themeOf(stored('theme')),
  compact: stored('compact') === 'yes',
  /** Times in UTC, as the API and the logs write them, or in the browser's zone. */
  utc: stored('utc') === 'yes',
};

export function keepViews(views: View[]): void {
  settings.views = views;
  keep('views', JSON.stringify(views));
}
export function keepHiddenColumns(names: string[]): void {
  settings.hiddenColumns = names;
  keep('columns', JSON.stringify(names));
}
export function setTheme(theme: Theme): void {
  settings.theme = theme;
  keep('theme', theme);
  showTheme();
}
export function showTheme(): void {
  if (settings.theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = settings.theme;
}
export function setEvery(everyMs: number): void {
  settings.everyMs = everyMs;
  keep('every', String(everyMs));
}
export function setCompact(compact: boolean): void {
  settings.compact = compact;
  keep('compact', compact ? 'yes' : 'no');
}
export function setUtc(utc: boolean): void {
  settings.utc = utc;
  keep('utc', utc ? 'yes' : 'no');
}
