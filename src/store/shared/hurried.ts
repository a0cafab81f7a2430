/** When senders last waited for the writer, known to every queue before it: beside them each sends everything else in portions. */
export type Hurried = {
  /** Of the monotonic clock of the process, in milliseconds. */
  atMs: number;
};

/** In memory that threads share; what `share` holds is given to `sharedHurried` there. */
export type SharedHurried = Hurried & { readonly memory: SharedArrayBuffer };

export function sharedHurried(memory = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)): SharedHurried {
  const at = new Float64Array(memory);
  return {
    memory,
    get atMs() {
      return at[0] ?? 0;
    },
    set atMs(ms) {
      at[0] = ms;
    },
  };
}
