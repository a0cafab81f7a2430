/** The operator's consumers: who pulls, and how far it is. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Consumer as ConsumerView } from '../../generated/gateway/models.ts';
import type { Clock } from '../running/clock.ts';
import type { Consumer, Store } from '../store/store.ts';
import { ok, orBadRequest, tooManyConsumers, unknownName } from './answers.ts';
import { timeText } from './time-text.ts';

export function consumerHandlers({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): Pick<GatewayHandlers<unknown>, 'listConsumers' | 'deleteConsumer' | 'acknowledgeEvents'> {
  return {
    listConsumers: async () => ok({ items: (await store.listConsumers()).map(consumerView) }),

    deleteConsumer: async ({ path: { name } }) => {
      const deleted = await store.deleteConsumer(name);
      if (deleted !== undefined) return ok(consumerView(deleted));
      const known = (await store.listConsumers()).map((one) => one.name);
      return unknownName('consumer', name, known);
    },

    acknowledgeEvents: async ({ path: { name }, query: { cursor } }) => {
      const acknowledged = await orBadRequest(() => store.acknowledge(name, cursor, clock.now()));
      if (acknowledged === 'too_many') return tooManyConsumers;
      return 'status' in acknowledged ? acknowledged : ok(consumerView(acknowledged));
    },
  };
}

function consumerView(consumer: Consumer): ConsumerView {
  const { name, cursor, createdAtMs, acknowledgedAtMs, waiting, oldestWaitingAtMs, forgottenUntilMs } = consumer;
  return {
    name,
    cursor,
    createdAt: timeText(createdAtMs),
    acknowledgedAt: timeText(acknowledgedAtMs),
    waiting,
    ...(oldestWaitingAtMs !== undefined && { oldestWaitingAt: timeText(oldestWaitingAtMs) }),
    ...(forgottenUntilMs !== undefined && { forgottenUntil: timeText(forgottenUntilMs) }),
  };
}
