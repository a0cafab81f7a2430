/** A long description of which the first paragraph is open. What is folded away is named by the words with which its paragraphs begin. */
import { html, type Piece } from '../../../ui/html.ts';
import { blocksOf, inline, markdown } from './markdown.ts';

export function folded(text: string): Piece {
  const [first, ...rest] = blocksOf(text).filter(({ type }) => type !== 'space');
  if (first === undefined) return undefined;
  const more = rest.map(({ raw }) => raw.trim()).join('\n\n');
  if (more === '') return markdown(first.raw);
  const heads = rest.flatMap(({ raw }) => /^\*\*(.+?)\.?\*\*/.exec(raw)?.[1] ?? []);
  return html`${markdown(first.raw)}<details class="more"><summary>${heads.length > 0 ? heads.map((head, index) => html`${index > 0 && ' · '}${inline(head)}`) : 'More about it'}</summary>${markdown(more)}</details>`;
}
