/** Calls of one at a time, where each takes everything that came while the one before ran: no timer, and nothing waits for company. */

// Kafka refuses a record batch of more than 1 MiB (message.max.bytes). A larger event goes alone, so that its refusal is nobody else's.
const GATHERED_BYTES_MAX = 500_000;
const GATHERED_MAX = 500;

type Waiting<T> = { readonly item: T; readonly done: () => void; readonly failed: (reason: unknown) => void };

/** Resolves when the call that had the item has. A call that rejects rejects for all of its items. */
export function gather<T>(
  call: (items: readonly T[]) => Promise<void>,
  bytesOf: (item: T) => number,
): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const taken = waiting.slice(0, countThatFit(waiting, bytesOf));
      waiting = waiting.slice(taken.length);
      try {
        await call(taken.map(({ item }) => item));
        for (const { done } of taken) done();
      } catch (error) {
        for (const { failed } of taken) failed(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (!running) void run();
    });
}

function countThatFit<T>(waiting: readonly Waiting<T>[], bytesOf: (item: T) => number): number {
  let bytes = 0;
  for (const [count, { item }] of waiting.entries()) {
    bytes += bytesOf(item);
    if (count === GATHERED_MAX || (count > 0 && bytes > GATHERED_BYTES_MAX)) return count;
  }
  return waiting.length;
}
