/** Holds what senders were promised against what is there. */
import type { Evidence } from './evidence.ts';
import type { Push } from './pushes.ts';

export type Loss = { readonly push: Push; readonly what: string };

/** One sentence for each broken promise; empty when all were kept. */
export function findLosses(acknowledged: readonly Push[], { messages, events }: Evidence): Loss[] {
  return acknowledged.flatMap((push) => {
    const found = messages.get(push.mark) ?? [];
    const [message, ...more] = found;
    if (message === undefined) return [{ push, what: 'was acknowledged and is not in the store' }];
    if (more.length > 0)
      return [{ push, what: `is ${found.length} messages: ${found.map(({ id }) => id).join(', ')}` }];
    const made = events.get(message.id) ?? new Map<string, readonly string[]>();
    if (made.size === 0) return [{ push, what: `is ${message.state} as ${message.id} and has no event` }];
    if (made.size > 1) return [{ push, what: `has ${made.size} events: ${[...made.keys()].join(', ')}` }];
    const different = [...made.values()].some((lines) => new Set(lines).size > 1);
    return different ? [{ push, what: `has an event that changed when it was repeated (${message.id})` }] : [];
  });
}

export const sentence = ({ push, what }: Loss): string => `${push.kind} ${push.mark} ${what}`;
