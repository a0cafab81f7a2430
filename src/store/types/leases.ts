/** Leases: one process at a time does a job that must run once. */
export type LeaseTerm = {
  /** The caller, by a name of its own: another process has another one, and so has another start of this process. */
  readonly holder: string;
  readonly nowMs: number;
  /** How long from now; 0 gives it up. */
  readonly forMs: number;
};
