/** Bindings as they are stored. Most are the same as their key: 64 of the 150 bytes of an identity, in a table that is written at random places. */

const SAME = '=';

/** What begins with the sign gets one more. */
export const written = (binding: string, key: string): string =>
  binding === key ? SAME : binding.startsWith(SAME) ? SAME + binding : binding;

export const read = (stored: string, key: string): string =>
  stored === SAME ? key : stored.startsWith(SAME) ? stored.slice(SAME.length) : stored;

/** `read` in SQL, of a row with the columns `binding` and `key`. */
export const bindingColumn = `CASE WHEN binding = '${SAME}' THEN key WHEN binding LIKE '${SAME}%' THEN substr(binding, 2) ELSE binding END`;
