/** What was thrown, as text. Anything can be thrown, and a rejection may hold anything. */

/** For people: the message alone. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** For a bug that somebody has to find: with the stack, which begins with name and message. */
export const stackOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);

/** Name and message, where the name says more than `Error`. */
export const namedMessageOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);

/** The code that Node gives its errors, such as `ENOENT`. */
export const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined;

/** The message of what caused it, where it wraps another error as `fetch` does. */
export const causeOf = (thrown: unknown): string =>
  thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : messageOf(thrown);
