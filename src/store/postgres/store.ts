import { bounded } from '../shared/pages.ts';
import { serializeEnd } from '../shared/serialize-completion.ts';
import type { ShareableStore } from '../shared-store.ts';
import { type Appended, type DeliveryClaim, type NewMessage, StoreUnavailable, type WorkClaim } from '../store.ts';
import { openAnnouncing } from './announcing.ts';
import { openBatches } from './batches.ts';
import type { Session } from './connection/session.ts';
import { pulling } from './consumers/pulling.ts';
import { openBeyond } from './deliveries/beyond.ts';
import { claimDeliveries } from './deliveries/claim.ts';
import { openEarlier } from './deliveries/earlier.ts';
import { setSinkPause } from './deliveries/pauses.ts';
import { type SettledDelivery, type Settling, settleDeliveries } from './deliveries/settle.ts';
import { dueBound } from './due-bound.ts';
import { openNumbering } from './events/keep-numbering.ts';
import { settleFinding } from './findings/entries.ts';
import { keep } from './kept.ts';
import { lease } from './leases.ts';
import { appendAll } from './messages/append.ts';
import { addUses } from './messages/uses.ts';
import { keepLiving } from './nodes/keep-living.ts';
import { endAllOf, endThreadsOf, listNodes, setDraining } from './nodes/nodes.ts';
import type { Access, Parts } from './parts.ts';
import { reading } from './reading.ts';
import { replaying } from './replays/replaying.ts';
import { completeResult, oweAnswer, resultsNow } from './results/settle.ts';
import { holdMessage, prune } from './retention/prune.ts';
import { openSoonAgain } from './soon-again.ts';
import { standbyConcern } from './standbys.ts';
import { openTurns } from './turns.ts';
import { anyDue } from './work/any-due.ts';
import { claimWork } from './work/claim.ts';
import { extendLeases, type HeldThing } from './work/lapsed.ts';
import { lostClaims } from './work/lost-claims.ts';
import { retryMessage } from './work/reopen.ts';
import { type SettledSteps, type SettlingWork, settleWorkItems } from './work/settle.ts';
import { numberOf } from './work/status.ts';

const limits = {
  // A claim takes no more than this at once.
  claim_items_max: 500,
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
    void telling.dismiss();
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
  const mustBeOpen = () => {
    if (ended) throw ended;
  };
  const access: Access = { read, write, time, mustBeOpen };
  const readable = reading(access);
  const lost = lostClaims(epoch, heldThing);
  const claim = async <Claim extends WorkClaim | DeliveryClaim>(
    table: 'work' | 'deliveries',
    use: (session: Session) => Promise<readonly Claim[]>,
  ): Promise<readonly Claim[]> => {
    if (ended) throw ended;
    return oneClaim[table].take(() => lost.claim(table, connections.write, use));
  };

  const { announce, wake, ...telling } = openAnnouncing(parts, (ids) => read((session) => resultsNow(session, ids)));

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
    { isPatient: ({ mayWait }) => mayWait, onFatal: end },
  );
  const numbering = openNumbering({ read: connections.read, write: connections.write, log });
  const living = keepLiving(parts);
  const again = openSoonAgain(clock, () => telling.announceHere('deliveries'));
  const earlier = openEarlier(clock, { waits: again.wanted, clear: again.enough });
  const beyond = openBeyond();

  async function close(): Promise<void> {
    ended ??= new StoreUnavailable('The store is closed.', { fatal: true });
    await telling.dismiss();
    await living.stop();
    again.stop();
    await Promise.all([appends.drained(), works.drained(), ends.drained(), numbering.stop()]);
    await Promise.all([others.idle(), oneClaim.work.idle(), oneClaim.deliveries.idle()]);
    telling.closeHints();
    // The next one need not wait until this node is given up. Where the database is gone, it will have to.
    await connections.write((session) => endAllOf(session, [epoch], time.now())).catch(() => {});
    await telling.close();
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
      telling.wait(messageId, budgetMs, () => submit((session) => oweAnswer(session, messageId))),
    onChange: telling.listen,

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
    anyDue: ({ nowMs: callerMs, ...request }) =>
      read(async (session) => {
        const nowMs = time.toDatabase(callerMs);
        const bounds = {
          work: await bound.of(session, 'work', nowMs),
          deliveries: await bound.of(session, 'deliveries', nowMs),
        };
        return anyDue(session, { ...request, nowMs, bounds });
      }),
    async settleDelivery({ deliveryId, fence, ordered }, outcome, nowMs) {
      if (ended) throw ended;
      const id = numberOf(deliveryId);
      if (id === undefined) return 'fenced';
      const { settled, released } = await ends.submit({
        ...{ id, fence, outcome, nowMs },
        mayWait: outcome.kind === 'delivered' && !ordered,
      });
      if (released) announce('deliveries');
      return settled;
    },
    extendClaims: (claims, { nowMs, leaseMs }) =>
      write((session) => extendLeases(session, claims.map(heldThing), time.toDatabase(nowMs) + leaseMs)),
    async setSinkPause(sink, pause) {
      await write((session) => setSinkPause(session, sink, pause));
      if (pause === undefined) announce('deliveries');
    },
    ...readable.methods,

    async completeResult(id, result, nowMs) {
      const dueAtMs = time.toDatabase(nowMs);
      const completed = await write((session) => completeResult(session, { id, result, nowMs, dueAtMs }));
      if (completed?.outcome === 'completed') {
        wake(id, completed.result);
        announce('work');
      }
      return completed;
    },

    ...replaying(access, { announce, eventsMade: numbering.soon }),

    ...pulling(access, { ofWholeId: readable.ofWholeId, number: numbering.now }),
    settleFinding: (id, state, nowMs) => write((session) => settleFinding(session, id, state, nowMs)),

    prune: async (request) => prune(request, { read, write }),
    holdMessage: (id, reason) => write((session) => holdMessage(session, id, reason)),

    keep: (space, key, change) => write((session) => keep(session, space, key, change)),
    lease: (leaseName, { holder, nowMs, forMs }) =>
      write((session) =>
        lease(session, { name: leaseName, holder, nowMs: time.toDatabase(nowMs), forMs, node: epoch }),
      ),

    async retryMessage(id, nowMs) {
      const retried = await write((session) => retryMessage(session, { id, nowMs, dueAtMs: time.toDatabase(nowMs) }));
      if (retried === 'due') announce('work');
      return retried;
    },
    countUses: (source, uses) =>
      write((session) =>
        addUses(
          session,
          name.id,
          uses.map((one) => ({ ...one, source })),
        ),
      ),
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
