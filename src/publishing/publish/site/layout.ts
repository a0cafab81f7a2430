/** What every page has: head, navigation, search, the switch between light and dark. No script is needed to read a page. */
import { html, Markup, type Piece } from './html.ts';

export type Page = {
  /** Where it lies, below the site's root: `toy/push.html`. */
  readonly path: string;
  readonly title: string;
  /** One sentence, for search results. */
  readonly summary: string;
  readonly body: Piece;
  /** Parts of the page that can be found by themselves. */
  readonly parts?: readonly Part[];
};

export type Part = { readonly id: string; readonly title: string; readonly text: string };

export type NavigationItem = { readonly path: string; readonly title: string };

/** `../` for each folder above the page, so that the site opens from disk as well as under any path of a server. */
export const rootOf = (path: string): string => '../'.repeat(path.split('/').length - 1);

export function pageHtml({ path, title, body }: Page, navigation: readonly NavigationItem[]): string {
  const root = rootOf(path);
  const page = html`<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Contracts</title>
<link rel="stylesheet" href="${root}site.css">
<script src="${root}theme.js"></script>
<script src="${root}site.js" defer></script>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<a class="home" href="${root}index.html">Contracts</a>
<form class="search" role="search" hidden>
<label for="search">Search</label>
<input id="search" type="search" autocomplete="off" placeholder="a field, a status, an event" aria-controls="results">
<div id="results" aria-live="polite" hidden></div>
</form>
<button class="theme" type="button" hidden>Dark</button>
</header>
<div class="columns">
<nav aria-label="Contracts">
<ul>${navigation.map(
    (item) =>
      html`<li><a href="${root}${item.path}"${item.path === path && new Markup(' aria-current="page"')}>${item.title}</a></li>`,
  )}</ul>
</nav>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${body}
</main>
</div>
<footer><p>Made from the contracts in <code>spec/</code>. <a href="${root}catalog.json">catalog.json</a> lists every file, <a href="${root}SHA256SUMS">SHA256SUMS</a> their hashes.</p></footer>
</body>
</html>
`;
  return page.text;
}

/** A table that scrolls by itself on a narrow screen; `label` names it for those who do not see it. */
export function table(label: string, head: readonly Piece[], rows: readonly (readonly Piece[])[]): Markup {
  return html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

/** `label` names it, since the block can be reached by the keyboard to be scrolled. */
export const codeBlock = (label: string, text: string): Markup =>
  html`<div class="code"><pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre></div>`;
