/** `Store` on SQLite: writes through the group commit to the writer's thread, reads to the reader's. */

import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Log } from '../../log.ts';
import type { Clock } from '../../running/clock.ts';
import { openChanges } from '../shared/changes.ts';
import { openGroupCommit } from '../shared/group-commit.ts';
import type { SharedHurried } from '../shared/hurried.ts';
import { oneNamed } from '../shared/named-items.ts';
import { pageOf, slice } from '../shared/pages.ts';
import { serializeEnd, type WrittenCompletion, type WrittenDeparture } from '../shared/serialize-completion.ts';
import { waitingResults } from '../shared/waiting-results.ts';
import type { ShareableStore } from '../shared-store.ts';
import {
  type BusinessResult,
  type Change,
  type DeliveryClaim,
  type EventFilter,
  type Found,
  StoreUnavailable,
  type WorkClaim,
} from '../store.ts';
import { type Hint, openBeside } from './beside.ts';
import type { Read, Sent, Write, WriteHandlers } from './commands.ts';
import type { Committed } from './commit.ts';
import { pulling } from './consumers/client.ts';
import { isPatient, isUrgent, rowsOf, withOwnBytes } from './estimate-size.ts';
import { revive } from './failures.ts';
import { findingClient } from './findings/client.ts';
import { replaying } from './replays/client.ts';
import { awaiting } from './results/client.ts';
import { forgetting } from './retention/client.ts';
import type { OnDemand, Thread } from './thread.ts';
import { claiming } from './work/claiming.ts';
import type { HeldThing } from './work/leases.ts';

const limits = {
  reads_waiting_max: 1_000,
} as const;

export type Parts = {
  readonly writer: Thread;
  readonly reader: OnDemand;
  readonly hurried: SharedHurried;
  readonly clock: Clock;
  readonly log: Log;
  readonly found: Found;
  /** Gives the file free for another owner. */
  readonly release: () => Promise<void>;
  /** To the client in another thread that shared the store with this one. */
  readonly beside?: MessagePort;
};

