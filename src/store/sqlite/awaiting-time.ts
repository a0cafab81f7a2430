/**
 * `due_at_ms` of work that is laid aside until somebody gives its result: the end of the year 9999. It is still in work, so that retention leaves
 * it alone, and equal to `since_ms`, so that it is no lease. `backlog` counts what is due before.
 */
export const AWAITING_MS = 253_402_300_799_000;
