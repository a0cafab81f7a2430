/** How much room text takes on a terminal: most characters one column, those of East Asia and emoji two, marks that combine with another none. */
import width from 'string-width';

export { width };

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const padded = (text: string, columns: number): string =>
  `${text}${' '.repeat(Math.max(0, columns - width(text)))}`;

/** As it is where it fits, else its beginning and `…`, together at most `columns` wide; no character is cut in two. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of characters.segment(text)) {
    used += width(segment);
    if (used > columns) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}
