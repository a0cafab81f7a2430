/** How a person names a message or an event: by its whole id, or by how that begins or ends, as far as that says which one is meant. */

/** Fewer name nothing: of four, 65,536 ids differ at their ends. */
export const ID_CHARACTERS_MIN = 4;
/** What is looked for before "several" is the answer. */
export const ID_CANDIDATES_MAX = 6;
const CANDIDATES_SHOWN_MAX = 5;

/** Several items may be meant. The message names them, or the first of them. */
export class AmbiguousId extends RangeError {
  override readonly name = 'AmbiguousId';
  constructor(text: string, ids: readonly string[]) {
    const shown = ids.slice(0, CANDIDATES_SHOWN_MAX);
    const more = ids.length > shown.length ? ' and others' : '';
    super(`${text} is ambiguous: ${shown.join(', ')}${more} begin or end like this. Give more characters.`);
  }
}

/** The one id that is meant, `undefined` where there is none; throws `AmbiguousId`. The whole of an id means that one, whatever else begins with it. */
export function oneNamed(text: string, ids: readonly string[]): string | undefined {
  const whole = text.toLowerCase();
  if (ids.length > 1 && !ids.includes(whole)) throw new AmbiguousId(text, ids);
  return ids.includes(whole) ? whole : ids[0];
}
