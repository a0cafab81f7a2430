/** How much room text takes on a terminal: most characters one column, those of East Asia and emoji two, marks that stand on another none. */

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
const narrow = /^[\x20-\x7e]*$/;
// Unicode's East Asian Width has no property of its own in a regular expression; these are the blocks whose characters are wide.
const wide =
  /^[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\p{sc=Yi}\u3000-\u303e\u3200-\u32ff\u3300-\u33ff\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
// Katakana of half the width, which the script above includes.
const half = /^[\uff61-\uffdc]/;

const widthOf = (character: string): number => {
  if (half.test(character)) return 1;
  if (wide.test(character) || character.includes('\ufe0f')) return 2;
  return /^\p{M}+$/u.test(character) ? 0 : 1;
};

/** In columns. */
export function width(text: string): number {
  if (narrow.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of characters.segment(text)) columns += widthOf(segment);
  return columns;
}

export const padded = (text: string, columns: number): string =>
  `${text}${' '.repeat(Math.max(0, columns - width(text)))}`;

/** As it is where it fits, else its beginning and `…`, together at most `columns` wide; no character is cut in two. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of characters.segment(text)) {
    used += widthOf(segment);
    if (used > columns) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept}…`;
}
