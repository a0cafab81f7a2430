/** How much room text takes on a terminal: most characters one column, those of East Asia and emoji two, marks that combine with another none. */
import { lazily } from '../running/lazily.ts';

// Its tables of characters take 40 ms to load, and most texts need none of them.
const stringWidth = lazily((require) => (require('string-width') as typeof import('string-width')).default);
const PLAIN = /^[\x20-\x7e]*$/;

export const width = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth()(text));

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
