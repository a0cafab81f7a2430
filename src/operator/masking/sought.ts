/** What somebody looked for is often a person's name or order, so it is shown neither to viewers nor in the process log. */
import { MASK } from '../../formats/mask.ts';

/** Parameters that hold what was looked for. */
const soughtParameters: ReadonlySet<string> = new Set(['text', 'field', 'identity', 'reference']);

/** The target with `•••` in place of what was looked for. Names are compared as the gateway reads them, `te%78t` too. */
export function withoutSought(target: string): string {
  const mark = target.indexOf('?');
  if (mark === -1) return target;
  const parts = target.slice(mark + 1).split('&');
  return `${target.slice(0, mark)}?${parts.map((part) => (isSought(part) ? `${part.split('=', 1)}=${MASK}` : part)).join('&')}`;
}

const isSought = (part: string): boolean =>
  [...new URLSearchParams(part).keys()].some((name) => soughtParameters.has(name));
