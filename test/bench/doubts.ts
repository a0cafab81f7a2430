/** Which parts of a run say little, because the machine was not steady. */
import { swing } from './figures.ts';
import type { Round } from './machine.ts';

/** A run whose bare figure differs by more between its rounds says little. */
const SWING_MAX = 0.3;

/** A sentence for each part whose bare figure swung too far. */
export function doubts(all: readonly Round[]): string[] {
  return [...new Set(all.map(({ part }) => part))].flatMap((part) => {
    const apart = swing(all.filter((one) => one.part === part).map(({ bare }) => bare));
    if (apart <= SWING_MAX) return [];
    return [
      `**Marked: in \`${part}\` the bare append swung by ${Math.round(apart * 100)} %**, more than ${SWING_MAX * 100} %. The machine was not steady: trust its ratios a little and its absolute figures less.`,
    ];
  });
}
