/** The operator's replays: what one would send again, and how far a running one is. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Replay as ReplayView } from '../../generated/gateway/models.ts';
import { type Replaying, type ReplayOrder, ReplayRefused } from '../deliver/replay.ts';
import { problemDocument } from '../problems.ts';
import type { Replay, ReplayFilter, Store } from '../store/store.ts';
import { ok, orBadRequest, PAGE_ITEMS_DEFAULT, pageAnswer, parameterInvalid, unknownItem } from './answers.ts';
import { sent } from './filters.ts';
import { timeText } from './time-text.ts';

export type ReplayParts = {
  readonly store: Pick<Store, 'listMessages'>;
  readonly replaying: Pick<Replaying, 'plan' | 'start' | 'stop' | 'show' | 'list'>;
};

// A UUID's.
const WHOLE_ID_CHARACTERS = 36;

type Query = Parameters<GatewayHandlers['startReplay']>[0]['query'];

export function replayHandlers({
  store,
  replaying,
}: ReplayParts): Pick<
  GatewayHandlers<unknown>,
  'planReplay' | 'startReplay' | 'listReplays' | 'getReplay' | 'stopReplay'
> {
  const ordered = <Body>(query: Query, answer: (order: ReplayOrder) => Promise<Body>) =>
    orderedBy(store, query, answer);
  return {
    planReplay: ({ query }) =>
      ordered(query, async (order) => {
        const { sinks, ...counts } = await replaying.plan(order);
        return { ...counts, sinks: sinks.map((one) => ({ ...one })) };
      }),

    startReplay: ({ query }) => ordered(query, async (order) => replayView(await replaying.start(order))),

    listReplays: ({ query: { limit, cursor } }) =>
      pageAnswer(
        () => replaying.list({ limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) }),
        replayView,
      ),

    getReplay: async ({ path: { id } }) => shown(await replaying.show(id)),
    stopReplay: async ({ path: { id } }) => shown(await replaying.stop(id)),
  };
}

const shown = (replay: Replay | undefined) => (replay === undefined ? unknownItem : ok(replayView(replay)));

async function orderedBy<Body>(
  store: ReplayParts['store'],
  query: Query,
  answer: (order: ReplayOrder) => Promise<Body>,
) {
  const order = orderOf(query);
  if (order === undefined) return parameterInvalid;
  try {
    const named = await orBadRequest(() => whole(store, order));
    return 'status' in named ? named : ok(await answer(named));
  } catch (error) {
    if (error instanceof ReplayRefused) return refused(error.message);
    throw error;
  }
}

/** The order with whole ids of its messages, which a caller may shorten to their beginning or end. A whole id that does not exist finds nothing. */
async function whole<Order extends ReplayOrder>(store: ReplayParts['store'], order: Order): Promise<Order> {
  const { messageIds } = order.filter;
  if (messageIds === undefined) return order;
  const ids: string[] = [];
  for (const text of messageIds) {
    const id = (await store.listMessages({ id: text }, { limit: 1 })).items[0]?.id;
    if (id === undefined && text.length < WHOLE_ID_CHARACTERS)
      throw new ReplayRefused(`No message has an id that begins or ends with ${text}`);
    ids.push(id ?? text);
  }
  return { ...order, filter: { ...order.filter, messageIds: ids } };
}

function refused(reason: string) {
  const document = problemDocument('replay_refused');
  const sentence = /[.?]$/.test(reason) ? reason : `${reason}.`;
  const body = { ...document, detail: `${sentence} ${document.detail}` };
  return { status: 422, contentType: 'application/problem+json', body } as const;
}

/** `undefined`: a time that reads like one and is none, such as a leap second. */
function orderOf({ message, sink, mode, perSecond, receivedFrom, receivedTo, ...query }: Query) {
  const fromMs = receivedFrom === undefined ? undefined : Date.parse(receivedFrom);
  const toMs = receivedTo === undefined ? undefined : Date.parse(receivedTo);
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return undefined;
  const { dead, ...named } = query;
  return {
    filter: {
      ...sent(named),
      // Ids are stored in lower case; a UUID may also be written in upper case.
      ...(message && { messageIds: message.map((id) => id.toLowerCase()) }),
      ...(fromMs !== undefined && { fromMs }),
      ...(toMs !== undefined && { toMs }),
      ...(dead === true && { dead }),
    },
    mode,
    perSecond,
    ...(sink && { sinks: sink }),
  } satisfies ReplayOrder;
}

function replayView({ id, state, mode, perSecond, filter, sinks, delivery, ...replay }: Replay): ReplayView {
  return {
    id,
    state,
    mode,
    perSecond,
    filter: { ...filterView(filter), ...(delivery !== undefined && { delivery }) },
    ...(sinks && { sinks: [...sinks] }),
    createdAt: timeText(replay.createdAtMs),
    ...(replay.endedAtMs !== undefined && { endedAt: timeText(replay.endedAtMs) }),
    messages: replay.total,
    walked: replay.walked,
    skipped: replay.skipped,
    ...(replay.lastSkip !== undefined && { lastSkip: replay.lastSkip }),
    reopened: replay.reopened,
    deliveries: { ...replay.deliveries },
  };
}

function filterView({ messageIds, provider, source, type, state, verdict, fromMs, toMs, dead }: ReplayFilter) {
  return {
    ...(messageIds && { messages: [...messageIds] }),
    ...(provider !== undefined && { provider }),
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(state !== undefined && { state }),
    ...(verdict !== undefined && { verdict }),
    ...(fromMs !== undefined && { receivedFrom: timeText(fromMs) }),
    ...(toMs !== undefined && { receivedTo: timeText(toMs) }),
    ...(dead && { dead }),
  };
}
