/** The operator's ledger of findings: where messages depart from their contracts, and what was said to it. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { DriftEntry as DriftEntryView } from '../../generated/gateway/models.ts';
import type { Clock } from '../running/clock.ts';
import type { FindingEntry, FindingState, Store } from '../store/store.ts';
import { ok, orBadRequest, PAGE_ITEMS_DEFAULT, unknownItem } from './answers.ts';
import { sent } from './filters.ts';
import { timeText } from './time-text.ts';
import { findingView } from './views.ts';

export function driftHandlers({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: Clock;
}): Pick<GatewayHandlers<unknown>, 'listDrift' | 'getDrift' | 'acceptDrift' | 'resolveDrift'> {
  async function shown(id: string) {
    const [entry] = (await store.listFindings({ id }, { limit: 1 })).items;
    return entry === undefined ? unknownItem : ok(driftView(entry));
  }
  async function settle(id: string, state: Exclude<FindingState, 'new'>) {
    return (await store.settleFinding(id, state, clock.now())) ? shown(id) : unknownItem;
  }

  return {
    listDrift: async ({ query: { limit, cursor, ...filter } }) => {
      const wanted = { limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) };
      const page = await orBadRequest(() => store.listFindings(sent(filter), wanted));
      if ('status' in page) return page;
      return ok({
        items: page.items.map(driftView),
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
        overflow: page.overflow.map(({ lastSeenAtMs, ...rest }) => ({ ...rest, lastSeenAt: timeText(lastSeenAtMs) })),
      });
    },
    getDrift: ({ path: { id } }) => shown(id),
    acceptDrift: ({ path: { id } }) => settle(id, 'acknowledged'),
    resolveDrift: ({ path: { id } }) => settle(id, 'resolved'),
  };
}

function driftView({ stateSinceMs, firstSeenAtMs, lastSeenAtMs, finding, ...rest }: FindingEntry): DriftEntryView {
  return {
    ...rest,
    severity: finding.severity,
    stateSince: timeText(stateSinceMs),
    firstSeenAt: timeText(firstSeenAtMs),
    lastSeenAt: timeText(lastSeenAtMs),
    finding: findingView(finding),
  };
}
