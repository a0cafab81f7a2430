/** What may be asked of the delivering thread, by name. */

import type { DeliveringHalf } from '../deliver/half.ts';
import type { ReplayOrder } from '../deliver/replay.ts';
import type { Copy } from '../deliver/try-copy.ts';
import type { Log } from '../log.ts';
import { discardAll, type Prepared, type Reloadable } from '../running/reload.ts';
import { stackOf } from '../running/thrown.ts';
import type { StoredMessage } from '../store/store.ts';
import { type DeliveringConfiguration, unpacked } from './crossing.ts';

export type Calls = ReturnType<typeof callsOf>;

type Parts = {
  readonly half: DeliveringHalf;
  readonly reload: readonly Reloadable[];
  readonly configuration: DeliveringConfiguration;
  readonly log: Log;
  /** Hands over what is counted and logged by now. */
  readonly flush: () => void;
  readonly close: () => Promise<void>;
};

export function callsOf({ half, reload, configuration, log, flush, close }: Parts) {
  const { replaying, retention } = half;
  let inForce = configuration;
  let next = configuration;
  let prepared: Prepared[] = [];
  const discard = async () => {
    const all = prepared;
    prepared = [];
    await discardAll(all, (failure) => log.error('configuration.discard_failed', { reason: stackOf(failure) }));
  };

  return {
    planReplay: (order: ReplayOrder) => replaying.plan(order),
    startReplay: (order: ReplayOrder) => replaying.start(order),
    stopReplay: (id: string) => replaying.stop(id),
    redeliver: (deliveryId: string) => replaying.redeliver(deliveryId),
    planRetention: () => retention.plan(),
    beginRetention: () => retention.begin(),
    latestRetention: async () => retention.latest(),
    haltRetention: () => retention.halt(),
    tryMessage: (message: StoredMessage) => half.tryMessage(message),
    testSink: (name: string) => half.testSink(name),
    tryCopy: (copy: Copy) => half.tryCopy(copy),
    counted: async () => flush(),
    follow: (doubtForMs: number) => half.follow(doubtForMs),
    /** Opens what the next configuration asks for, all of it or nothing; `commit` or `discard` follows. */
    prepare: async (packedNext: unknown) => {
      next = unpacked(packedNext);
      prepared = [];
      try {
        for (const part of reload) prepared.push(await part.prepare(next as never, inForce as never));
      } catch (error) {
        await discard();
        throw error;
      }
      return prepared.flatMap(({ changes }) => changes);
    },
    commit: async () => {
      for (const { commit } of prepared) commit();
      prepared = [];
      inForce = next;
    },
    discard,
    close,
  };
}
