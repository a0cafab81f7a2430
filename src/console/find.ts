/**
 * Finds messages by whatever people have in their hands: the id of a message, the reference of an order or a shipment, any text of the payload.
 * The store answers in portions, so results are shown as they come, the newest first.
 */
import { api, bodyOf, type EventSummary, type MessageSummary, Refused } from './api.ts';

export type Found = {
  readonly message: MessageSummary;
  /** What it became. */
  readonly events: readonly EventSummary[];
};

export type Finding = {
  readonly items: readonly Found[];
  /** Where the search ended: all was looked at, or enough was found. */
  readonly state: 'looking' | 'all' | 'enough';
};

const FOUND_MAX = 20;
const PAGE = 20;

type Looking = {
  readonly signal: AbortSignal;
  /** A viewer may not: a match tells what a payload holds. */
  readonly mayReadPayloads: boolean;
};

/** `show` is called with what is known so far. Ends early when `signal` aborts. */
export async function find(
  text: string,
  { signal, mayReadPayloads }: Looking,
  show: (found: Finding) => void,
): Promise<void> {
  const found = new Map<string, Found>();
  const tell = (state: Finding['state']) =>
    show({ items: [...found.values()].sort((one, other) => (one.message.id < other.message.id ? 1 : -1)), state });
  const byId = await messageById(text, signal);
  if (byId !== undefined) {
    found.set(byId.id, { message: byId, events: await eventsOf(byId.id, signal) });
    tell('looking');
  }
  const referred = await bodyOf(
    api.listMessages({ query: { reference: text.slice(0, 256), limit: PAGE, masked: true } }, { signal }),
  );
  for (const message of referred.items) found.set(message.id, { message, events: await eventsOf(message.id, signal) });
  // Found by an index. To look into every payload as well would load the store, and find the same. The end of an id alone proves nothing: `1001` is one too.
  if (referred.items.length > 0 || byId?.id === text.toLowerCase())
    return tell(referred.nextCursor === undefined ? 'all' : 'enough');
  if (!mayReadPayloads) return tell('all');
  let cursor: string | undefined;
  do {
    const page = await bodyOf(
      api.listMessages(
        { query: { text: text.slice(0, 256), limit: PAGE, masked: true, ...(cursor !== undefined && { cursor }) } },
        { signal },
      ),
    );
    for (const message of page.items) {
      if (found.size >= FOUND_MAX) return tell('enough');
      found.set(message.id, { message, events: await eventsOf(message.id, signal) });
    }
    cursor = page.nextCursor;
    tell(cursor === undefined ? 'all' : 'looking');
  } while (cursor !== undefined && !signal.aborted);
}

async function messageById(text: string, signal: AbortSignal): Promise<MessageSummary | undefined> {
  if (!/^[0-9a-f-]{4,36}$/i.test(text)) return undefined;
  try {
    return await bodyOf(api.getMessage({ path: { id: text }, query: { masked: true } }, { signal }));
  } catch (error) {
    // 404: no id begins or ends so. 400: several do; then the text may still be somebody's reference.
    if (error instanceof Refused && (error.status === 404 || error.status === 400)) return undefined;
    throw error;
  }
}

const eventsOf = async (message: string, signal: AbortSignal): Promise<readonly EventSummary[]> =>
  (await bodyOf(api.listEvents({ query: { message, limit: 5 } }, { signal }))).items;
