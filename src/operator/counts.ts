/** How many messages arrived, by hour or day. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Clock } from '../running/clock.ts';
import type { Store } from '../store/store.ts';
import { ok, orBadRequest, parameterWrong } from './answers.ts';
import { timesOf } from './filters.ts';
import { timeText } from './time-text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A month of hours. A hundred sources with six states each are then 450,000 rows, which the store adds up in a second. */
const STEPS_MAX = 750;

export function countHandlers({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'countMessages'>;
  readonly clock: Clock;
}): Pick<GatewayHandlers<unknown>, 'countMessages'> {
  return {
    countMessages: async ({ query: { source, from, to, step } }) => {
      const asked = await orBadRequest(async () => timesOf(from, to));
      if ('status' in asked) return asked;
      const stepMs = step === 'day' ? DAY_MS : HOUR_MS;
      const { toMs: untilMs = clock.now() } = asked;
      const { fromMs: sinceMs = untilMs - DAY_MS } = asked;
      const [fromMs, toMs] = [Math.floor(sinceMs / stepMs) * stepMs, Math.ceil(untilMs / stepMs) * stepMs];
      if (fromMs > toMs) return parameterWrong('from: is after to.');
      if ((toMs - fromMs) / stepMs > STEPS_MAX)
        return parameterWrong(`from: the range has more than ${STEPS_MAX} steps; ask for a shorter one, or for days.`);
      const counts = await store.countMessages({ fromMs, toMs, stepMs, ...(source !== undefined && { source }) });
      return ok({
        from: timeText(fromMs),
        to: timeText(toMs),
        stepSeconds: stepMs / 1_000,
        items: counts.map(({ atMs, ...count }) => ({ at: timeText(atMs), ...count })),
      });
    },
  };
}
