/** Who is told of conditions, in the API's words. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { Alerts } from '../health/alerts/alerts.ts';
import { faulty, ok, unknownName } from './answers.ts';
import { timeText } from './time-text.ts';

export type AlertParts = { readonly alerts: Pick<Alerts, 'list' | 'test'> };

export function alertHandlers({
  alerts,
}: AlertParts): Pick<GatewayHandlers<unknown>, 'listAlertTargets' | 'testAlertTarget'> {
  return {
    listAlertTargets: async () =>
      ok({
        items: (await alerts.list()).map(({ name, type, open, waiting, lastSentMs, fault }) => ({
          ...{ name, type, open, waiting },
          ...(lastSentMs !== undefined && { lastSentAt: timeText(lastSentMs) }),
          ...(fault !== undefined && { fault: fault.reason }),
        })),
      }),
    testAlertTarget: async ({ path: { name } }) => {
      const sent = await alerts.test(name);
      if (sent === undefined)
        return unknownName(
          'alert target',
          name,
          (await alerts.list()).map((one) => one.name),
        );
      return sent.ok ? ok({ target: name }) : faulty(502, 'alert_not_taken', [sent.reason]);
    },
  };
}
