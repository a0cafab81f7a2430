/** What is read of a store: each answer is one snapshot. */
import { oneNamed } from '../shared/named-items.ts';
import { pageOf, slice } from '../shared/pages.ts';
import { readyForXml } from '../shared/payload-search.ts';
import type { EventFilter, Store } from '../store.ts';
import { countMessages } from './counts/counts.ts';
import { glanceAtSinks, listDeliveries, listSinks, showDelivery } from './deliveries/reads.ts';
import { listEvents, showEvent } from './events/reads.ts';
import { listFindings } from './findings/entries.ts';
import { kept, listKept } from './kept.ts';
import { namedEvents, namedMessages } from './messages/find.ts';
import { listMessages, showMessage } from './messages/reads.ts';
import { usesOf } from './messages/uses.ts';
import type { Access } from './parts.ts';
import { backlog, troubles } from './work/reads.ts';

type Reading = Pick<
  Store,
  | 'listSinks'
  | 'glanceAtSinks'
  | 'listDeliveries'
  | 'showDelivery'
  | 'listFindings'
  | 'kept'
  | 'listKept'
  | 'listMessages'
  | 'showMessage'
  | 'listEvents'
  | 'showEvent'
  | 'troubles'
  | 'credentialUses'
  | 'countMessages'
  | 'backlog'
>;

/** The same filter with the whole id of the message that it names. */
export type OfWholeId = (filter: EventFilter) => Promise<EventFilter>;

export function reading({ read, time }: Pick<Access, 'read' | 'time'>): { methods: Reading; ofWholeId: OfWholeId } {
  const messageNamed = async (text: string) => oneNamed(text, await read((session) => namedMessages(session, text)));
  /** A message that does not exist has no events. */
  const ofWholeId = async ({ messageId, ...filter }: EventFilter): Promise<EventFilter> =>
    messageId === undefined ? filter : { ...filter, messageId: (await messageNamed(messageId)) ?? messageId };

  const methods: Reading = {
    listSinks: () => read((session) => listSinks(session, time)),
    glanceAtSinks: (sinks, countMax) => read((session) => glanceAtSinks(session, time, { sinks, countMax })),
    listDeliveries: async (filter, page) => {
      const wanted = slice('d', page);
      return pageOf('d', await read((session) => listDeliveries(session, time, filter, wanted)));
    },
    showDelivery: (id) => read((session) => showDelivery(session, time, id)),
    async listFindings(filter, page) {
      const wanted = slice('f', page);
      const { counts, overflow, ...sliced } = await read((session) => listFindings(session, filter, wanted));
      return { ...pageOf('f', sliced), counts, overflow };
    },
    kept: (space, key) => read((session) => kept(session, space, key)),
    listKept: (space) => read((session) => listKept(session, space)),
    async listMessages(filter, page) {
      const wanted = slice('m', page);
      if (filter.search) await readyForXml();
      const id = filter.id === undefined ? undefined : await messageNamed(filter.id);
      if (filter.id !== undefined && id === undefined) return { items: [] };
      const whole = id === undefined ? filter : { ...filter, id };
      return pageOf('m', await read((session) => listMessages(session, whole, wanted)));
    },
    async showMessage(text) {
      const id = await messageNamed(text);
      return id === undefined ? undefined : read((session) => showMessage(session, id));
    },
    async listEvents(filter, page) {
      const wanted = slice('e', page);
      const whole = await ofWholeId(filter);
      return pageOf('e', await read((session) => listEvents(session, whole, wanted)));
    },
    async showEvent(text) {
      const id = oneNamed(text, await read((session) => namedEvents(session, text)));
      return id === undefined ? undefined : read((session) => showEvent(session, time, id));
    },
    troubles: (request) => read((session) => troubles(session, request)),
    credentialUses: (source) => read((session) => usesOf(session, source)),
    countMessages: (request) => read((session) => countMessages(session, request)),
    backlog: () => read((session) => backlog(session, time)),
  };
  return { methods, ofWholeId };
}
