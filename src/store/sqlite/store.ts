/** `Store` on SQLite: writes through the group commit to the writer's thread, reads to the reader's. */

import type { Log } from '../../log.ts';
import type { Clock } from '../../running/clock.ts';
import { oneNamed } from '../named-items.ts';
import { waitingResults } from '../shared/waiting-results.ts';
import { type DeliveryClaim, type Store, StoreUnavailable, type WorkClaim } from '../store.ts';
import { awaiting } from './awaiting-results.ts';
import { claiming } from './claiming.ts';
import type { Read, Sent, Write, WriteHandlers } from './commands.ts';
import type { Outcome } from './commit.ts';
import { toCursor } from './cursor.ts';
import { dueListeners } from './due.ts';
import { forgetting } from './forgetting.ts';
import { keptClient } from './kept/client.ts';
import type { HeldThing } from './leases.ts';
import { ledger } from './ledger.ts';
import { slice } from './pages.ts';
import { pulling } from './pulling.ts';
import { openQueue } from './queue.ts';
import { replaying } from './replaying.ts';
import type { Thread } from './thread.ts';
import { withOwnBytes } from './weigh.ts';
import { writtenEnd } from './written.ts';

const limits = {
  reads_waiting_max: 1_000,
} as const;

export type Parts = {
  readonly writer: Thread;
  readonly reader: Omit<Thread, 'exited'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the process before this one. */
  readonly lastSignMs?: number;
  /** Gives the file free for another owner. */
  readonly release: () => Promise<void>;
  readonly remarks: readonly string[];
};

