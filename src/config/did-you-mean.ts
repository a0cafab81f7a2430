/** The candidate that somebody who wrote `word` most likely meant, if one is near enough. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const near = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    // A third of the letters wrong is still a slip; more is another word.
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

const NAMES_SHOWN_MAX = 20;

/** A sentence for somebody who gave a name that does not exist: the nearest one, or those that exist. */
export function insteadOf(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (known.length === 0) return 'None exists.';
  return `There are ${known.slice(0, NAMES_SHOWN_MAX).join(', ')}${known.length > NAMES_SHOWN_MAX ? ' and others' : ''}.`;
}

/**
 * Levenshtein's distance in which two letters that changed places (`sned`, `cuont`) are one slip and not two. Both words are short (keys of a
 * file), so the simple table is enough.
 */
function distanceBetween(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
