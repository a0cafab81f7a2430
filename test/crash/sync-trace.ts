/**
 * Reads what `sync-shim.c` saw, and finds the acks that went out too early.
 *
 * For each answer it asks: which push came in on this connection, did a transaction that holds it end in the log, did a sync begin after
 * that, and did it succeed before the answer was handed to the kernel? Lines about the log come from the one thread that writes it.
 */
export type Trace = {
  /** Successful syncs of the log. */
  readonly syncs: number;
  /** Marks of the pushes that were answered with 2xx, in order. */
  readonly acked: readonly string[];
  /** Of these, whose commit was not synced. */
  readonly early: readonly string[];
  /** Answers of any status to pushes before the sync that was held back was let go. */
  readonly answersWhileHeld: number;
  /** Marks of the pushes read so far. */
  readonly read: ReadonlySet<string>;
  /** Up to where the log was written when the last sync began, and where its last transaction ended by now. */
  readonly syncedBytes: number;
  readonly writtenBytes: number;
  /** How often a sync was held back. */
  readonly holds: number;
};

export function readTrace(text: string): Trace {
  const log = followLog();
  const asking = new Map<string, string>();
  const read = new Set<string>();
  const acked: string[] = [];
  const early: string[] = [];
  let answersWhileHeld = 0;
  for (const line of text.split('\n').slice(0, -1)) {
    const [kind = '', first = '', second = ''] = line.split(' ');
    if (kind === 'R') {
      asking.set(first, second);
      read.add(second);
    } else if (kind === 'A') {
      const mark = asking.get(first);
      if (mark === undefined) continue; // No push: the operator's listener, or a mock.
      asking.delete(first);
      if (!log.letGo) answersWhileHeld += 1;
      if (!second.startsWith('2')) continue;
      acked.push(mark);
      if (!log.durable.has(mark)) early.push(mark);
    } else log.follow(line);
  }
  return {
    syncs: log.syncs,
    acked,
    early,
    answersWhileHeld,
    read,
    syncedBytes: log.syncedBytes,
    writtenBytes: log.writtenBytes,
    holds: log.holds,
  };
}

/** Which marks are durable: written, then their transaction ended, then a sync begun, then that sync succeeded. */
function followLog() {
  let written: string[] = [];
  let ended: string[] = [];
  let syncing: string[] = [];
  let ending = false;
  const state = {
    durable: new Set<string>(),
    syncs: 0,
    syncedBytes: 0,
    writtenBytes: 0,
    holds: 0,
    letGo: false,
    follow,
  };

  function follow(line: string): void {
    const [kind, ...rest] = line.split(' ');
    switch (kind) {
      case 'W':
        written.push(...rest);
        if (!ending) return;
        ending = false;
        ended.push(...written);
        written = [];
        return;
      case 'C':
        ending = true;
        state.writtenBytes = Number(rest[0]);
        return;
      case 'S':
        state.syncedBytes = Number(rest[0]);
        return;
      case 'B':
        syncing = ended;
        ended = [];
        return;
      case 'E':
        if (rest[0] !== '0') return; // A failed sync proves nothing, and the marks are not counted again.
        state.syncs += 1;
        for (const mark of syncing) state.durable.add(mark);
        syncing = [];
        return;
      case 'H':
        state.holds += 1;
        return;
      case 'G':
        state.letGo = true;
        return;
      default:
        throw new TypeError(`the shim wrote a line that nobody understands: ${line}`);
    }
  }
  return state;
}
