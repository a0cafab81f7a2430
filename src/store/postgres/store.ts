/** `Store` on PostgreSQL: each method is a transaction; pushes, ends of work and ends of deliveries gather into batches. */
import { openChanges } from '../shared/changes.ts';
import { oneNamed } from '../shared/named-items.ts';
import { bounded, pageOf, slice } from '../shared/pages.ts';
import { readyForXml } from '../shared/payload-search.ts';
import { serializeEnd } from '../shared/serialize-completion.ts';
import { waitingResults } from '../shared/waiting-results.ts';
import type { ShareableStore } from '../shared-store.ts';
import {
  type Appended,
  type BusinessResult,
  type Change,
  type DeliveryClaim,
  type EventFilter,
  type NewMessage,
  StoreUnavailable,
  type WorkClaim,
} from '../store.ts';
import { openBatches } from './batches.ts';
import type { Session } from './connection/session.ts';
import { acknowledge, deleteConsumer, listConsumers, positionOf, pullEvents } from './consumers/consumers.ts';
import { countMessages } from './counts/counts.ts';
import { openBeyond } from './deliveries/beyond.ts';
import { claimDeliveries } from './deliveries/claim.ts';
import { openEarlier } from './deliveries/earlier.ts';
import { setSinkPause } from './deliveries/pauses.ts';
import { listDeliveries, listSinks, showDelivery } from './deliveries/reads.ts';
import { type SettledDelivery, type Settling, settleDeliveries } from './deliveries/settle.ts';
import { dueBound } from './due-bound.ts';
import { openNumbering } from './events/keep-numbering.ts';
import { listEvents, showEvent } from './events/reads.ts';
import { listFindings, settleFinding } from './findings/entries.ts';
import { openHints } from './hints.ts';
import { keep, kept, listKept } from './kept.ts';
import { lease } from './leases.ts';
import { appendAll } from './messages/append.ts';
import { namedEvents, namedMessages } from './messages/find.ts';
import { listMessages, showMessage } from './messages/reads.ts';
import { addUses, usesOf } from './messages/uses.ts';
import { keepLiving } from './nodes/keep-living.ts';
import { endAllOf, endThreadsOf, listNodes, setDraining } from './nodes/nodes.ts';
import { openNotices } from './notices.ts';
import type { Parts } from './parts.ts';
import { countReplay, listReplays } from './replays/rows.ts';
import { addReplayed, createReplay, endReplay, nextReplayed, redeliver, withdrawReplayed } from './replays/walk.ts';
import { completeResult, oweAnswer, resultsNow } from './results/settle.ts';
import { holdMessage, prune } from './retention/prune.ts';
import { openSoonAgain } from './soon-again.ts';
import { standbyConcern } from './standbys.ts';
import { openTurns } from './turns.ts';
import { claimWork } from './work/claim.ts';
import { extendLeases, type HeldThing } from './work/lapsed.ts';
import { lostClaims } from './work/lost-claims.ts';
import { backlog, troubles } from './work/reads.ts';
import { retryMessage } from './work/reopen.ts';
import { type SettledSteps, type SettlingWork, settleWorkItems } from './work/settle.ts';
import { numberOf } from './work/status.ts';

const limits = {
  // A claim takes no more than this at once.
  claim_items_max: 500,
  replayed_items_max: 500,
  pulled_items_max: 1_000,
  waiting_max: 1_000,
  // Connections that stay free for appends, ends of work and of deliveries, and claims of both, whatever else is asked.
  kept_free: 5,
} as const;

