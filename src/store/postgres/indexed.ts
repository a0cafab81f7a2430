/** Names that stand in an index, whose entries have at most 2,704 bytes. */
import { createHash } from 'node:crypto';

const CHARACTERS_MAX = 600;
const BEGINNING = 200;

/** A text as it comes back from the database: without NUL, which its text cannot have, and without half a character. Compare with what this gives. */
export function storable(text: string): string {
  const plain = text.includes('\0') ? text.replaceAll('\0', SYMBOL_FOR_NUL) : text;
  return /[\ud800-\udfff]/.test(plain) ? Buffer.from(plain, 'utf8').toString('utf8') : plain;
}

// A header, a name or a sink's answer with a NUL is kept with the symbol for it, and not refused for ever.
export const SYMBOL_FOR_NUL = '␀';

/** The name itself; of a very long one its beginning and a digest of the whole. */
export const indexed = (name: string): string =>
  name.length <= CHARACTERS_MAX
    ? storable(name)
    : `${storable(name.slice(0, BEGINNING))}…sha256:${createHash('sha256').update(name).digest('base64url')}`;