export function sqliteStore(parts: Parts): ShareableStore {
  const { writer, reader, hurried, clock, log, found, release } = parts;
  let fail: (error: StoreUnavailable) => void = () => {};
  const failed = new Promise<StoreUnavailable>((resolve) => {
    fail = resolve;
  });
  let ended: StoreUnavailable | undefined;
  let closing: Promise<void> | undefined;
  let reads = 0;
  const changes = openChanges(log);
  const beside = openBeside(hear);
  if (parts.beside) beside.join(parts.beside);
  const announce = (what: Change) => {
    changes.announce(what);
    beside.tell({ kind: 'changed', what });
  };
  const wake = (messageId: string, result: BusinessResult | undefined) => {
    results.wake(messageId, result);
    beside.tell({ kind: 'result', messageId, result });
  };
  const touched = (messageId: string) => {
    claims.touched(messageId);
    beside.tell({ kind: 'touched', messageId });
  };
  const results = waitingResults(clock, (ids) =>
    Promise.all(ids.map((messageId) => write('readResult', { messageId }))),
  );
  const queue = openGroupCommit<Sent<WriteHandlers>>({
    send: async (batch) =>
      ((await writer.ask(batch)) as readonly Committed[]).map((one) =>
        one.ok ? one : { ok: false, error: revive(one.failure) },
      ),
    isUrgent,
    isPatient,
    rowsOf,
    onFatal: end,
    gathers: true,
    hurried,
  });

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

  const claims = claiming(write, (message) => {
    if (!beside.any()) return false;
    beside.tell({ kind: 'appended', message });
    return true;
  });

  function hear(hint: Hint): void {
    if (hint.kind === 'changed') changes.announce(hint.what);
    else if (hint.kind === 'result') results.wake(hint.messageId, hint.result);
    else if (hint.kind === 'appended') claims.handedOver(hint.message);
    else if (hint.kind === 'reader') reader.attach(hint.port);
    else claims.touched(hint.messageId);
  }

  const messageNamed = async (text: string) => oneNamed(text, await read('namedMessages', { text }));
  /** A message that there is not has no events. */
  const ofWholeId = async ({ messageId, ...filter }: EventFilter): Promise<EventFilter> =>
    messageId === undefined ? filter : { ...filter, messageId: (await messageNamed(messageId)) ?? messageId };

  async function close(): Promise<void> {
    const failed = ended !== undefined;
    ended ??= new StoreUnavailable('The store is closed.', { fatal: true });
    await results.dismiss();
    if (!failed) await queue.drained();
    await reader.close();
    const said = await writer.close();
    beside.close();
    if (said !== undefined) log.error('store.moved', { detail: said });
    await release();
  }

  return {
    failed,
    found,
    share() {
      const [asks, hints] = [new MessageChannel(), new MessageChannel()];
      writer.attach(asks.port1);
      beside.join(hints.port1);
      return {
        engine: 'sqlite',
        ...{ writer: asks.port2, beside: hints.port2 },
        hurried: hurried.memory,
        found,
      };
    },
    takeOver: async () => {
      // First, or a claim that it has asked for and that waits at the writer would be made after this, and hold its work for a whole lease.
      writer.detach();
      await write('takeOver', { nowMs: clock.now() });
    },
    async append(message) {
      const appended = await write('append', message);
      claims.appended(message, appended);
      const reopened = appended.outcome === 'duplicate' && appended.reopened;
      if (reopened || (appended.outcome === 'stored' && message.disposition.kind === 'process')) announce('work');
      return appended;
    },
    resultOf: (messageId, budgetMs) => results.wait(messageId, budgetMs, () => submit('oweAnswer', { messageId })),
    onChange: changes.listen,

    claimWork: claims.claimWork,
    claimDeliveries: claims.claimDeliveries,
    anyDue: (request) => write('anyDue', request),
    async settleWork(claim, steps) {
      const { end, ...others } = steps;
      const written = end && serializeEnd(end);
      const request = {
        claim: heldWork(claim),
        steps: { ...others, ...(written && { end: written }) },
        nowMs: clock.now(),
      };
      const writing = write('settleWork', request);
      const owes = written?.kind === 'complete' && makesDeliveries(written.completion);
      // At once, so that the claim which it causes here goes into the same commit, behind it.
      if (owes) changes.announce('deliveries');
      const { settled, result } = await writing;
      if (settled === 'fenced') return settled;
      if (result || steps.answerOwed) wake(claim.message.id, result);
      if (written?.kind === 'complete') {
        const { events, departures } = written.completion;
        claims.completed(claim.message.id, events, written.nowMs);
        if (owes) beside.tell({ kind: 'changed', what: 'deliveries' });
        if (events.length > 0 || departures.some(isAnnounced)) announce('events');
      }
      return settled;
    },

    async settleDelivery({ deliveryId: id, fence, ordered }, outcome, nowMs) {
      const mayWait = outcome.kind === 'delivered' && !ordered;
      const { settled, released } = await write('settleDelivery', { claim: { id, fence }, outcome, nowMs, mayWait });
      if (released) announce('deliveries');
      return settled;
    },
    extendClaims: (claims, { nowMs, leaseMs }) =>
      write('extendClaims', { claims: claims.map(heldThing), untilMs: nowMs + leaseMs }),
    async setSinkPause(sink, pause) {
      await write('setSinkPause', { sink, pause });
      if (pause === undefined) announce('deliveries');
    },
    listSinks: () => read('listSinks', undefined),
    glanceAtSinks: (sinks, countMax) => read('glanceAtSinks', { sinks, countMax }),
    listDeliveries: async (filter, page) =>
      pageOf('d', await read('listDeliveries', { filter, slice: slice('d', page) })),
    showDelivery: (id) => read('showDelivery', { id }),

    ...awaiting({ write, wake, announce }),
    ...replaying({ read, write, announce }),
    ...forgetting({ read, write, touched }),
    ...pulling({ read, write, synced: () => write('beat', { nowMs: clock.now() }), ofWholeId }),
    ...findingClient({ read, write }),
    kept: (space, key) => read('kept', { space, key }),
    listKept: (space) => read('listKept', { space }),
    keep: (space, key, change) => write('keep', { space, key, ...change }),
    lease: (name, term) => write('lease', { name, ...term }),

    async listMessages(filter, page) {
      const wanted = slice('m', page);
      if (filter.id === undefined) return pageOf('m', await read('listMessages', { filter, slice: wanted }));
      const id = await messageNamed(filter.id);
      return id === undefined
        ? { items: [] }
        : pageOf('m', await read('listMessages', { filter: { ...filter, id }, slice: wanted }));
    },
    async showMessage(text) {
      const id = await messageNamed(text);
      return id === undefined ? undefined : read('showMessage', { id });
    },
    async listEvents(filter, page) {
      const wanted = slice('e', page);
      return pageOf('e', await read('listEvents', { filter: await ofWholeId(filter), slice: wanted }));
    },
    async showEvent(text) {
      const id = oneNamed(text, await read('namedEvents', { text }));
      return id === undefined ? undefined : read('showEvent', { id });
    },
    async retryMessage(id, nowMs) {
      const retried = await write('retryMessage', { id, nowMs });
      if (retried === 'due') announce('work');
      return retried;
    },
    troubles: (request) => read('troubles', request),
    countUses: (source, uses) => write('countUses', { source, uses }),
    credentialUses: (source) => read('credentialUses', { source }),
    countMessages: (request) => read('countMessages', request),
    backlog: () => read('backlog', undefined),

    redate: (jump) => write('redate', jump),
    healthy: () => write('beat', { nowMs: clock.now() }),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

const isAnnounced = ({ announcement }: WrittenDeparture): boolean => announcement !== undefined;
const makesDeliveries = ({ deliveries, departures }: WrittenCompletion): boolean =>
  deliveries.length > 0 || departures.some(isAnnounced);

const heldThing = (claim: WorkClaim | DeliveryClaim): HeldThing =>
  'workId' in claim
    ? { table: 'work', id: claim.workId, fence: claim.fence }
    : { table: 'deliveries', id: claim.deliveryId, fence: claim.fence };

const heldWork = ({ workId: id, fence }: { workId: string; fence: number }) => ({ id, fence });
