/** Where messages are processed and delivered. Decided here and nowhere else. */
import type { Sink } from '../deliver/sinks/sink.ts';
import type { Provider } from '../providers/provider.ts';
import { type Clock, systemClock } from '../running/clock.ts';
import type { ShareableStore } from '../store/shared-store.ts';
import type { OpenedStore } from '../store/store.ts';

/** `here`: on the thread that acknowledges. */
export type Place = 'here' | 'thread';

/** What the caller of a gateway brings along. */
export type Brought = {
  readonly delivering?: Place;
  readonly clock?: Clock;
  readonly providers?: readonly Pick<Provider, 'name'>[];
  readonly store?: OpenedStore;
  readonly sinks?: readonly Sink[];
};

/** A thread of its own, where one is wanted and everything can be opened there from the configuration: functions and objects of the caller stay on his. */
export function placeOf({ delivering = 'here', clock = systemClock, providers, store, sinks = [] }: Brought): Place {
  const ownOnly = providers === undefined && store === undefined && sinks.length === 0 && clock === systemClock;
  return ownOnly ? delivering : 'here';
}

/** An engine whose store cannot be used from another thread of the process is delivered from here, too. */
export const isShareable = (store: OpenedStore | ShareableStore): store is ShareableStore => 'share' in store;
