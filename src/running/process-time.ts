/** Monotonic, in milliseconds, and the same in all threads of the process; `performance.now()` counts from the start of each. */
export const processMs = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
