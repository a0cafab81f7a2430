/** The operator's subscriptions: what a source is subscribed to at its provider, for sources that can manage that. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import { problemDocument } from '../problems.ts';
import type { Sources } from '../providers/sources.ts';
import type { Asked, ManagedSubscription, Subscribing, Unasked } from '../providers/subscribing.ts';
import { ok, unknownName } from './answers.ts';
import { timeText } from './time-text.ts';

type Operations =
  | 'showIdentity'
  | 'authorise'
  | 'listSubscribableEvents'
  | 'listSubscriptions'
  | 'createSubscription'
  | 'updateSubscription'
  | 'deleteSubscription'
  | 'planSync'
  | 'applySync';

export function subscriptionHandlers(sources: Sources): Pick<GatewayHandlers<unknown>, Operations> {
  /** Only those that can manage subscriptions are offered. */
  const unknownSource = (name: string) =>
    unknownName(
      'source',
      name,
      sources.all.filter(({ capabilities }) => capabilities?.subscriptions !== undefined).map((one) => one.name),
    );
  const find = (name: string) => sources.all.find((source) => source.name === name)?.capabilities?.subscriptions;

  /** Asks the source of that name; answers for it when there is none, or when the answer was no. */
  async function asked<T, View>(
    name: string,
    ask: (subscribing: Subscribing) => Promise<Asked<T>>,
    view: (value: T) => View,
  ) {
    const subscribing = find(name);
    if (subscribing === undefined) return unknownSource(name);
    const answer = await ask(subscribing);
    return answer.ok ? ok(view(answer.value)) : refused(answer);
  }

  return {
    showIdentity: ({ path: { source } }) => asked(source, (one) => one.identity(), same),
    authorise: ({ path: { source }, body }) => asked(source, (one) => one.authorise(body), same),
    listSubscribableEvents: async ({ path: { source } }) => {
      const events = find(source)?.events;
      return events === undefined ? unknownSource(source) : ok({ items: events });
    },
    listSubscriptions: ({ path: { source } }) =>
      asked(
        source,
        (one) => one.list(),
        (items) => ({ items: items.map(subscriptionView) }),
      ),
    createSubscription: ({ path: { source }, body }) => asked(source, (one) => one.create(body), subscriptionView),
    updateSubscription: ({ path: { source, uuid }, body }) =>
      asked(source, (one) => one.update(uuid, body), subscriptionView),
    deleteSubscription: ({ path: { source, uuid } }) =>
      asked(
        source,
        (one) => one.remove(uuid),
        ({ keysUntilMs, ...rest }) => ({ ...rest, keysUntil: timeText(keysUntilMs) }),
      ),
    planSync: ({ path: { source }, query: { prune } }) => asked(source, (one) => one.plan({ prune }), same),
    applySync: async ({ path: { source }, query: { prune, plan } }) => {
      const subscribing = find(source);
      if (subscribing === undefined) return unknownSource(source);
      const synced = await subscribing.sync({ prune, ...(plan !== undefined && { plan }) });
      if (synced.ok) return ok(synced.value);
      return synced.code === 'plan_changed' ? planChanged : refused(synced);
    },
  };
}

const same = <T>(value: T): T => value;

const contentType = 'application/problem+json';
const planChanged = { status: 409, contentType, body: problemDocument('plan_changed') } as const;

function refused({ code, faults, provider }: Unasked) {
  const body = { ...problemDocument(code), faults, ...(provider && { provider }) };
  switch (code) {
    case 'subscription_unfit':
      return { status: 422, contentType, body } as const;
    case 'provider_refused':
      return { status: 502, contentType, body } as const;
    case 'provider_silent':
      return { status: 504, contentType, body } as const;
  }
}

const subscriptionView = ({ keys, ...rest }: ManagedSubscription) => ({
  ...rest,
  keys: keys.map(({ label, sinceMs }) => ({ label, since: timeText(sinceMs) })),
});