export function postgresStore(parts: Parts): ShareableStore {
  const { connections, clock, time, log, found, epoch, name, process } = parts;
  let fail: (error: StoreUnavailable) => void = () => {};
  const failed = new Promise<StoreUnavailable>((resolve) => {
    fail = resolve;
  });
  let ended: StoreUnavailable | undefined;
  let closing: Promise<void> | undefined;

  /** Nothing is promised any more. */
  function end(error: StoreUnavailable): void {
    if (ended) return;
    ended = error;
    void results.dismiss();
    log.error('store.failed', { reason: error.message });
    fail(error);
  }

  const others = openTurns(Math.max(1, parts.settings.connectionsMax - limits.kept_free), limits);
  const oneClaim = { work: openTurns(1, limits), deliveries: openTurns(1, limits) };
  const bound = dueBound(clock);

  /** Also while closing: what was begun may still be written. */
  const submit = <T>(use: (session: Session) => Promise<T>) => others.take(() => connections.write(use));
  const write = async <T>(use: (session: Session) => Promise<T>): Promise<T> => {
    if (ended) throw ended;
    return submit(use);
  };
  const read = async <T>(use: (session: Session) => Promise<T>): Promise<T> => {
    if (ended) throw ended;
    return others.take(() => connections.read(use));
  };
  const lost = lostClaims(epoch, heldThing);
  const claim = async <Claim extends WorkClaim | DeliveryClaim>(
    table: 'work' | 'deliveries',
    use: (session: Session) => Promise<readonly Claim[]>,
  ): Promise<readonly Claim[]> => {
    if (ended) throw ended;
    return oneClaim[table].take(() => lost.claim(table, connections.write, use));
  };

  const changes = openChanges(log);
  const results = waitingResults(clock, (ids) => read((session) => resultsNow(session, ids)));
  const hints = openHints(process, {
    changed: changes.announce,
    result: results.wake,
  });
  const notices = openNotices(parts.settings, {
    ...{ process, clock, log },
    heard: (what) => (what === 'result' ? results.look() : changes.announce(what)),
  });
  const announce = (what: Change) => {
    changes.announce(what);
    hints.tell({ kind: 'changed', what });
    notices.tell(what);
  };
  const wake = (messageId: string, result: BusinessResult | undefined) => {
    results.wake(messageId, result);
    hints.tell({ kind: 'result', messageId, result });
    notices.tell('result');
  };

  const appends = openBatches<NewMessage, Appended>(
    (batch) => connections.write((session) => appendAll(session, { time, node: name.id }, batch)),
    { isUrgent: () => true, onFatal: end },
  );
  const works = openBatches<SettlingWork, SettledSteps>(
    (batch) => connections.write((session) => settleWorkItems(session, time, batch)),
    { isUrgent: ({ steps }) => steps.result !== undefined || steps.answerOwed !== undefined, onFatal: end },
  );
  const ends = openBatches<Settling, SettledDelivery>(
    (batch) => connections.write((session) => settleDeliveries(session, time, batch)),
    {
      onFatal: end,
    },
  );
  const numbering = openNumbering({ read: connections.read, write: connections.write, log });
  const living = keepLiving(parts);
  const again = openSoonAgain(clock, () => changes.announce('deliveries'));
  const earlier = openEarlier(clock, { waits: again.wanted, clear: again.enough });
  const beyond = openBeyond();

  const messageNamed = async (text: string) => oneNamed(text, await read((session) => namedMessages(session, text)));
  /** A message that does not exist has no events. */
  const ofWholeId = async ({ messageId, ...filter }: EventFilter): Promise<EventFilter> =>
    messageId === undefined ? filter : { ...filter, messageId: (await messageNamed(messageId)) ?? messageId };
  const replayOf = async (id: number) => {
    const [replay] = (await read((session) => listReplays(session, { id: String(id) }, { limit: 1 }))).items;
    if (!replay) throw new Error(`The replay ${id} was made and is not there`);
    return replay;
  };

  async function close(): Promise<void> {
    ended ??= new StoreUnavailable('The store is closed.', { fatal: true });
    await results.dismiss();
    await living.stop();
    again.stop();
    await Promise.all([appends.drained(), works.drained(), ends.drained(), numbering.stop()]);
    await Promise.all([others.idle(), oneClaim.work.idle(), oneClaim.deliveries.idle()]);
    hints.close();
    // The next one need not wait until this node is given up. Where the database is gone, it will have to.
    await connections.write((session) => endAllOf(session, [epoch], time.now())).catch(() => {});
    await notices.close();
    await connections.close();
  }

  return {
    failed,
    found,
    concerns: async () => {
      const concern = await read((session) => standbyConcern(session, parts.place.standby !== 'none'));
      return concern ? [concern] : [];
    },
    nodes: {
      list: () => read((session) => listNodes(session, epoch, time.now(), time.toCaller)),
      drain: async () => void (await write((session) => setDraining(session, epoch))),
    },
    share: () => ({ engine: 'postgres', place: parts.place, name, process, found }),
    takeOver: async () => void (await write((session) => endThreadsOf(session, process, epoch, time.now()))),

    async append(message) {
      if (ended) throw ended;
      const appended = await appends.submit(message, message.bytes.byteLength);
      const reopened = appended.outcome === 'duplicate' && appended.reopened;
      if (reopened || (appended.outcome === 'stored' && message.disposition.kind === 'process')) announce('work');
      return appended;
    },
    resultOf: (messageId, budgetMs) =>
      results.wait(messageId, budgetMs, () => submit((session) => oweAnswer(session, messageId))),
    onChange: changes.listen,

    async claimWork(request) {
      const limit = bounded(request.limit, limits.claim_items_max);
      return claim('work', async (session) => {
        const nowMs = time.toDatabase(request.nowMs);
        return claimWork(session, {
          ...request,
          limit,
          nowMs,
          node: epoch,
          boundMs: await bound.of(session, 'work', nowMs),
        });
      });
    },
    async settleWork({ workId, fence, message }, { end: ending, ...steps }) {
      if (ended) throw ended;
      const written = ending && serializeEnd(ending);
      const sequence = numberOf(workId);
      if (sequence === undefined) return 'fenced';
      const request = { sequence, fence, steps: { ...steps, ...(written && { end: written }) }, nowMs: clock.now() };
      const { settled, result } = await works.submit(request, steps.document?.bytes.byteLength);
      if (settled === 'fenced') return settled;
      if (result || steps.answerOwed) wake(message.id, result);
      if (written?.kind === 'complete') {
        const { events, departures, deliveries } = written.completion;
        const told = departures.some(({ announcement }) => announcement !== undefined);
        if (deliveries.length > 0 || told) announce('deliveries');
        if (events.length > 0 || told) {
          numbering.soon();
          announce('events');
        }
      }
      return settled;
    },

    async claimDeliveries(request) {
      const limit = bounded(request.limit, limits.claim_items_max);
      return claim('deliveries', async (session) => {
        const nowMs = time.toDatabase(request.nowMs);
        return claimDeliveries(session, {
          ...request,
          limit,
          nowMs,
          node: epoch,
          boundMs: await bound.of(session, 'deliveries', nowMs),
          earlier,
          beyond,
        });
      });
    },
    async settleDelivery({ deliveryId, fence }, outcome, nowMs) {
      if (ended) throw ended;
      const id = numberOf(deliveryId);
      if (id === undefined) return 'fenced';
      const { settled, released } = await ends.submit({ id, fence, outcome, nowMs });
      if (released) announce('deliveries');
      return settled;
    },
    extendClaims: (claims, { nowMs, leaseMs }) =>
      write((session) => extendLeases(session, claims.map(heldThing), time.toDatabase(nowMs) + leaseMs)),
    async setSinkPause(sink, pause) {
      await write((session) => setSinkPause(session, sink, pause));
      if (pause === undefined) announce('deliveries');
    },
    listSinks: () => read((session) => listSinks(session, time)),
    listDeliveries: async (filter, page) => {
      const wanted = slice('d', page);
      return pageOf('d', await read((session) => listDeliveries(session, time, filter, wanted)));
    },
    showDelivery: (id) => read((session) => showDelivery(session, time, id)),

    async completeResult(id, result, nowMs) {
      const dueAtMs = time.toDatabase(nowMs);
      const completed = await write((session) => completeResult(session, { id, result, nowMs, dueAtMs }));
      if (completed?.outcome === 'completed') {
        wake(id, completed.result);
        announce('work');
      }
      return completed;
    },

    countReplay: (filter) => read((session) => countReplay(session, filter)),
    createReplay: async (request, nowMs) => replayOf(await write((session) => createReplay(session, request, nowMs))),
    async nextReplayed(id, limit, nowMs) {
      const most = bounded(limit, limits.replayed_items_max);
      return write((session) => nextReplayed(session, id, most, nowMs));
    },
    async addReplayed(id, items, nowMs) {
      const added = await write((session) => addReplayed(session, time, id, items, nowMs));
      const made = new Set(added === 'done' ? items.map(({ replayed }) => replayed.kind) : []);
      if (made.has('reopen')) announce('work');
      // By a new contract a message may have events that it did not have before.
      if (made.has('events')) {
        announce('deliveries');
        numbering.soon();
        announce('events');
      }
      return added;
    },
    async stopReplay(id, nowMs) {
      await write((session) => endReplay(session, id, 'stopped', nowMs));
      while ((await write((session) => withdrawReplayed(session, time, id, nowMs))) > 0);
    },
    listReplays: async (filter, page) => {
      const wanted = slice('r', page);
      return pageOf('r', await read((session) => listReplays(session, filter, wanted)));
    },
    async redeliver(id, nowMs) {
      const made = await write((session) => redeliver(session, time, id, nowMs));
      if (typeof made === 'object') announce('deliveries');
      return made;
    },

    async pullEvents(filter, from, limit) {
      const most = bounded(limit, limits.pulled_items_max);
      if ('cursor' in from) positionOf(from.cursor);
      const whole = await ofWholeId(filter);
      if (filter.search) await readyForXml();
      if (ended) throw ended;
      await numbering.now();
      return read((session) => pullEvents(session, whole, from, most));
    },
    async acknowledge(consumer, cursor, nowMs) {
      const position = positionOf(cursor);
      return write((session) => acknowledge(session, consumer, position, nowMs));
    },
    async listConsumers() {
      if (ended) throw ended;
      await numbering.now();
      return read(listConsumers);
    },
    deleteConsumer: (consumer) => write((session) => deleteConsumer(session, consumer)),

    async listFindings(filter, page) {
      const wanted = slice('f', page);
      const { counts, overflow, ...sliced } = await read((session) => listFindings(session, filter, wanted));
      return { ...pageOf('f', sliced), counts, overflow };
    },
    settleFinding: (id, state, nowMs) => write((session) => settleFinding(session, id, state, nowMs)),

    prune: async (request) => prune(request, { read, write }),
    holdMessage: (id, reason) => write((session) => holdMessage(session, id, reason)),

    kept: (space, key) => read((session) => kept(session, space, key)),
    listKept: (space) => read((session) => listKept(session, space)),
    keep: (space, key, change) => write((session) => keep(session, space, key, change)),
    lease: (leaseName, { holder, nowMs, forMs }) =>
      write((session) =>
        lease(session, { name: leaseName, holder, nowMs: time.toDatabase(nowMs), forMs, node: epoch }),
      ),

    async listMessages(filter, page) {
      const wanted = slice('m', page);
      if (filter.search) await readyForXml();
      const id = filter.id === undefined ? undefined : await messageNamed(filter.id);
      if (filter.id !== undefined && id === undefined) return { items: [] };
      const whole = id === undefined ? filter : { ...filter, id };
      return pageOf('m', await read((session) => listMessages(session, whole, wanted)));
    },
    async showMessage(text) {
      const id = await messageNamed(text);
      return id === undefined ? undefined : read((session) => showMessage(session, id));
    },
    async listEvents(filter, page) {
      const wanted = slice('e', page);
      const whole = await ofWholeId(filter);
      return pageOf('e', await read((session) => listEvents(session, whole, wanted)));
    },
    async showEvent(text) {
      const id = oneNamed(text, await read((session) => namedEvents(session, text)));
      return id === undefined ? undefined : read((session) => showEvent(session, time, id));
    },
    async retryMessage(id, nowMs) {
      const retried = await write((session) => retryMessage(session, { id, nowMs, dueAtMs: time.toDatabase(nowMs) }));
      if (retried === 'due') announce('work');
      return retried;
    },
    troubles: (request) => read((session) => troubles(session, request)),
    countUses: (source, uses) =>
      write((session) =>
        addUses(
          session,
          name.id,
          uses.map((one) => ({ ...one, source })),
        ),
      ),
    credentialUses: (source) => read((session) => usesOf(session, source)),
    countMessages: (request) => read((session) => countMessages(session, request)),
    backlog: () => read((session) => backlog(session, time)),

    redate: ({ nowMs, jumpMs }) => write((session) => time.measure(session, nowMs + jumpMs)),
    healthy: () => write((session) => living.beat(session)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function heldThing(claim: WorkClaim | DeliveryClaim): HeldThing {
  const [table, id] =
    'workId' in claim ? (['work', claim.workId] as const) : (['deliveries', claim.deliveryId] as const);
  return { table, id: numberOf(id) ?? 0, fence: claim.fence };
}
