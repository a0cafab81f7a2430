/** During a rotation: which of a source's tokens or keys can go. */
import { relativeTime } from './print.ts';

export type Use = { readonly label: string; readonly uses: number; readonly lastUsedAt?: string };

// Paazl repeats a push for a day, and other providers' retries come with the token of their first try: an old one that was not used for this
// long, while another of its kind was, is dead.
const QUIET_MS = 25 * 3_600_000;

/** A sentence for each token or key that has fallen silent while another of the same scheme is in use. */
export function rotationAdvice(uses: readonly Use[], nowMs: number): readonly string[] {
  const schemeOf = (label: string) => label.split(':')[0];
  const lastMs = ({ lastUsedAt }: Use) => (lastUsedAt === undefined ? undefined : Date.parse(lastUsedAt));
  return uses.flatMap((old) => {
    const oldMs = lastMs(old);
    if (!/^(bearer|hmac|certificate):/.test(old.label) || oldMs === undefined || nowMs - oldMs < QUIET_MS) return [];
    const current = uses.find(
      (other) => schemeOf(other.label) === schemeOf(old.label) && nowMs - (lastMs(other) ?? 0) < QUIET_MS,
    );
    if (current === undefined) return [];
    return [
      `${old.label} was last used ${relativeTime(old.lastUsedAt, nowMs)}, and ${current.label} is in use. You can remove ${old.label}.`,
    ];
  });
}
