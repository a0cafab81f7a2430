/** Finds what Zettle would refuse before we ask it: event names, scopes, destination, e-mail address. */
import { didYouMean } from '../../../config/did-you-mean.ts';
import type { SubscribableEvent, SubscriptionFields } from '../../subscribing.ts';
import { scopesOf } from './event-catalogue.ts';

export type FitnessRules = {
  readonly catalogue: readonly SubscribableEvent[];
  /** Takes plain http, for a mock on this machine. */
  readonly development: boolean;
  readonly pushesHere: (destination: string) => boolean;
  /** What the token may do; `undefined` where it does not say. */
  readonly scopes: ReadonlySet<string> | undefined;
};

const CONTACT_EMAIL_UNITS_MAX = 512;

/** A sentence for each thing to correct; none: Zettle will accept it. */
export function unfitness(fields: Partial<SubscriptionFields>, rules: FitnessRules): readonly string[] {
  const { events, destination, contactEmail } = fields;
  return [
    ...(events === undefined ? [] : [...eventFaults(events, rules), ...scopeFaults(events, rules)]),
    ...(destination === undefined ? [] : destinationFaults(destination, rules)),
    ...(contactEmail === undefined ? [] : emailFaults(contactEmail)),
  ];
}

function eventFaults(events: readonly string[], { catalogue }: FitnessRules): readonly string[] {
  const names = catalogue.map(({ event }) => event);
  return events
    .filter((event) => !names.includes(event))
    .map((event) => {
      const near = didYouMean(event, names);
      const meant = near === undefined ? '' : `; did you mean ${near}?`;
      return `events: Zettle has no event ${event}${meant} (\`pushdock zettle events\` shows all)`;
    });
}

function scopeFaults(events: readonly string[], { catalogue, scopes }: FitnessRules): readonly string[] {
  if (scopes === undefined || events.length === 0) return [];
  return scopesOf(events, catalogue)
    .filter((scope) => !scopes.has(scope))
    .map((scope) => {
      const needing = catalogue.filter((one) => one.scope === scope && events.includes(one.event));
      return `events: ${needing.map(({ event }) => event).join(', ')} needs the scope ${scope}, which the credentials lack; make an API key with it, or let the merchant authorise the app again`;
    });
}

function destinationFaults(destination: string, { development, pushesHere }: FitnessRules): readonly string[] {
  if (!URL.canParse(destination)) return ['destination: is not a URL; write the push URL of this source'];
  const { protocol } = new URL(destination);
  if (protocol !== 'https:' && !(development && protocol === 'http:'))
    return ['destination: is not https, and Zettle accepts only https; write a public https URL'];
  if (pushesHere(destination)) return [];
  return [
    'destination: does not lead to this source, so the gateway would not know the key of its pushes; write its push URL (`pushdock sources show`), or declare the subscription in the configuration',
  ];
}

function emailFaults(contactEmail: string): readonly string[] {
  if (contactEmail.length > CONTACT_EMAIL_UNITS_MAX)
    return [
      `contactEmail: has ${contactEmail.length} characters, and Zettle accepts ${CONTACT_EMAIL_UNITS_MAX}; shorten it`,
    ];
  return /^[^\s@]+@[^\s@]+$/.test(contactEmail) ? [] : ['contactEmail: is not an e-mail address; write name@domain'];
}
