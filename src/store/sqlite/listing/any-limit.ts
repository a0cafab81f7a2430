/**
 * `LIMIT` of a statement that runs often. SQLite 3.53 plans again for each value that is bound to a bare `LIMIT ?`. A claim spent more time on
 * that than on finding due items (3.9 us instead of 1.1 in the simplest case).
 */
export const anyLimit = '0 + ?';
