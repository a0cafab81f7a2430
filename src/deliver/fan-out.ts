/** Which sink gets which event. */
import type { NewEvent } from '../store/store.ts';

export type SinkFilter = { readonly name: string; readonly events: readonly string[] };

/** A `*` in a pattern stands for any run of characters, so `com.zettle.*` is everything of Zettle's. No pattern at all takes every event. */
export function fanOut(events: readonly NewEvent[], sinks: readonly SinkFilter[]): { eventId: string; sink: string }[] {
  return sinks.flatMap((sink) => {
    const patterns = sink.events.map(toExpression);
    const takes = (type: string) => patterns.length === 0 || patterns.some((pattern) => pattern.test(type));
    return events.filter((event) => takes(event.type)).map((event) => ({ eventId: event.id, sink: sink.name }));
  });
}

function toExpression(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
