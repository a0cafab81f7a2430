/** Tells workers that something may be due, and whoever pulls that there may be events: once per turn, however many commands of a commit made it so. */
import type { Log } from '../../log.ts';

export function dueListeners(log: Log) {
  const listeners = new Set<() => void>();
  let announced = false;

  function tell(): void {
    announced = false;
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (error) {
        // One listener's bug may not keep the others asleep.
        log.error('store.listener_failed', { error: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  return {
    add(listener: () => void): () => void {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    announce(): void {
      if (announced) return;
      announced = true;
      queueMicrotask(tell);
    },
  };
}
