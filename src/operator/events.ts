/** The operator's events: looked at, newest first, or pulled, oldest first. One operation, because it is one list. */
import type { GatewayHandlers, ListEventsInput } from '../../generated/gateway/handlers.ts';
import type { Sources } from '../providers/sources.ts';
import type { Clock } from '../running/clock.ts';
import type { EventFilter, PullFrom, Store } from '../store/store.ts';
import { ok, orBadRequest, PAGE_ITEMS_DEFAULT, pageAnswer, parameterWrong, unknownItem } from './answers.ts';
import { eventSource, soughtOf, timesOf } from './filters.ts';
import { openPulls } from './pulls.ts';
import { timeText } from './time-text.ts';
import { eventSummary, eventView } from './views.ts';

export type EventParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly sources: Sources;
  /** Ends every wait. */
  readonly stopping: AbortSignal;
};

export function eventHandlers(parts: EventParts): Pick<GatewayHandlers<unknown>, 'listEvents' | 'getEvent'> {
  const { store } = parts;
  const pull = openPulls(parts);

  async function pulled(filter: EventFilter, from: PullFrom, limit: number, waitSeconds: number) {
    const { items, cursor, forgottenUntilMs } = await pull(filter, from, limit, waitSeconds * 1_000);
    return {
      items: items.map((event) => ({ ...eventSummary(event), envelope: { ...event.envelope } })),
      nextCursor: cursor,
      ...(forgottenUntilMs !== undefined && { forgottenUntil: timeText(forgottenUntilMs) }),
    };
  }

  return {
    listEvents: async ({ query }) => {
      const { limit = PAGE_ITEMS_DEFAULT, cursor, after, consumer, waitSeconds = 0 } = query;
      const from = pullFrom(query);
      if (from === undefined) {
        // Asked for and left out, this would look like a list that has nothing new.
        if (waitSeconds > 0) return parameterWrong('waitSeconds: only a pull waits; give after or consumer too.');
        return pageAnswer(
          async () => store.listEvents(filterOf(query, parts), { limit, ...(cursor !== undefined && { cursor }) }),
          eventSummary,
        );
      }
      if (cursor !== undefined)
        return parameterWrong('cursor: a pull does not use a cursor; give after, or name a consumer.');
      if (after !== undefined && consumer !== undefined)
        return parameterWrong(
          'after: cannot be combined with consumer; a consumer begins after the event that it acknowledged last.',
        );
      const answer = await orBadRequest(async () => pulled(filterOf(query, parts), from, limit, waitSeconds));
      return 'status' in answer ? answer : ok(answer);
    },

    getEvent: async ({ path: { id } }) => {
      const shown = await orBadRequest(() => store.showEvent(id));
      if (shown === undefined || 'status' in shown) return shown ?? unknownItem;
      return ok(eventView(shown));
    },
  };
}

type Query = ListEventsInput['query'];

function pullFrom({ after, consumer }: Query): PullFrom | undefined {
  if (after === 'oldest' || after === 'newest') return { after };
  if (after !== undefined) return { cursor: after };
  return consumer === undefined ? undefined : { consumer };
}

/** Throws `FilterRefused`. */
function filterOf(query: Query, { sources }: EventParts): EventFilter {
  const { type, source, message, provider, verdict, createdFrom, createdTo, identity, text, field } = query;
  return {
    ...(type !== undefined && { type }),
    ...(message !== undefined && { messageId: message }),
    ...(provider !== undefined && { provider }),
    ...(verdict !== undefined && { verdict }),
    ...eventSource(source, sources),
    ...timesOf(createdFrom, createdTo),
    ...soughtOf({ identity, text, field }),
  };
}
