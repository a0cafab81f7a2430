/** The guides of `spec/guides/` as pages. What they link to is published as well: a contract by its page, a file beside the contracts as a copy. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { html, type Piece } from '../../ui/html.ts';
import type { Files } from './owner.ts';
import type { Page } from './site/layout.ts';
import { type Block, blocksOf, firstSentence, markdown, plainText, type Target } from './site/markdown.ts';
import { linkList } from './site/pages/home.ts';

const SOURCE = 'spec/guides';
const FOLDER = 'guides';

/** One page for each guide, in the order in which the README names them; what it does not name comes last, by title. `published` has the paths of all other pages and files; files that guides link to are added to `files`. */
export function guidePages(root: string, published: ReadonlySet<string>, files: Files): readonly Page[] {
  const folder = join(root, SOURCE);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((file) => file.endsWith('.md'));
  const copy = (source: string): void =>
    void files.set(`${FOLDER}/${basename(source)}`, readFileSync(join(root, source)));
  const link = (target: string): Target => targetOf(target, { root, names, published, copy });
  const place = readingOrder(root);
  return names
    .map((file) => ({ place: place(file), page: guidePage(file, readFileSync(join(folder, file), 'utf8'), link) }))
    .toSorted((one, other) => one.place - other.place || (one.page.title < other.page.title ? -1 : 1))
    .map(({ page }) => page);
}

function readingOrder(root: string): (file: string) => number {
  const readme = join(root, 'README.md');
  const text = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  return (file) => {
    const place = text.indexOf(`(${SOURCE}/${file}`);
    return place < 0 ? text.length : place;
  };
}

/** The page that lists them. */
export const guidesPage = (guides: readonly Page[]): Page => ({
  path: `${FOLDER}/index.html`,
  title: 'Guides',
  short: 'All guides',
  summary: 'How to configure, run and test the gateway.',
  body: linkList(guideLinks(guides), '../'),
});

export const guideLinks = (guides: readonly Page[]) =>
  guides.map(({ path, title, summary }) => ({ path, title, what: summary }));

type Section = { readonly title: string; readonly level: number; readonly id: string; readonly text: string };

function guidePage(file: string, text: string, link: (target: string) => Target): Page {
  const [first, ...sections] = sectionsOf(blocksOf(text));
  const title = first?.title || file.replace(/\.md$/, '');
  const body = (name: string, section: string): Piece => markdown(section, { name, link });
  return {
    path: `${FOLDER}/${file.replace(/\.md$/, '.html')}`,
    title,
    summary: firstSentence(first?.text ?? '') || `Guide: ${title}.`,
    contents: sections.filter(({ level }) => level === 2),
    parts: sections.map((section) => ({ id: section.id, title: section.title, text: plainText(section.text) })),
    body: html`${body(title, first?.text ?? '')}
${sections.map((section) => html`${headingHtml(section)}${body(section.title, section.text)}`)}`,
  };
}

const headingHtml = ({ level, id, title }: Section): Piece =>
  level === 2 ? html`<h2 id="${id}">${title}</h2>` : html`<h3 id="${id}">${title}</h3>`;

/** What stands before the first heading below the title is the first section. */
function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const sections: Section[] = [{ title: '', level: 1, id: '', text: '' }];
  const seen = new Map<string, number>();
  for (const { raw, heading } of blocks) {
    const last = sections.pop() ?? { title: '', level: 1, id: '', text: '' };
    if (heading === undefined) sections.push({ ...last, text: last.text + raw });
    else if (heading.depth === 1) sections.push({ ...last, title: plainText(heading.title) });
    else {
      const title = plainText(heading.title);
      sections.push(last, { title, level: heading.depth, id: idOf(title, seen), text: '' });
    }
  }
  return sections;
}

/** As GitHub names a heading, so that a link leads to the same place here and there. */
function idOf(title: string, seen: Map<string, number>): string {
  const id = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  const before = seen.get(id) ?? 0;
  seen.set(id, before + 1);
  return before === 0 ? id : `${id}-${before}`;
}

type Around = {
  readonly root: string;
  readonly names: readonly string[];
  readonly published: ReadonlySet<string>;
  readonly copy: (source: string) => void;
};

function targetOf(target: string, { root, names, published, copy }: Around): Target {
  if (/^(https?:|#)/.test(target)) return { href: target };
  const [path = '', place] = target.split('#');
  const source = posix.join(SOURCE, path);
  if (posix.dirname(source) === SOURCE && names.includes(basename(source)))
    return { href: `${basename(source, '.md')}.html${place === undefined ? '' : `#${place}`}` };
  const page = pageOf(source);
  if (page !== undefined && published.has(page)) return { href: `../${page}` };
  if (/^spec\/[^/]+\.(yaml|json)$/.test(source) && existsSync(join(root, source))) {
    copy(source);
    return { href: basename(source) };
  }
  return { note: html` (<code>${source}</code> in the source)` };
}

/** The page of a contract, or of what belongs to a provider: `zettle/push.html` for `spec/providers/zettle/push.yaml`. */
function pageOf(source: string): string | undefined {
  const [, provider, file] = /^spec\/providers\/([^/]+)(?:\/([^/]+))?$/.exec(source) ?? [];
  if (provider !== undefined)
    return file?.endsWith('.yaml') ? `${provider}/${file.replace(/yaml$/, 'html')}` : `${provider}/index.html`;
  const [, own] = /^spec\/([^/]+)\.yaml$/.exec(source) ?? [];
  if (own !== undefined) return `${own}/openapi.html`;
  return /^spec\/events(\/[^/]+)?$/.test(source) ? 'events/types.html' : undefined;
}
