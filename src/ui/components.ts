/** The parts that pages are made of, as functions that give HTML. components.css has their looks. */
import { coloured } from './colour.ts';
import { anchor, html, Markup, type Piece } from './html.ts';

/** A table that scrolls by itself on a narrow screen; `label` names it for those who do not see it. */
export function table(label: string, head: readonly Piece[], rows: readonly (readonly Piece[])[]): Markup {
  return html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

/** `label` names it, since the block can be reached by the keyboard to be scrolled. `language`: as `coloured` knows it. */
export const codeBlock = (label: string, text: string, language?: string): Markup =>
  html`<div class="code"><pre tabindex="0" role="region" aria-label="${label}"><code>${coloured(text, language)}</code></pre></div>`;

/** What a badge means, beside its words. */
export type Tone = 'good' | 'warn' | 'bad' | 'news' | 'plain';

export const badge = (text: string, tone: Tone = 'plain', shape: 'round' | 'square' = 'round'): Markup =>
  html`<span class="badge${tone !== 'plain' && ` ${tone}`}${shape === 'square' && ' square'}">${text}</span>`;

const methods: Readonly<Record<string, Tone>> = {
  GET: 'news',
  POST: 'good',
  PUT: 'warn',
  PATCH: 'warn',
  DELETE: 'bad',
};

export const methodBadge = (method: string): Markup => badge(method, methods[method] ?? 'plain', 'square');

/** 2xx is good, 3xx news, 4xx a warning to the caller, 5xx bad. */
export const statusBadge = (status: string): Markup => {
  const tones: Readonly<Record<string, Tone>> = { 2: 'good', 3: 'news', 4: 'warn', 5: 'bad' };
  return badge(status, tones[status[0] ?? ''] ?? 'plain', 'square');
};

export type Choice = {
  /** Shown to choose by. */
  readonly name: string;
  readonly text: string;
  readonly language?: string;
};

/** Several examples, the first one open. With a script there is a list to choose from. Nothing at all where there are none. */
export function picker(label: string, choices: readonly Choice[]): Piece {
  if (choices.length === 0) return undefined;
  return html`<div class="picker" data-picker="example" data-label="${label}">${choices.map(
    ({ name, text, language }, index) =>
      html`<details data-name="${name}"${index === 0 && new Markup(' open')}><summary>${name}</summary>${codeBlock(`${label}: ${name}`, text, language)}</details>`,
  )}</div>`;
}

/**
 * The same in several languages, as tabs: radio buttons and CSS, so no script is needed. With one, all tabs of a page change together. `label` must be
 * the only one of its kind on the page. On paper and as Markdown all of them are there, each with its name.
 */
export function tabs(label: string, choices: readonly Choice[]): Piece {
  if (choices.length === 0) return undefined;
  const group = `tabs-${anchor(label)}`;
  return html`<div class="tabs" role="group" aria-label="${label}">${choices.map(
    ({ name, text, language }, index) =>
      html`<input type="radio" name="${group}" id="${group}-${index}" value="${name}"${index === 0 && new Markup(' checked')}><label for="${group}-${index}">${name}</label><div class="tab" data-name="${name}"><p class="name">${name}</p>${codeBlock(`${label}: ${name}`, text, language)}</div>`,
  )}</div>`;
}
