/**
 * AppDirect's words → `com.appdirect.*`. Field names stay; a field that was left out, null or empty is absent, so that JSON and XML
 * of one event are equal. `returnUrl`, `links` and unknown fields outside an unknown type's payload stay in the stored message.
 */
import type { Json, JsonValue } from '../../formats/json.ts';
import { field } from '../../formats/values.ts';
import type { Finding } from '../../store/store.ts';
import type { NormalisedEvent } from '../provider.ts';
import { eventTypeOf, type MarketplaceEvent } from './event.ts';
import { holds, payloadOf, person, unknownParts } from './payload.ts';
import type { Result } from './result.ts';
import { isEmpty, text, texts } from './words.ts';

/** Parts of the payload without which an event of the type says nothing; `spec/events` requires them. */
const requiredParts: { readonly [type: string]: readonly string[] } = {
  SUBSCRIPTION_ORDER: ['company', 'order'],
  SUBSCRIPTION_CHANGE: ['account', 'order'],
  SUBSCRIPTION_CANCEL: ['account'],
  SUBSCRIPTION_NOTICE: ['account', 'notice'],
  USER_ASSIGNMENT: ['account', 'user'],
  USER_UNASSIGNMENT: ['account', 'user'],
  USER_UPDATED: ['account', 'user'],
  ADDON_ORDER: ['account', 'order'],
  ADDON_CHANGE: ['account', 'addonInstance'],
  ADDON_CANCEL: ['account', 'addonInstance'],
  ADDON_BIND: ['account', 'addonInstance', 'addonBinding'],
  ADDON_UNBIND: ['account', 'addonInstance', 'addonBinding'],
};

const partsOf = ({ type, supported }: MarketplaceEvent): readonly string[] =>
  supported ? (requiredParts[type] ?? []) : [];

/** One finding for each part that the type needs and the payload has not. Our event has them as empty objects. */
export function missingParts(event: MarketplaceEvent): readonly Finding[] {
  const payload = field(event.document, 'payload');
  return partsOf(event)
    .filter((part) => !holds(field(payload, part)))
    .map((part) => ({
      rule: 'required_for_type',
      path: `/payload/${part}`,
      severity: 'violation',
      expected: `${part}, which an event of type ${event.type} is about`,
      seen: 'nothing',
    }));
}

/** `token`: of the event URL. `result`: the answer to the marketplace; absent until it is decided. */
export function normalise(event: MarketplaceEvent, token: string, result?: Result): NormalisedEvent {
  const { document } = event;
  const value = (name: string) => field(document, name);
  const flag = text(value('flag'))?.trim();
  const marketplace = texts(value('marketplace'), ['partner', 'baseUrl']);
  const creator = person(value('creator'));
  const payload = field(document, 'payload');

  const data: { [name: string]: Json } = {
    type: event.type,
    eventToken: token,
    ...(flag !== undefined && { flag }),
    development: flag === 'DEVELOPMENT',
    ...(!isEmpty(marketplace) && { marketplace }),
    ...texts(document, ['applicationUuid']),
    ...(!isEmpty(creator) && { creator: { ...creator } }),
    payload: { ...(event.supported ? {} : unknownParts(payload)), ...payloadOf(payload, partsOf(event)) },
    ...(result !== undefined && { result: { ...result } }),
  };
  const subject = subjectOf(event, payload, result);
  // The document holds no time, so the event's time is that of the notification's receipt.
  return { type: typeOf(event), ...(subject !== undefined && { subject }), data };
}

/** An unknown type is arbitrary text, and types are in filters, logs and indexes. The published ones have at most 19 characters. */
const unknownTypeUnitsMax = 100;

function typeOf({ type, supported }: MarketplaceEvent): string {
  if (supported) return eventTypeOf(type);
  const words = type
    .slice(0, unknownTypeUnitsMax)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const name = words.join('_');
  // `subscription order` is not the type that the contract knows, and must not come under its name.
  return name === '' || Object.hasOwn(requiredParts, name.toUpperCase()) ? 'com.appdirect.event' : eventTypeOf(name);
}

/** The account: of an order the one that was just made, of an older add-on order the one it belongs to; else the company, where it is all there is. */
function subjectOf(
  { type, supported }: MarketplaceEvent,
  payload: JsonValue | undefined,
  result?: Result,
): string | undefined {
  const of = (part: string, name: string) => text(field(field(payload, part), name));
  const company = of('company', 'uuid');
  const account = of('account', 'accountIdentifier');
  if (!supported) return account ?? company;
  if (type === 'SUBSCRIPTION_ORDER') return result?.accountIdentifier ?? company;
  return type === 'ADDON_ORDER' ? (account ?? of('account', 'parentAccountIdentifier')) : account;
}
