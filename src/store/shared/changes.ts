/** Tells listeners what a commit has changed: each kind of change once a turn, however many commands of the commit caused it. */
import type { Log } from '../../log.ts';
import type { Change } from '../store.ts';

export type Changes = {
  listen(listener: (what: Change) => void): () => void;
  announce(what: Change): void;
};

export function openChanges(log: Log): Changes {
  const listeners = new Set<(what: Change) => void>();
  const announced = new Set<Change>();

  function tell(what: Change): void {
    announced.delete(what);
    for (const listener of [...listeners]) {
      try {
        listener(what);
      } catch (error) {
        // A bug in one listener must not keep the others from being told.
        log.error('store.listener_failed', { error: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  return {
    listen(listener) {
      const own = (what: Change) => listener(what);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    announce(what) {
      if (announced.has(what)) return;
      announced.add(what);
      queueMicrotask(() => tell(what));
    },
  };
}
