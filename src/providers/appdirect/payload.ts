/** The event's payload, part by part. Both formats come to one shape: what JSON calls `items` and XML repeats as `item` are `items`. */
import type {
  AppDirectAccount,
  AppDirectAddonInstance,
  AppDirectAddress,
  AppDirectCompany,
  AppDirectOrder,
  AppDirectOrderItem,
  AppDirectPerson,
} from '../../../generated/events/models.ts';
import type { Json, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, plainJson } from '../../formats/values.ts';
import { entries, isEmpty, text, texts } from './words.ts';

type Parts = { readonly [name: string]: Json };

/** How each part is read; everything else in a payload is unknown. */
const readers: { readonly [part: string]: (value: JsonValue | undefined) => Parts } = {
  user: person,
  company,
  account,
  addonInstance: named,
  addonBinding: named,
  order: (value) => ({ ...order(value) }),
  notice: (value) => ({ type: text(field(value, 'type'))?.trim() ?? '', ...texts(value, ['message']) }),
};

/** The parts that are there and hold something; those in `required` in any case (their absence is a finding); `configuration` always. */
export function payloadOf(value: JsonValue | undefined, required: readonly string[]): Parts {
  const parts: { [name: string]: Json } = {};
  for (const [name, read] of Object.entries(readers)) {
    if (required.includes(name) || holds(field(value, name))) parts[name] = read(field(value, name));
  }
  return { ...parts, configuration: entries(field(value, 'configuration')) };
}

/** An object that holds anything but nulls. */
export function holds(value: JsonValue | undefined): boolean {
  return isObject(value) && Object.values(value).some((inner) => inner !== null && inner !== '');
}

/** The unknown parts of the payload, as they came. */
export function unknownParts(value: JsonValue | undefined): Parts {
  if (!isObject(value)) return {};
  const unknown = Object.entries(value).filter(
    ([name, inner]) => name !== 'configuration' && !Object.hasOwn(readers, name) && inner !== null && inner !== '',
  );
  return Object.fromEntries(unknown.map(([name, inner]) => [name, plainJson(inner)]));
}

export function person(value: JsonValue | undefined): AppDirectPerson {
  const address = addressOf(field(value, 'address'));
  const attributes = entries(field(value, 'attributes'));
  return {
    ...texts(value, ['uuid', 'openId', 'email', 'firstName', 'lastName', 'language', 'locale']),
    ...(!isEmpty(address) && { address }),
    ...(!isEmpty(attributes) && { attributes }),
  };
}

function addressOf(value: JsonValue | undefined): AppDirectAddress {
  const names = [
    'salutation',
    'firstName',
    'lastName',
    'fullName',
    'companyName',
    'phone',
    'phoneExtension',
    'fax',
  ] as const;
  const places = ['faxExtension', 'street1', 'street2', 'city', 'state', 'zip', 'country', 'pobox', 'pozip'] as const;
  return texts(value, [...names, ...places]);
}

function company(value: JsonValue | undefined): AppDirectCompany {
  return texts(value, ['uuid', 'externalId', 'name', 'email', 'phoneNumber', 'website', 'country']);
}

function named(value: JsonValue | undefined): AppDirectAddonInstance {
  return texts(value, ['id']);
}

function account(value: JsonValue | undefined): AppDirectAccount {
  return texts(value, ['accountIdentifier', 'status', 'parentAccountIdentifier']);
}

function order(value: JsonValue | undefined): AppDirectOrder {
  const items = [...listed(field(value, 'items')), ...listed(field(value, 'item'))];
  return { ...texts(value, ['editionCode', 'addonOfferingCode', 'pricingDuration']), items: items.map(orderItem) };
}

/** A single `<item>` may have been read as an object. */
const listed = (value: JsonValue | undefined) => (isObject(value) ? [value] : itemsOf(value).filter(isObject));

/** A quantity is text, because one marketplace writes a number and another a string of one. */
const orderItem = (value: JsonValue): AppDirectOrderItem => texts(value, ['unit', 'quantity']);
