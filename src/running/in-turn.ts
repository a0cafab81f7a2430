/** Work that must not overlap, done one after the other in the order in which it was asked for. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function openInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {}); // Whoever asked hears of it.
    return next;
  };
}
