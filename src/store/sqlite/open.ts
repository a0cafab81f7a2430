import { type Log, silentLog } from '../../log.ts';
import { type Clock, systemClock } from '../../running/clock.ts';
import { sharedHurried } from '../shared/hurried.ts';
import type { ShareableStore, SharedFile } from '../shared-store.ts';
import type { OpenedStore } from '../store.ts';
import { askForReader } from './beside.ts';
import type { Sent, WriteHandlers } from './commands.ts';
import type { Committed } from './commit.ts';
import { revive } from './failures.ts';
import { own } from './file/owner.ts';
import { sqliteStore } from './store.ts';
import { joinThread, type StartThread, startThread, type Thread, threadOnDemand } from './thread.ts';

/**
 * Opens the store in the file at `path`, creating it (and its folder) readable by this user only, and bringing it to the
 * newest schema. Leases of a dead process are void afterwards.
 *
 * Rejects with `StoreUnavailable`, with a sentence for the operator: another process owns the file, it belongs to another
 * program, it was written by a newer version, or it could not be opened as safely as the ack promises.
 */
export async function openSqliteStore(options: {
  path: string;
  /** Files that a store of before has left elsewhere, such as delivered events: a store that is younger than one says so. */
  witnesses?: readonly string[];
  clock?: Clock;
  log?: Log;
  /** Where the writer and the reader run; without it in threads of their own, so that a slow disk or listing never stops the caller. */
  start?: StartThread;
}): Promise<ShareableStore> {
  const { path, witnesses, clock = systemClock, log = silentLog, start } = options;
  const { release, remarks, ...file } = await own(path, witnesses);
  for (const remark of remarks) log.warn('store.younger', { detail: remark });
  try {
    const writer = await startThread('writer', file, start);
    const lastSignMs = await takeOver(writer, clock.now());
    return sqliteStore({
      found: { remarks, ...(lastSignMs !== undefined && { lastSignMs }) },
      ...{
        writer,
        reader: threadOnDemand(() => startThread('reader', file, start), clock),
        hurried: sharedHurried(),
        clock,
        log,
        release,
      },
    });
  } catch (error) {
    await release();
    throw error;
  }
}

/** The store that another thread of this process has opened, with the promises and the writer that it has there. Closing it closes this client alone. */
export async function joinSqliteStore(
  { writer, beside, hurried, found }: SharedFile,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<OpenedStore> {
  const reader = threadOnDemand(() => joinThread('reader', askForReader(beside)), clock);
  return sqliteStore({
    ...{
      writer: await joinThread('writer', writer),
      reader,
      hurried: sharedHurried(hurried),
      clock,
      log,
      found,
      beside,
    },
    release: async () => {},
  });
}

/** Before anything is claimed: the process that held the leases has died, since this one owns the file now. When it last said that it lived. */
async function takeOver(writer: Thread, nowMs: number): Promise<number | undefined> {
  const batch: readonly Sent<WriteHandlers>[] = [{ name: 'takeOver', request: { nowMs } }];
  const [outcome] = (await writer.ask(batch)) as readonly Committed[];
  if (outcome?.ok) return outcome.answer as ReturnType<WriteHandlers['takeOver']>;
  await writer.close();
  throw outcome ? revive(outcome.failure) : new Error('The writer left a command without an answer');
}
