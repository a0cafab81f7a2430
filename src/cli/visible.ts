/**
 * Text that others wrote, as a terminal may have it. A control can move the cursor, rewrite the line above, set the title, or hide a link behind
 * other words; a bidi override turns a line around, and what has no width makes two names look like one. All of them are shown by their
 * numbers. Everything that the command line prints for people goes through here: `print.ts` and the painted lines know no other way out.
 */

declare const shown: unique symbol;
/** Text in which nothing but our own colours is a control. */
export type Visible = string & { readonly [shown]: true };

// Cc: C0, DEL and C1 (U+009B begins a sequence as ESC [ does). Cf: bidi controls, zero-width characters, tags. DI: what is drawn as nothing, such
// as Hangul fillers. Not the two selectors that say whether an emoji is in colour: they stand behind a character and change nothing else.
const unsafe = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const unsafeButLines = /(?![\ufe0e\ufe0f\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** One line of it: line ends and tabs are shown too. */
export const visible = (text: string): Visible => text.replaceAll(unsafe, numbered) as Visible;

/** The same where lines may be lines, as in a body. */
export const visibleLines = (text: string): Visible =>
  text.replaceAll('\r\n', '\n').replaceAll(unsafeButLines, numbered) as Visible;

/** JSON that says the same to a program and nothing to a terminal: JSON.stringify leaves C1, bidi and zero-width characters as they are. */
export const visibleJson = (value: unknown, indent?: number): Visible =>
  JSON.stringify(value, null, indent).replaceAll(unsafeButLines, numbered) as Visible;

export const joined = (parts: readonly Visible[], between: string): Visible =>
  parts.filter((part) => part !== '').join(between) as Visible;

/** As JSON writes it, so that it can be read back and looked up; beyond U+FFFF a pair. */
function numbered(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
