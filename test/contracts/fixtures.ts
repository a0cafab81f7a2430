import { fileURLToPath } from 'node:url';

/** A package with one contract of a toy provider. */
export const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
