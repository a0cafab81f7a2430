/** Where a gateway under test may send its events, so that a scenario sees them. */
import type { SinkEvent } from '../../../generated/mock/models.ts';

export type TestSink = {
  take(event: SinkEvent): void;
  readonly events: () => readonly SinkEvent[];
  clear(): void;
};

const events_max = 10_000;

export function openTestSink(): TestSink {
  const events: SinkEvent[] = [];
  return {
    take: (event) => {
      events.push(event);
      if (events.length > events_max) events.shift();
    },
    events: () => events,
    clear: () => {
      events.length = 0;
    },
  };
}
