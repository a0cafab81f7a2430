/**
 * An unknown path, as it may be shown to the operator. A key may be in it (1ShoppingCart's is a segment of
 * the path, and a mistyped URL has it all the same), so a segment is shown only where it reads like a name; the query never is.
 */

const CHARACTERS_MAX = 128;
const SEGMENTS_MAX = 8;
// A key that lets a caller in has at least 16 bytes (src/trust/secrets.ts), so nothing shorter is one; with digits in it, it may be half of one.
const NAME_CHARACTERS_MAX = 15;
const NAME_WITH_DIGITS_CHARACTERS_MAX = 7;

/** `known`: names of providers and sources, which are shown whatever they look like. Everything else that is not a plain short word becomes `***`. */
export function refusedPath(path: string, known: ReadonlySet<string>): string {
  const segments = path.split('/').slice(1);
  const shown = segments
    .slice(0, SEGMENTS_MAX)
    .map((segment) => (known.has(segment) || isName(segment) ? segment : '***'))
    .join('/');
  return `/${shown}${segments.length > SEGMENTS_MAX ? '/…' : ''}`.slice(0, CHARACTERS_MAX);
}

function isName(segment: string): boolean {
  if (!/^[A-Za-z0-9._~-]*$/.test(segment)) return false;
  return segment.length <= (/\d/.test(segment) ? NAME_WITH_DIGITS_CHARACTERS_MAX : NAME_CHARACTERS_MAX);
}
