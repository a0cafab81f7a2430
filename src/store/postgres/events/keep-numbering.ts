/** Numbers events soon after their commit, and before every pull. */
import type { Log } from '../../../log.ts';
import type { Connections } from '../connection/pool.ts';
import { numberEvents, waitForNumber } from './numbering.ts';

export type Numbering = {
  /** After a commit that made events: one run for many of them. */
  soon(): void;
  /** Everything that was committed before this call has its number when it resolves, whichever node committed it. */
  now(): Promise<void>;
  stop(): Promise<void>;
};

export function openNumbering({
  read,
  write,
  log,
}: Pick<Connections, 'read' | 'write'> & { readonly log: Log }): Numbering {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  async function now(): Promise<void> {
    if (!(await read(waitForNumber))) return;
    while (await write(numberEvents));
  }

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await now();
      } catch (error) {
        // The next commit, or the next pull, tries again.
        log.warn('store.numbering_failed', { reason: error instanceof Error ? error.message : String(error) });
        return;
      }
    } while (again && !stopped);
  }

  return {
    soon() {
      again = true;
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    now,
    async stop() {
      stopped = true;
      await running;
    },
  };
}
