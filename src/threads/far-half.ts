/** `DeliveringHalf` by questions to the thread that lives now. What the store alone can answer is not asked there. */
import type { Configuration } from '../config/settings.ts';
import type { DeliveringHalf } from '../deliver/half.ts';
import type { Log } from '../log.ts';
import type { Prepared } from '../running/reload.ts';
import { stackOf } from '../running/thrown.ts';
import type { Store } from '../store/store.ts';
import { packed } from './crossing.ts';
import type { Life } from './life.ts';

export type FarHalf = Omit<DeliveringHalf, 'conditions'> & {
  /** What the next thread opens. */
  readonly inForce: () => Configuration;
};

export function halfOf(parts: {
  readonly configuration: Configuration;
  readonly store: Pick<Store, 'listReplays'>;
  readonly log: Log;
  /** The one that lives now. */
  readonly life: () => Life;
  /** Resolves when a thread delivers, or after a moment without one. */
  readonly up: () => Promise<void>;
}): FarHalf {
  const { store, log, life, up } = parts;
  const ask: Life['ask'] = (name, ...args) => up().then(() => life().ask(name, ...args));
  let inForce = parts.configuration;

  async function prepare(next: Configuration): Promise<Prepared> {
    await up();
    const asked = life();
    const changes = await asked.ask('prepare', packed(next));
    return {
      changes,
      commit: () => {
        inForce = next;
        void commit(asked);
      },
      discard: () => asked.ask('discard').catch(() => {}), // One that ended meanwhile has left nothing open.
    };
  }

  /** The gateway uses the new configuration already. A thread that does not must not go on: the next one opens what is in force. */
  async function commit(asked: Life): Promise<void> {
    // The next one opens what is in force.
    if (life() === asked && asked.isOver()) return;
    try {
      if (life() !== asked) throw new Error('another thread has taken its place, and opened the former configuration');
      await asked.ask('commit');
    } catch (error) {
      log.error('delivering.commit_failed', { reason: stackOf(error) });
      life().end('it did not take up a new configuration');
    }
  }

  return {
    inForce: () => inForce,
    sinks: () => Object.keys(inForce.sinks),
    replaying: {
      plan: (order) => ask('planReplay', order),
      start: (order) => ask('startReplay', order),
      stop: (id) => ask('stopReplay', id),
      show: async (id) => (await store.listReplays({ id }, { limit: 1 })).items[0],
      list: (page) => store.listReplays({}, page),
      redeliver: (deliveryId) => ask('redeliver', deliveryId),
    },
    retention: {
      ages: parts.configuration.policy.retention,
      plan: () => ask('planRetention'),
      begin: () => ask('beginRetention'),
      latest: () => ask('latestRetention'),
      halt: () => (life().isOver() ? Promise.resolve() : ask('haltRetention')),
    },
    reload: { prepare },
    tryMessage: (message) => ask('tryMessage', message),
    testSink: (name) => ask('testSink', name),
    tryCopy: (copy) => ask('tryCopy', copy),
    // A thread that has ended has nothing to hand over, and the next one follows the new time from its start.
    counted: () =>
      life()
        .ask('counted')
        .catch(() => {}),
    follow: (doubtForMs) =>
      life()
        .ask('follow', doubtForMs)
        .catch(() => {}),
  };
}
