/**
 * PostgreSQL's text has no NUL. A NUL is kept as `␀` with a control character behind it, and `␀` itself with another, so that a text comes back as it was and
 * two texts never become one: an identity that took the place of another would make a repeat of a new message. A `␀` alone is what earlier versions kept for NUL.
 */
const SYMBOL = '␀';
const FOR_NUL = `${SYMBOL}\u0001`;
const FOR_SYMBOL = `${SYMBOL}\u0002`;

/** As the database has it. */
export const escapedText = (text: string): string =>
  text.includes('\0') || text.includes(SYMBOL) ? text.replaceAll(SYMBOL, FOR_SYMBOL).replaceAll('\0', FOR_NUL) : text;

export const unescapedText = (text: string): string =>
  text.includes(SYMBOL) ? text.replaceAll(FOR_NUL, '\0').replaceAll(FOR_SYMBOL, SYMBOL) : text;
