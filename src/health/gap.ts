/** What an outage may have cost: the window, what came before and after it, which pushes were lost, where the events show a hole, what to ask for again. */
import type { Continuity } from '../providers/continuity.ts';
import type { MessageSummary, Store, StoredEvent } from '../store/store.ts';
import { type Hole, holesIn } from './holes.ts';
import type { FailingPush, Outage } from './part.ts';
import type { SourceReport } from './report.ts';

export type GapReport = {
  readonly source: string;
  readonly provider: string;
  /** Absent: no outage is known. `toMs` absent: it goes on. */
  readonly window?: {
    readonly fromMs: number;
    readonly toMs?: number;
    readonly kind: 'refused' | 'silence' | 'asked';
    readonly code?: string;
  };
  readonly before: readonly MessageSummary[];
  readonly after: readonly MessageSummary[];
  readonly lost: readonly LostPush[];
  readonly holes: readonly Hole[];
  readonly ask: readonly string[];
  /** More events around it than were looked at. */
  readonly truncated: boolean;
};

export type LostPush = Pick<FailingPush, 'digest' | 'firstAtMs' | 'lastAtMs' | 'tries' | 'names'> & {
  /** The provider may still send it. */
  readonly waiting: boolean;
};

const AROUND_MAX = 5;
const PAGE = 200;
const EVENTS_MAX = 5_000;
/** How far around the window events are compared: a shipment takes days, and its status before the outage tells what is missing. */
const AROUND_MS = 7 * 86_400_000;

type GapParts = {
  readonly report: SourceReport;
  readonly continuity: Continuity | undefined;
  readonly store: Pick<Store, 'listEvents' | 'listMessages'>;
  readonly nowMs: number;
  /** In place of the latest outage. */
  readonly asked?: { readonly fromMs: number; readonly toMs?: number } | undefined;
};

export async function gapReport({ report, continuity, store, nowMs, asked }: GapParts): Promise<GapReport> {
  const { name: source, provider, judged } = report;
  const window = asked === undefined ? windowOf(report) : { ...asked, kind: 'asked' as const };
  const nothing = { source, provider, before: [], after: [], lost: [], holes: [], ask: [], truncated: false };
  if (window === undefined) return nothing;
  const { fromMs, toMs } = window;
  // The last push before the window began it: it belongs to what came before.
  const [before, after] = await Promise.all([
    store.listMessages({ provider, source, toMs: fromMs + 1 }, { limit: AROUND_MAX }),
    toMs === undefined ? undefined : firstAfter(store, { provider, source, fromMs: toMs }, nowMs),
  ]);
  const { events, truncated } = await eventsAround(store, `/${provider}/${source}`, fromMs, toMs ?? nowMs);
  const lost = lostOf(report, window);
  const holes = continuity === undefined ? [] : holesIn(events, continuity, fromMs, toMs ?? nowMs);
  const span = `from ${text(fromMs)} to ${text(toMs ?? nowMs)}`;
  const isSilentNow = toMs === undefined && judged.state === 'healthy';
  return {
    ...nothing,
    ...(isSilentNow ? {} : { window }),
    before: before.items,
    after: after ?? [],
    lost,
    holes,
    ask: [
      `${continuity?.ask ?? 'Ask the provider which pushes it could not deliver'}, ${span}.`,
      ...(lost.length > 0
        ? [
            `Among them ${lost.length === 1 ? 'is the push that was' : `are the ${lost.length} pushes that were`} tried and not accepted.`,
          ]
        : []),
      ...holes.map(({ ask }) => ask),
    ],
    truncated,
  };
}

const text = (ms: number) => new Date(ms).toISOString();

/** The outage that goes on, or the latest one. */
function windowOf({ judged, part }: SourceReport): GapReport['window'] {
  const { state, oldest, code } = judged;
  const last = part.outages.at(-1);
  if (state === 'healthy' || code === 'nothing_yet') return last && pick(last);
  const fromMs = part.lastAcceptedMs ?? oldest?.push.firstAtMs ?? judged.sinceMs;
  return { fromMs, kind: state === 'quiet' ? 'silence' : 'refused', ...(code !== undefined && { code }) };
}

const pick = ({ fromMs, toMs, kind, code }: Outage) => ({ fromMs, toMs, kind, code });

function lostOf(
  { judged, part }: SourceReport,
  { fromMs, toMs }: NonNullable<GapReport['window']>,
): readonly LostPush[] {
  // A provider that has given up with one push sends none of the others again, however many tries were left.
  const isOver = judged.state === 'probably switched off';
  const waiting = new Set(isOver ? [] : judged.waiting.map(({ push }) => push.digest));
  const known = new Map<string, Omit<LostPush, 'waiting'>>();
  for (const { pushes } of part.outages) for (const push of pushes.values()) known.set(push.digest, push);
  for (const push of part.failing.values()) known.set(push.digest, push);
  return [...known.values()]
    .filter(({ firstAtMs, lastAtMs }) => lastAtMs >= fromMs && firstAtMs <= (toMs ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => a.firstAtMs - b.firstAtMs)
    .map(({ digest, firstAtMs, lastAtMs, tries, names }) => ({
      ...{ digest, firstAtMs, lastAtMs, tries, waiting: waiting.has(digest) },
      ...(names !== undefined && { names }),
    }));
}

/** Listings are newest first; the first ones after the window are at the end of a narrow one. */
async function firstAfter(
  store: GapParts['store'],
  filter: { readonly provider: string; readonly source: string; readonly fromMs: number },
  nowMs: number,
): Promise<readonly MessageSummary[]> {
  for (const spanMs of [60_000, 3_600_000, 86_400_000]) {
    const { items } = await store.listMessages({ ...filter, toMs: filter.fromMs + spanMs }, { limit: PAGE });
    if (items.length >= AROUND_MAX || filter.fromMs + spanMs >= nowMs) return items.slice(-AROUND_MAX).toReversed();
  }
  return (await store.listMessages(filter, { limit: PAGE })).items.slice(-AROUND_MAX).toReversed();
}

async function eventsAround(
  store: GapParts['store'],
  source: string,
  fromMs: number,
  toMs: number,
): Promise<{ readonly events: readonly StoredEvent[]; readonly truncated: boolean }> {
  const filter = { source, fromMs: fromMs - AROUND_MS, toMs: toMs + AROUND_MS };
  const events: StoredEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listEvents(filter, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    events.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && events.length < EVENTS_MAX);
  return { events: events.toReversed(), truncated: cursor !== undefined };
}
