/** What every page has: head, navigation, search, the switch between light and dark, the way on. No script is needed to read a page. */
import { html, Markup, type Piece } from '../../../ui/html.ts';

export type Page = {
  /** Where it lies, below the site's root: `toy/push.html`. */
  readonly path: string;
  readonly title: string;
  /** Its title in the navigation, where the group's title stands above it. Absent: the title. */
  readonly short?: string;
  /** One or more whole sentences, for search results and lists. */
  readonly summary: string;
  readonly body: Piece;
  /** Parts of the page that can be found by themselves. */
  readonly parts?: readonly Part[];
  /** What stands in the navigation below the page while it is open. */
  readonly contents?: readonly Heading[];
  /** The page has samples beside its text, so it takes the whole width. */
  readonly wide?: boolean;
  /** Not in the navigation and not found by the search: it shows what another page shows, as it was. */
  readonly apart?: boolean;
  /** Scripts of its own, beside those of every page. */
  readonly scripts?: readonly string[];
};

export type Part = { readonly id: string; readonly title: string; readonly text: string };
export type Heading = { readonly id: string; readonly title: string };

/** Pages that belong together, such as all of one provider. `title` is absent for pages that stand alone. */
export type Group = { readonly title?: string; readonly pages: readonly Page[] };

/** `../` for each folder above the page, so that the site opens from disk as well as under any path of a server. */
const rootOf = (path: string): string => '../'.repeat(path.split('/').length - 1);

export function pageHtml(page: Page, groups: readonly Group[]): string {
  const { path, title, body, wide, scripts = [] } = page;
  const root = rootOf(path);
  const whole = html`<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${page.summary}">
<title>${title} · Pushdock contracts</title>
<link rel="stylesheet" href="${root}site.css">
<link rel="alternate" type="text/markdown" href="${root}${path.replace(/html$/, 'md')}">
<link rel="alternate" type="application/atom+xml" title="Releases of the contracts" href="${root}changes.atom">
<script src="${root}theme.js"></script>
<script src="${root}site.js" defer></script>
${scripts.map(
  (script) => html`<script src="${root}${script}" defer></script>
`,
)}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="home" href="${root}index.html">Pushdock contracts</a>
<a class="menu" href="#menu">Menu</a>
<form class="search" role="search" hidden>
<label for="search">Search</label>
<input id="search" type="search" autocomplete="off" placeholder="a field, a status, an event" aria-controls="results">
<div id="results" aria-live="polite" hidden></div>
</form>
<button class="theme" type="button" hidden>Dark</button>
</header>
<div class="columns">
<nav id="menu" aria-label="All pages">
<a class="close" href="#content">Close the menu</a>
${groups.map((group) => groupHtml(group, page, root))}
</nav>
<main id="content" tabindex="-1"${wide === true && new Markup(' class="wide"')}>
<h1>${title}</h1>
${body}
${onwardHtml(page, groups, root)}
</main>
</div>
<footer><p>Made from the contracts in <code>spec/</code>. <a href="${root}catalog.json">catalog.json</a> lists every file, <a href="${root}SHA256SUMS">SHA256SUMS</a> their hashes.</p></footer>
</body>
</html>
`;
  return whole.text;
}

const isListed = ({ apart }: Page): boolean => apart !== true;

function groupHtml({ title, pages }: Group, current: Page, root: string): Piece {
  const items = pages.filter(isListed).map((page) => {
    const here = page.path === current.path;
    return html`<li><a href="${root}${page.path}"${here && new Markup(' aria-current="page"')}>${page.short ?? page.title}</a>${here && contentsHtml(page.contents ?? [])}</li>`;
  });
  return html`${title !== undefined && html`<p class="group">${title}</p>`}<ul>${items}</ul>`;
}

const contentsHtml = (contents: readonly Heading[]): Piece =>
  contents.length > 0 &&
  html`<ul class="contents">${contents.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>`;

/** The page before and the page after, in the order of the navigation. */
function onwardHtml(page: Page, groups: readonly Group[], root: string): Piece {
  const all = groups.flatMap((group) => group.pages).filter(isListed);
  const place = all.findIndex(({ path }) => path === page.path);
  if (place < 0) return undefined;
  const [before, after] = [all[place - 1], all[place + 1]];
  return html`<div class="onward">${before && html`<a rel="prev" href="${root}${before.path}"><span>Previous</span> ${before.title}</a>`}
${after && html`<a rel="next" href="${root}${after.path}"><span>Next</span> ${after.title}</a>`}</div>`;
}
