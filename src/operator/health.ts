/** How each source stands with its provider, in the API's words. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { GapReport as GapView, HealthReport, SourceHealth } from '../../generated/gateway/models.ts';
import type { GapReport } from '../health/gap.ts';
import type { Health } from '../health/open.ts';
import { type SourceReport, worstOf } from '../health/report.ts';
import type { Clock } from '../running/clock.ts';
import { ok, orBadRequest, parameterWrong, unknownName } from './answers.ts';
import { timesOf } from './filters.ts';
import { timeText } from './time-text.ts';
import { messageSummary } from './views.ts';

export type HealthParts = {
  readonly health: Pick<Health, 'gap' | 'report'>;
  readonly clock: Clock;
};

export function healthHandlers({ health, clock }: HealthParts): Pick<GatewayHandlers<unknown>, 'getHealth' | 'getGap'> {
  return {
    getHealth: async () => ok(healthView(health.report(), clock.now())),
    getGap: async ({ path: { name }, query: { from, to } }) => {
      if (to !== undefined && from === undefined)
        return parameterWrong('to: the end of a window needs from, its beginning.');
      const times = await orBadRequest(async () => timesOf(from, to));
      if ('status' in times) return times;
      const { fromMs, toMs } = times;
      if (fromMs !== undefined && toMs !== undefined && toMs <= fromMs)
        return parameterWrong('to: is not after from; a window ends after it began.');
      const asked = fromMs === undefined ? undefined : { fromMs, ...(toMs !== undefined && { toMs }) };
      const gap = await health.gap(name, asked);
      if (gap !== undefined) return ok(gapView(gap));
      return unknownName(
        'source',
        name,
        health.report().map((one) => one.name),
      );
    },
  };
}

function gapView({ window, before, after, lost, holes, ask, ...rest }: GapReport): GapView {
  return {
    ...rest,
    ...(window !== undefined && {
      window: {
        from: timeText(window.fromMs),
        ...(window.toMs !== undefined && { to: timeText(window.toMs) }),
        kind: window.kind,
        ...(window.code !== undefined && { code: window.code }),
      },
    }),
    before: before.map(messageSummary),
    after: after.map(messageSummary),
    lost: lost.map(({ firstAtMs, lastAtMs, ...push }) => ({
      ...push,
      firstAt: timeText(firstAtMs),
      lastAt: timeText(lastAtMs),
    })),
    holes: holes.map((hole) => ({ ...hole })),
    ask: [...ask],
  };
}

const HOUR_SECONDS = 3_600;

function healthView(reports: readonly SourceReport[], nowMs: number): HealthReport {
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
