/** How each source stands with its provider, in the API's words. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { HealthReport, SourceHealth } from '../../generated/gateway/models.ts';
import type { Health } from '../health/open.ts';
import { type SourceReport, worstOf } from '../health/report.ts';
import type { Clock } from '../running/clock.ts';
import { ok } from './answers.ts';
import { timeText } from './time-text.ts';

export function healthHandlers(
  health: Pick<Health, 'report'>,
  clock: Clock,
): Pick<GatewayHandlers<unknown>, 'getHealth'> {
  return {
    getHealth: async () => ok(healthView(health.report(), clock.now())),
  };
}

const HOUR_SECONDS = 3_600;

export function healthView(reports: readonly SourceReport[], nowMs: number): HealthReport {
  return {
    at: timeText(nowMs),
    state: worstOf(reports.map(({ judged }) => judged.state)),
    items: reports.map(sourceView),
  };
}

function sourceView({ name, provider, judged, patience, part, ...told }: SourceReport): SourceHealth {
  const { state, sinceMs, oldest, givesUpAtMs, quietAtMs, usualMs } = judged;
  const { strangers, ack } = told;
  return {
    name,
    provider,
    state,
    since: timeText(sinceMs),
    summary: told.summary,
    ...(told.reason && { reason: { ...told.reason } }),
    ...(oldest && { oldest: pushView(oldest) }),
    failing: judged.waiting.length + judged.expired.length,
    givesUp: {
      action: patience.action,
      ...(givesUpAtMs !== undefined && { at: timeText(givesUpAtMs) }),
      ...(patience.action === 'disables-push' && { failures: judged.failures }),
      ...(patience.failuresMax !== undefined && { failuresMax: patience.failuresMax }),
      basis: told.basis,
      certainty: told.certainty,
    },
    lost: patience.consequence,
    todo: [...told.todo],
    unknowns: [...told.unknowns],
    strangers: {
      count: strangers.count,
      ...(strangers.lastAtMs !== undefined && { lastAt: timeText(strangers.lastAtMs) }),
    },
    ack: { ...ack, ...(patience.timeoutMs !== undefined && { timeoutMs: patience.timeoutMs }) },
    silence: {
      ...(part.lastAcceptedMs !== undefined && { lastAt: timeText(part.lastAcceptedMs) }),
      ...(usualMs !== undefined && { usualSeconds: Math.round(usualMs / 1000) }),
      ...(quietAtMs !== undefined && { quietAt: timeText(quietAtMs) }),
      history: judged.hasHistory ? 'enough' : 'too little',
    },
    arrivals: { stepSeconds: HOUR_SECONDS, counts: [...part.rhythm.recent] },
  };
}

function pushView({
  push,
  forecast,
}: NonNullable<SourceReport['judged']['oldest']>): NonNullable<SourceHealth['oldest']> {
  return {
    digest: push.digest,
    firstAt: timeText(push.firstAtMs),
    lastAt: timeText(push.lastAtMs),
    tries: forecast.used,
    retriesUsed: forecast.used - 1,
    ...(forecast.triesMax !== undefined && { retriesMax: forecast.triesMax - 1 }),
    ...(forecast.nextAtMs !== undefined && { nextAt: timeText(forecast.nextAtMs) }),
    ...(push.names !== undefined && { names: push.names }),
  };
}
