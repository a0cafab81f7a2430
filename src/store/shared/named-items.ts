/** How a person names a message or an event: by its whole id, or by a beginning or an end that only one id has. */

/** Fewer characters name nothing. With four, 65,536 ids have different ends. */
export const ID_CHARACTERS_MIN = 4;
/** How many are looked for before the answer is "several". */
export const ID_CANDIDATES_MAX = 6;
const CANDIDATES_SHOWN_MAX = 5;

/** Several items have this beginning or end. The message names them, or the first of them. */
export class AmbiguousId extends RangeError {
  override readonly name = 'AmbiguousId';
  constructor(text: string, ids: readonly string[]) {
    const shown = ids.slice(0, CANDIDATES_SHOWN_MAX);
    const more = ids.length > shown.length ? ' and others' : '';
    super(`${text} is ambiguous: ${shown.join(', ')}${more} begin or end like this. Give more characters.`);
  }
}

/** The one id that fits; `undefined` if none does. Throws `AmbiguousId` if several do. A whole id means that one, even if other ids begin with it. */
export function oneNamed(text: string, ids: readonly string[]): string | undefined {
  const whole = text.toLowerCase();
  if (ids.length > 1 && !ids.includes(whole)) throw new AmbiguousId(text, ids);
  return ids.includes(whole) ? whole : ids[0];
}
