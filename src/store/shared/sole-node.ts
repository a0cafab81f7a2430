/** The gateway of a store that one process owns, shown as the gateways of a shared one are. */
import type { Clock } from '../../running/clock.ts';
import type { Store } from '../store.ts';
import type { NodeName, Nodes } from '../types/nodes.ts';

// A start that nobody asked about need not be counted: the number is written when it is first shown.
const SPACE = 'nodes';
const KEY = 'epoch';

export function soleNode(store: Pick<Store, 'kept' | 'keep'>, name: NodeName, clock: Pick<Clock, 'now'>): Nodes {
  const startedAtMs = clock.now();
  let state: 'up' | 'draining' = 'up';
  let counting: Promise<number> | undefined;

  /** Greater than that of every start before. */
  async function countStart(): Promise<number> {
    for (;;) {
      const kept = await store.kept(SPACE, KEY);
      const epoch = (kept === undefined ? 0 : Number(Buffer.from(kept.value).toString())) + 1;
      const change = { value: Buffer.from(String(epoch)), version: kept?.version ?? 0 };
      if ((await store.keep(SPACE, KEY, change)) === 'kept') return epoch;
    }
  }

  return {
    async list() {
      counting ??= countStart().catch((error: unknown) => {
        counting = undefined;
        throw error;
      });
      const epoch = await counting;
      return [{ ...name, epoch, startedAtMs, seenAtMs: clock.now(), state, own: true }];
    },
    async drain() {
      state = 'draining';
    },
  };
}
