/** Plans what must be done so that Zettle's subscriptions are as declared. It changes nothing. */
import { hash } from 'node:crypto';
import type { SubscribableEvent, SubscriptionFields, SyncPlan, SyncStep } from '../../subscribing.ts';
import type { ShownSubscription } from './api-answers.ts';
import { sameEvents, scopesOf } from './event-catalogue.ts';

export type Declared = SubscriptionFields & { readonly name: string };

export type PlannedStep = SyncStep & {
  readonly declared?: Declared;
  readonly actual?: ShownSubscription;
  /** Of `change`: only what differs. */
  readonly change?: Partial<SubscriptionFields>;
};

export type PlanInput = {
  readonly declared: readonly Declared[];
  readonly actual: readonly ShownSubscription[];
  /** Uuid by declared name, as chosen or found before. */
  readonly linked: ReadonlyMap<string, string>;
  /** The other source to which a uuid belongs. */
  readonly ownedElsewhere: ReadonlyMap<string, string>;
  readonly catalogue: readonly SubscribableEvent[];
  readonly pushesHere: (destination: string) => boolean;
  readonly prune: boolean;
};

/** First the declared subscriptions, in their order, then the rest. Deletions come last, so that no event is missed in between. */
export function planSteps(input: PlanInput): readonly PlannedStep[] {
  const found = match(input);
  const taken = new Set([...found.values()].map(({ uuid }) => uuid));
  return [
    ...input.declared.map((one) => stepFor(one, found.get(one.name), input.catalogue)),
    ...input.actual.filter(({ uuid }) => !taken.has(uuid)).map((one) => undeclaredStep(one, input)),
  ];
}

export function planOf(steps: readonly PlannedStep[]): SyncPlan {
  const shown = steps.map(({ action, name, uuid, detail, scopes }) => ({
    action,
    ...(name !== undefined && { name }),
    ...(uuid !== undefined && { uuid }),
    detail,
    scopes,
  }));
  return { id: hash('sha256', JSON.stringify(shown), 'hex').slice(0, 16), steps: shown };
}

/**
 * Finds the declared subscription among Zettle's: by the uuid that we know, or else by the same destination and events; that one is adopted. One
 * that only pushes to the same place may be anybody's, so it is not changed into a declared one by a guess.
 */
function match(input: PlanInput): ReadonlyMap<string, ShownSubscription> {
  const { declared, linked, ownedElsewhere, catalogue } = input;
  const found = new Map<string, ShownSubscription>();
  const free = new Set(input.actual.filter(({ uuid }) => !ownedElsewhere.has(uuid)));
  /** Zettle changes no transport: a subscription whose declaration has another one now is another subscription. */
  const among = (wanted: Declared, fits: (one: ShownSubscription) => boolean) =>
    [...free].find((one) => one.transport === transportOf(wanted) && fits(one));
  const take = (name: string, one: ShownSubscription | undefined) => {
    if (one === undefined) return;
    found.set(name, one);
    free.delete(one);
  };
  for (const wanted of declared) {
    const uuid = linked.get(wanted.name);
    if (uuid !== undefined)
      take(
        wanted.name,
        among(wanted, (one) => one.uuid === uuid),
      );
  }
  for (const wanted of declared.filter((one) => !found.has(one.name)))
    take(
      wanted.name,
      among(
        wanted,
        (one) => one.destination === wanted.destination && sameEvents(one.events, wanted.events, catalogue),
      ),
    );
  return found;
}

function stepFor(
  declared: Declared,
  actual: ShownSubscription | undefined,
  catalogue: readonly SubscribableEvent[],
): PlannedStep {
  const { name, events, destination, contactEmail } = declared;
  const scopes = scopesOf(events, catalogue);
  if (actual === undefined) {
    const retired = catalogue.filter((one) => one.retired && events.includes(one.event)).map(({ event }) => event);
    const doubt =
      retired.length === 0 ? '' : `; Zettle's list no longer has ${retired.join(', ')}, so Zettle may refuse`;
    const by = transportOf(declared) === 'WEBHOOK' ? '' : `, transport ${transportOf(declared)}`;
    const detail = `${eventText(events)} → ${destination}${by}, ${contactEmail}${doubt}`;
    return { action: 'create', name, detail, scopes, declared };
  }
  const change: Partial<SubscriptionFields> = {
    ...(!sameEvents(actual.events, events, catalogue) && { events }),
    ...(actual.destination !== destination && { destination }),
    ...(actual.contactEmail !== contactEmail && { contactEmail }),
  };
  const { uuid } = actual;
  if (Object.keys(change).length === 0)
    return { action: 'nothing', name, uuid, detail: `as declared, ${actual.status}`, scopes, declared, actual };
  return { action: 'change', name, uuid, detail: differences(actual, change), scopes, declared, actual, change };
}

function differences(actual: ShownSubscription, change: Partial<SubscriptionFields>): string {
  const { events, destination, contactEmail } = change;
  return [
    ...(events === undefined ? [] : [`events ${eventText(actual.events)} → ${eventText(events)}`]),
    ...(destination === undefined ? [] : [`destination ${actual.destination} → ${destination}`]),
    ...(contactEmail === undefined ? [] : [`contactEmail ${actual.contactEmail} → ${contactEmail}`]),
  ].join('; ');
}

function undeclaredStep(actual: ShownSubscription, input: PlanInput): PlannedStep {
  const { uuid, transport, events, destination } = actual;
  const what = `${eventText(events)} → ${destination}`;
  const left = (why: string): PlannedStep => ({ action: 'leave', uuid, detail: `${what}: ${why}`, scopes: [], actual });
  if (transport !== 'WEBHOOK') return left(`its transport is ${transport}, and it is not declared`);
  const owner = input.ownedElsewhere.get(uuid);
  if (owner !== undefined) return left(`it belongs to the source ${owner}`);
  if (!input.pushesHere(destination)) return left('it pushes to another URL');
  if (!input.prune) return left('it is not declared; --prune deletes it');
  return { action: 'delete', uuid, detail: `${what}: it is not declared`, scopes: [], actual };
}

const transportOf = ({ transport = 'WEBHOOK' }: Declared): string => transport;

const eventText = (events: readonly string[]): string => (events.length === 0 ? 'every event' : events.join(', '));
