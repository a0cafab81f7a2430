/** Messages and deliveries that are new, or have changed, since the last look. The command polls; the gateway keeps no state for it. */
import type { ListedDelivery, MessageSummary } from '../../generated/gateway/models.ts';
import { answered, type Operator } from './operator.ts';

export type News =
  | { readonly kind: 'message'; readonly message: MessageSummary }
  | { readonly kind: 'delivery'; readonly delivery: ListedDelivery };

type MessageQuery = NonNullable<Parameters<Operator['listMessages']>[0]['query']>;

export type Watched = {
  readonly filter: Pick<MessageQuery, 'provider' | 'source' | 'state' | 'verdict'>;
  /** Also what became of their events. */
  readonly deliveries: boolean;
};

const PAGE = 200;
// After a pause of the network the tail catches up with this many pages. Older messages are in the lists.
const PAGES_MAX = 10;

/** The first look only notes what exists. Each later one gives what is new, oldest first. */
export function openFeed(operator: Operator, { filter, deliveries }: Watched): () => Promise<readonly News[]> {
  const messages = watch<MessageSummary>(
    (cursor) => answered(operator.listMessages({ query: { ...filter, limit: PAGE, masked: true, ...cursor } })),
    ({ state, verdict, reason, receipts }) => [state, verdict, reason, receipts].join(),
  );
  const delivered = watch<ListedDelivery>(
    (cursor) => answered(operator.listDeliveries({ query: { limit: PAGE, masked: true, ...cursor } })),
    ({ state, attempts, replay }) => [state, attempts, replay].join(),
  );
  return async () => {
    const arrived = (await messages()).map((message): News => ({ kind: 'message', message }));
    if (!deliveries) return arrived;
    const sent = (await delivered()).filter((one) => isOf(one, filter));
    return [...arrived, ...sent.map((delivery): News => ({ kind: 'delivery', delivery }))];
  };
}

/** An event's source is `/{provider}/{source name}`. */
function isOf({ event }: ListedDelivery, { provider, source }: Watched['filter']): boolean {
  const [, ofProvider, ofSource] = event.source.split('/');
  return (provider === undefined || provider === ofProvider) && (source === undefined || source === ofSource);
}

type Listed<Item> = { readonly items: ReadonlyArray<Item>; readonly nextCursor?: string };

function watch<Item extends { readonly id: string }>(
  list: (cursor: { cursor?: string }) => Promise<Listed<Item>>,
  stateOf: (item: Item) => string,
): () => Promise<readonly Item[]> {
  const seen = new Map<string, string>();
  let begun = false;
  return async () => {
    const news: Item[] = [];
    let cursor: { cursor?: string } = {};
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const { items, nextCursor } = await list(cursor);
      news.push(...items.filter((item) => seen.get(item.id) !== stateOf(item)));
      if (!begun || nextCursor === undefined || items.some(({ id }) => seen.has(id))) break;
      cursor = { cursor: nextCursor };
    }
    for (const item of news.reverse()) seen.set(item.id, stateOf(item));
    // Older ones are never compared again.
    for (const id of [...seen.keys()].slice(0, Math.max(0, seen.size - PAGE * PAGES_MAX))) seen.delete(id);
    const first = !begun;
    begun = true;
    return first ? [] : news;
  };
}
