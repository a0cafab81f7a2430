/** What is due when, on the mock's clock: earliest first, and of two at the same moment the one that was put in first. */
import type { Clock } from '../running/clock.ts';

export type Task = {
  readonly dueMs: number;
  /** For taking out what is lost: the delivery or message that it belongs to. */
  readonly owner: string;
  run(): Promise<void>;
};

export type Queue = {
  add(task: Task): void;
  remove(owner: string): void;
  clear(): void;
  readonly waiting: () => number;
  readonly running: () => number;
  readonly nextDueMs: () => number | undefined;
  /** Resolves as soon as nothing runs and nothing is due. */
  settled(): Promise<void>;
  /** Starts nothing more, and resolves when nothing runs. */
  stop(): Promise<void>;
};

/** Attempts at once. More would measure this machine instead of the gateway. */
const running_max = 64;

export function openQueue(clock: Clock, onCrash: (error: unknown) => void): Queue {
  const tasks: (Task & { readonly order: number })[] = [];
  const watchers = new Set<() => void>();
  let stopped = false;
  let order = 0;
  let running = 0;
  let wake = new AbortController();

  const changed = () => {
    wake.abort();
    for (const watch of [...watchers]) watch();
  };

  function add(task: Task): void {
    const entry = { ...task, order: order++ };
    // From the back: what is put in is mostly due last.
    let at = tasks.length;
    while (at > 0 && isLater(tasks[at - 1], entry)) at -= 1;
    tasks.splice(at, 0, entry);
    changed();
  }

  function remove(owner: string): void {
    for (let at = tasks.length - 1; at >= 0; at -= 1) if (tasks[at]?.owner === owner) tasks.splice(at, 1);
    changed();
  }

  async function work(): Promise<void> {
    while (!stopped) {
      const [first] = tasks;
      if (first !== undefined && first.dueMs <= clock.now() && running < running_max) {
        tasks.shift();
        running += 1;
        first
          .run()
          .catch(onCrash)
          .finally(() => {
            running -= 1;
            changed();
          });
        continue;
      }
      wake = new AbortController();
      const { signal } = wake;
      if (first !== undefined && running < running_max) await clock.sleep(first.dueMs - clock.now(), signal);
      else await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    }
  }

  const idle = () => running === 0 && (tasks[0] === undefined || tasks[0].dueMs > clock.now() || stopped);
  const settled = () =>
    new Promise<void>((resolve) => {
      const watch = () => {
        if (!idle()) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });

  const done = work();
  return {
    add,
    remove,
    clear: () => {
      tasks.length = 0;
      changed();
    },
    waiting: () => tasks.length,
    running: () => running,
    nextDueMs: () => tasks[0]?.dueMs,
    settled,
    stop: async () => {
      stopped = true;
      changed();
      await done;
      await settled();
    },
  };
}

type Place = { readonly dueMs: number; readonly order: number };
const isLater = (one: Place | undefined, other: Place): boolean =>
  one !== undefined && (one.dueMs > other.dueMs || (one.dueMs === other.dueMs && one.order > other.order));
