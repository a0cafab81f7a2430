/** The numbers of a JSON text as they are written, texts aside: what `JSON.parse` and `JSON.stringify` may change on the way. */
export const numbersOf = (text: string): readonly string[] =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.eE+-]*/g) ?? [];
