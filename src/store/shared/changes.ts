/** Tells who listens what a commit has changed: once per turn of each kind, however many commands of a commit made it so. */
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
        // One listener's bug may not keep the others asleep.
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
