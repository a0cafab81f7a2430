/** The day of a row's partition: days of 86,400,000 ms since the epoch. */
export const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);
