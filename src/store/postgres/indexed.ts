/** Names that stand in an index, whose entries have at most 2,704 bytes. */
import { createHash } from 'node:crypto';
import { escapedText } from './connection/escaped-text.ts';

/** In the database, with at most three bytes each. */
const CHARACTERS_MAX = 600;
const BEGINNING = 200;

/** A text as it comes back from the database: without half a character. Compare with what this gives. */
export const storable = (text: string): string =>
  /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;

/** The name itself; of a very long one its beginning and a digest of the whole. */
export const indexed = (name: string): string =>
  escapedText(name).length <= CHARACTERS_MAX
    ? storable(name)
    : `${storable(name.slice(0, BEGINNING))}…sha256:${createHash('sha256').update(name).digest('base64url')}`;
