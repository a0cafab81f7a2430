/** The operator's retention: what is forgotten at its age and when, and which messages are under legal hold. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { RetentionPass as PassView, Retention as RetentionView } from '../../generated/gateway/models.ts';
import type { DeliveringHalf } from '../deliver/half.ts';
import type { RetentionPass } from '../deliver/retention.ts';
import type { RetentionAges, Store } from '../store/store.ts';
import { ok, orBadRequest, PAGE_ITEMS_DEFAULT, pageAnswer, unknownItem } from './answers.ts';
import { timeText } from './time-text.ts';
import { messageSummary } from './views.ts';

export type RetentionParts = {
  readonly store: Pick<Store, 'holdMessage' | 'listMessages' | 'showMessage'>;
  readonly retaining: DeliveringHalf['retention'];
};

export function retentionHandlers({
  store,
  retaining,
}: RetentionParts): Pick<
  GatewayHandlers<unknown>,
  'getRetention' | 'planPrune' | 'prune' | 'stopPrune' | 'holdMessage' | 'releaseMessage' | 'listHeldMessages'
> {
  /** `id`: whole or shortened, as for every message that is shown. */
  async function hold(id: string, reason: string | undefined) {
    const named = await orBadRequest(() => store.showMessage(id));
    if (named !== undefined && 'status' in named) return named;
    if (named === undefined || !(await store.holdMessage(named.message.id, reason))) return unknownItem;
    const { deadLetters } = named;
    const { bytes, legalHold: _, ...message } = named.message;
    const marked = {
      ...message,
      bodyBytes: bytes.byteLength,
      ...(deadLetters !== undefined && { deadLetters }),
      ...(reason !== undefined && { legalHold: reason }),
    };
    return ok(messageSummary(marked));
  }

  return {
    getRetention: async () => ok(retentionView(retaining.ages, await retaining.latest())),
    planPrune: async () => ok({ ...(await retaining.plan()) }),
    prune: async () => ok(passView(await retaining.begin())),
    stopPrune: async () => {
      await retaining.halt();
      return ok(retentionView(retaining.ages, await retaining.latest()));
    },

    holdMessage: ({ path: { id }, query: { reason } }) => hold(id, reason),
    releaseMessage: ({ path: { id } }) => hold(id, undefined),
    listHeldMessages: ({ query: { limit, cursor } }) =>
      pageAnswer(
        () =>
          store.listMessages(
            { legalHold: true },
            { limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) },
          ),
        messageSummary,
      ),
  };
}

function retentionView(ages: RetentionAges, pass: RetentionPass | undefined): RetentionView {
  const { messagesMs, eventsMs, bodiesMs } = ages;
  return {
    keeps: {
      ...(messagesMs !== undefined && { messagesSeconds: Math.round(messagesMs / 1000) }),
      ...(eventsMs !== undefined && { eventsSeconds: Math.round(eventsMs / 1000) }),
      ...(bodiesMs !== undefined && { bodiesSeconds: Math.round(bodiesMs / 1000) }),
    },
    ...(pass && { pass: passView(pass) }),
  };
}

function passView({ state, startedAtMs, endedAtMs, expected, forgotten, reason }: RetentionPass): PassView {
  return {
    state,
    startedAt: timeText(startedAtMs),
    ...(endedAtMs !== undefined && { endedAt: timeText(endedAtMs) }),
    ...(expected && { expected: { ...expected } }),
    forgotten: { ...forgotten },
    ...(reason !== undefined && { reason }),
  };
}
