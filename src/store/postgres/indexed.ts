/** Names that stand in an index, whose entries have at most 2,704 bytes. */
import { createHash } from 'node:crypto';

const CHARACTERS_MAX = 600;
const BEGINNING = 200;

/** The name itself; of a very long one its beginning and a digest of the whole. */
export const indexed = (name: string): string =>
  name.length <= CHARACTERS_MAX
    ? name
    : `${name.slice(0, BEGINNING)}…sha256:${createHash('sha256').update(name).digest('base64url')}`;
