/** Counts of messages, added up as pages show them. */
import type { MessageCount, MessageCounts } from './api.ts';

/** How many came in each step, the oldest first; steps without any are 0. */
export function perStep({ from, to, stepSeconds, items }: MessageCounts, source?: string): readonly number[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const counts = Array.from({ length: Math.round((last - first) / (stepSeconds * 1_000)) }, () => 0);
  for (const one of items) {
    const place = Math.floor((Date.parse(one.at) - first) / (stepSeconds * 1_000));
    if (source === undefined || one.source === source) counts[place] = (counts[place] ?? 0) + one.count;
  }
  return counts;
}

/** The sum for each word, the most frequent first. */
export function totalsBy<Word extends string>(
  items: readonly MessageCount[],
  word: (item: MessageCount) => Word | undefined,
): readonly (readonly [Word, number])[] {
  const totals = new Map<Word, number>();
  for (const item of items) {
    const key = word(item);
    if (key !== undefined) totals.set(key, (totals.get(key) ?? 0) + item.count);
  }
  return [...totals].sort(([, one], [, other]) => other - one);
}
