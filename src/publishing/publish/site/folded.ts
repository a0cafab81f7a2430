/** A long description in two: its first paragraph, and the rest, folded. What is folded away is named by the words with which its paragraphs begin. */
import { html, type Piece } from '../../../ui/html.ts';
import { blocksOf, inline, markdown } from './markdown.ts';

export type Folded = { readonly first: Piece; readonly more: Piece };

export function foldedParts(text: string): Folded {
  const [first, ...rest] = blocksOf(text).filter(({ type }) => type !== 'space');
  if (first === undefined) return { first: undefined, more: undefined };
  const more = rest.map(({ raw }) => raw.trim()).join('\n\n');
  if (more === '') return { first: markdown(first.raw), more: undefined };
  const heads = rest.flatMap(({ raw }) => /^\*\*(.+?)\.?\*\*/.exec(raw)?.[1] ?? []);
  return {
    first: markdown(first.raw),
    more: html`<details class="more"><summary>${heads.length > 0 ? heads.map((head, index) => html`${index > 0 && ' · '}${inline(head)}`) : 'More about it'}</summary>${markdown(more)}</details>`,
  };
}

export function folded(text: string): Piece {
  const { first, more } = foldedParts(text);
  return first === undefined ? undefined : html`${first}${more}`;
}

/** A tree of fields, which a narrow screen folds and a wide one and paper show: site.css. Undefined where there is nothing in it. */
export const foldedTree = (count: number, called: string, tree: Piece): Piece =>
  count > 0 &&
  html`<details class="fields"><summary>${count} ${called}${count !== 1 && 's'}</summary>${tree}</details>`;
