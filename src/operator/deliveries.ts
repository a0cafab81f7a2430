/** The operator's deliveries and sinks: what is due, what was given up, and which sinks are paused. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { SinkTested } from '../deliver/test-sink.ts';
import type { Sources } from '../providers/sources.ts';
import type { Clock } from '../running/clock.ts';
import type { SinkActivity } from '../running/sink-activity.ts';
import type { SinkStanding, Store } from '../store/store.ts';
import { notDead, ok, PAGE_ITEMS_DEFAULT, pageAnswer, unknownItem, unknownName } from './answers.ts';
import { activityView, listedDeliveryView, pastAttemptView, sinkTestView, sinkView } from './delivery-views.ts';
import { eventSource, sent, soughtOf, timesOf } from './filters.ts';

export type DeliveryParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly sources: Sources;
  /** Names of the configured sinks, as of now. */
  readonly sinks: () => readonly string[];
  /** What this gateway does at each sink. */
  readonly activity: Pick<SinkActivity, 'of'>;
  /** The name of this gateway. */
  readonly node: string;
  /** Attempts one marked event; undefined where no sink of this name is configured. */
  readonly testSink: (name: string) => Promise<SinkTested | undefined>;
};

export function deliveryHandlers({
  store,
  clock,
  sources,
  sinks,
  activity,
  node,
  testSink,
}: DeliveryParts): Pick<
  GatewayHandlers<unknown>,
  'listDeliveries' | 'getDelivery' | 'redeliver' | 'listSinks' | 'pauseSink' | 'resumeSink' | 'testSink'
> {
  /** Also a sink that is no longer configured, while something waits for it. */
  async function statusOf(name: string): Promise<SinkStanding | undefined> {
    const known = (await store.listSinks()).find(({ sink }) => sink === name);
    return known ?? (sinks().includes(name) ? untouched(name) : undefined);
  }
  const shown = async (name: string) => {
    const found = await statusOf(name);
    return found === undefined ? unknownSink(name) : ok(viewOf(found, sinks()));
  };
  const viewOf = (found: SinkStanding, configured: readonly string[]) => ({
    ...sinkView(found, configured.includes(found.sink)),
    ...(configured.includes(found.sink) && activityView(node, activity.of(found.sink))),
  });
  const unknownSink = (name: string) => unknownName('sink', name, sinks());

  return {
    listDeliveries: ({ query: { limit, cursor, source, createdFrom, createdTo, identity, text, field, ...filter } }) =>
      pageAnswer(
        async () =>
          store.listDeliveries(
            {
              ...sent(filter),
              ...eventSource(source, sources),
              ...timesOf(createdFrom, createdTo),
              ...soughtOf({ identity, text, field }),
            },
            { limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) },
          ),
        listedDeliveryView,
      ),

    getDelivery: async ({ path: { id } }) => {
      const found = await store.showDelivery(id);
      if (found === undefined) return unknownItem;
      return ok({ delivery: listedDeliveryView(found.delivery), attempts: found.attempts.map(pastAttemptView) });
    },

    redeliver: async ({ path: { id } }) => {
      const redelivered = await store.redeliver(id, clock.now());
      if (redelivered === undefined) return unknownItem;
      return redelivered === 'not_dead' ? notDead : ok({ replay: redelivered.replay });
    },

    listSinks: async () => {
      const configured = sinks();
      const known = await store.listSinks();
      const all = [
        ...known.filter(
          ({ sink, paused, dead, waiting }) => configured.includes(sink) || paused || dead > 0 || any(waiting),
        ),
        ...configured.filter((name) => !known.some(({ sink }) => sink === name)).map(untouched),
      ].sort((one, other) => (one.sink < other.sink ? -1 : 1));
      return ok({ items: all.map((one) => viewOf(one, configured)) });
    },

    testSink: async ({ path: { name } }) => {
      const tested = await testSink(name);
      return tested === undefined ? unknownSink(name) : ok(sinkTestView(name, tested));
    },

    pauseSink: async ({ path: { name }, query: { reason } }) => {
      if ((await statusOf(name)) === undefined) return unknownSink(name);
      await store.setSinkPause(name, { nowMs: clock.now(), reason: reason ?? 'paused by an operator' });
      return shown(name);
    },

    resumeSink: async ({ path: { name } }) => {
      if ((await statusOf(name)) === undefined) return unknownSink(name);
      await store.setSinkPause(name, undefined);
      return shown(name);
    },
  };
}

/** A configured sink that the store has nothing of yet. */
const untouched = (sink: string): SinkStanding => ({
  sink,
  waiting: { live: 0, retry: 0, replay: 0, behind: 0 },
  dead: 0,
});

const any = (waiting: SinkStanding['waiting']): boolean => Object.values(waiting).some((count) => count > 0);
