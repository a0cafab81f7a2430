/** A part of the bench: what it measures in one go, in rounds. */
import type { Figure } from '../figures.ts';
import type { Round } from '../machine.ts';

export type Length = {
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
  /** For LD_PRELOAD: makes syncs slower and counts them (`slow-disk.c`). Absent where there is no C compiler. */
  readonly shim?: string;
};
export type Part = (
  length: Length,
) => Promise<{ readonly figures: readonly Figure[]; readonly rounds: readonly Round[] }>;
