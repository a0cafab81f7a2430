/** Who may run what must run once. */
export type LeaseTerm = {
  /** Whoever asks, by a name that nobody else has: another process, and another start of this one, has another. */
  readonly holder: string;
  readonly nowMs: number;
  /** How long from now; 0 gives it up. */
  readonly forMs: number;
};
