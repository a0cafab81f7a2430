/**
 * Text of strangers, made safe for a terminal. A control can move the cursor, rewrite the line above, set the title, or hide a link behind
 * other words. A bidi override reverses a line, and characters without width make two names look like one. All of them are shown by their
 * numbers. Everything that the command line prints for people goes through here (`print.ts` and the painted lines have no other way out), and so do log lines on a terminal.
 * The console shows all its texts so (`src/console/strange-text.ts`).
 */

declare const shown: unique symbol;
/** Text in which nothing but our own colours is a control. */
export type Visible = string & { readonly [shown]: true };

// Cc: C0, DEL and C1 (U+009B begins a sequence as ESC [ does). Cf: bidi controls, zero-width characters, tags. DI: characters that are not drawn, such
// as Hangul fillers. The two selectors that choose colour for an emoji are allowed: they follow a character and change nothing else.
const unsafe = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const unsafeButLines = /(?![\ufe0e\ufe0f\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** For one line: line ends and tabs are shown too. */
export const visible = (text: string): Visible => text.replaceAll(unsafe, numbered) as Visible;

/** For text of several lines, such as a body. */
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
