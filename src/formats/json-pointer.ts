/** JSON Pointer (RFC 6901): the one place that knows how its steps are written. */

/** One step as it is written between slashes. */
export const writtenStep = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

/** The name of a written step. */
const stepName = (written: string): string => written.replaceAll('~1', '/').replaceAll('~0', '~');

/** `['a/b', 0]` → `/a~1b/0`; no steps are the whole document, the empty text. */
export const pointerOf = (steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${writtenStep(step)}`).join('');

/** The names on the way. Text before the first slash (nothing, or the `#` of a reference) is not a step. */
export const stepsOf = (pointer: string): readonly string[] => pointer.split('/').slice(1).map(stepName);
