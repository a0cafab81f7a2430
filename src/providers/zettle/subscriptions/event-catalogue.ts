/** The events to which one can subscribe: `x-events` in `spec/providers/zettle/api.yaml`, which is the one list of them. */
import { loadBundle } from '../../../contracts/load.ts';
import { ContractError } from '../../../contracts/schema.ts';
import { field, itemsOf, textField } from '../../../formats/values.ts';
import type { SubscribableEvent } from '../../subscribing.ts';

/** Throws `ContractError` when the contract has none. */
export function readEventCatalogue(): readonly SubscribableEvent[] {
  const eventName = field(field(field(loadBundle('zettle-api'), 'components'), 'schemas'), 'EventName');
  const events = itemsOf(field(eventName, 'x-events')).map((line) => ({
    event: textField(line, 'event') ?? '',
    scope: textField(line, 'scope') ?? 'any',
    retired: field(line, 'retired') === true,
  }));
  if (events.length === 0 || events.some(({ event }) => event === ''))
    throw new ContractError('spec/providers/zettle/api.yaml names no events in x-events; run `make generate`');
  return events;
}

/** The scopes that the credentials need for these events; for the empty list (every event) those of all that are not retired. */
export function scopesOf(events: readonly string[], catalogue: readonly SubscribableEvent[]): readonly string[] {
  const meant = catalogue.filter(({ event, retired }) => (events.length === 0 ? !retired : events.includes(event)));
  return [...new Set(meant.map(({ scope }) => scope))].filter((scope) => scope !== 'any');
}

/** Whether two lists of events mean the same. Every event may be written as none, or named one by one. */
export function sameEvents(
  one: readonly string[],
  other: readonly string[],
  catalogue: readonly SubscribableEvent[],
): boolean {
  const current = catalogue.filter(({ retired }) => !retired).map(({ event }) => event);
  const isEvery = (events: readonly string[]) =>
    events.length === 0 || current.every((event) => events.includes(event));
  if (isEvery(one) && isEvery(other)) return true;
  return one.length === other.length && one.every((event) => other.includes(event));
}