export function sqliteStore({ writer, reader, clock, log, lastSignMs, remarks, release }: Parts): Store {
  let fail: (error: StoreUnavailable) => void = () => {};
  const failed = new Promise<StoreUnavailable>((resolve) => {
    fail = resolve;
  });
  let ended: StoreUnavailable | undefined;
  let closing: Promise<void> | undefined;
  let reads = 0;
  const due = dueListeners(log);
  const made = dueListeners(log);
  const results = waitingResults(clock, (ids) =>
    Promise.all(ids.map((messageId) => write('readResult', { messageId }))),
  );
  const queue = openQueue(async (batch) => (await writer.ask(batch)) as readonly Outcome[], end);

  /** Nothing is promised any more. */
  function end(error: StoreUnavailable): void {
    if (ended) return;
    ended = error;
    void results.dismiss();
    log.error('store.failed', { reason: error.message });
    fail(error);
  }

  const write: Write = async (name, request) => {
    if (ended) throw ended;
    return submit(name, request);
  };

  /** Also while closing: what was begun may still be written. */
  const submit: Write = async (name, request) => {
    const { command, bytes } = withOwnBytes({ name, request } as Sent<WriteHandlers>);
    return (await queue.submit(command, bytes)) as Awaited<ReturnType<typeof submit<typeof name>>>;
  };

  const read: Read = async (name, request) => {
    if (ended) throw ended;
    if (reads >= limits.reads_waiting_max) throw new StoreUnavailable('Too many reads are waiting.', { fatal: false });
    reads += 1;
    try {
      return (await reader.ask({ name, request })) as Awaited<ReturnType<typeof read<typeof name>>>;
    } catch (error) {
      if (error instanceof StoreUnavailable && error.fatal) end(error);
      throw error;
    } finally {
      reads -= 1;
    }
  };

  const claims = claiming(write);

  async function close(): Promise<void> {
    const failed = ended !== undefined;
    ended ??= new StoreUnavailable('The store is closed.', { fatal: true });
    await results.dismiss();
    if (!failed) await queue.drained();
    await reader.close();
    const said = await writer.close();
    if (said !== undefined) log.error('store.moved', { detail: said });
    await release();
  }

  return {
    failed,
    remarks,
    async append(message) {
      const appended = await write('append', message);
      claims.appended(message, appended);
      const reopened = appended.outcome === 'duplicate' && appended.reopened;
      if (reopened || (appended.outcome === 'stored' && message.disposition.kind === 'process')) due.announce();
      return appended;
    },
    resultOf: (messageId, budgetMs) => results.wait(messageId, budgetMs, () => submit('oweAnswer', { messageId })),
    onDue: (listener) => due.add(listener),

    claimWork: claims.claimWork,
    claimDeliveries: claims.claimDeliveries,
    async settleWork(claim, steps) {
      const { end, ...others } = steps;
      const written = end && writtenEnd(end);
      const request = {
        claim: heldWork(claim),
        steps: { ...others, ...(written && { end: written }) },
        nowMs: clock.now(),
      };
      const { settled, result } = await write('settleWork', request);
      if (settled === 'fenced') return settled;
      if (result || steps.answerOwed) results.wake(claim.message.id, result);
      if (written?.kind === 'complete') {
        const { events, departures, deliveries } = written.completion;
        claims.completed(claim.message.id, events, written.nowMs);
        const told = departures.some(({ announcement }) => announcement !== undefined);
        if (deliveries.length > 0 || told) due.announce();
        if (events.length > 0 || told) made.announce();
      }
      return settled;
    },

    async settleDelivery({ deliveryId: id, fence }, outcome, nowMs) {
      const { settled, released } = await write('settleDelivery', { claim: { id, fence }, outcome, nowMs });
      if (released) due.announce();
      return settled;
    },
    extendClaims: (claims, { nowMs, leaseMs }) =>
      write('extendClaims', { claims: claims.map(heldThing), untilMs: nowMs + leaseMs }),
    pauseSink: (sink, pause) => write('pause', { sink, ...pause }),
    async resumeSink(sink) {
      await write('resume', { sink });
      due.announce();
    },
    pausedSinks: () => read('pausedSinks', undefined),
    listSinks: () => read('listSinks', undefined),
    async listDeliveries(filter, page) {
      const { items, last } = await read('listDeliveries', { filter, slice: slice('d', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('d', last) }) };
    },
    showDelivery: (id) => read('showDelivery', { id }),

    ...awaiting({ read, write, wake: results.wake, announce: due.announce }),
    ...replaying({ read, write, announce: due.announce, announceEvents: made.announce }),
    ...forgetting({ read, write, touched: claims.touched }),
    ...pulling({ read, write }),
    onEvents: (listener) => made.add(listener),
    ...ledger({ read, write }),
    ...keptClient({ read, write }),
    lease: (name, term) => write('lease', { name, ...term }),

    async listMessages(filter, page) {
      const { items, last } = await read('listMessages', { filter, slice: slice('m', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('m', last) }) };
    },
    messageNamed: async (text) => oneNamed(text, await read('namedMessages', { text })),
    async showMessage(text) {
      const id = oneNamed(text, await read('namedMessages', { text }));
      return id === undefined ? undefined : read('showMessage', { id });
    },
    async listEvents(filter, page) {
      const { items, last } = await read('listEvents', { filter, slice: slice('e', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('e', last) }) };
    },
    async showEvent(text) {
      const id = oneNamed(text, await read('namedEvents', { text }));
      return id === undefined ? undefined : read('showEvent', { id });
    },
    async retryMessage(id, nowMs) {
      const retried = await write('retryMessage', { id, nowMs });
      if (retried === 'due') due.announce();
      return retried;
    },
    troubles: (request) => read('troubles', request),
    countUses: (source, uses) => write('countUses', { source, uses }),
    credentialUses: (source) => read('credentialUses', { source }),
    backlog: () => read('backlog', undefined),

    lastSignOfLife: async () => lastSignMs,
    redate: (jump) => write('redate', jump),
    healthy: () => write('beat', { nowMs: clock.now() }),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

const heldThing = (claim: WorkClaim | DeliveryClaim): HeldThing =>
  'workId' in claim
    ? { table: 'work', id: claim.workId, fence: claim.fence }
    : { table: 'deliveries', id: claim.deliveryId, fence: claim.fence };

const heldWork = ({ workId: id, fence }: { workId: string; fence: number }) => ({ id, fence });
