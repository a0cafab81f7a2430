/**
 * 1ShoppingCart's words → `com.1shoppingcart.order.placed` and `com.1shoppingcart.test`. Names stay the API's. Text stays text, money and
 * quantities too: the answer names no currency, so `currency` is null. What came in a form that the event's schema does not know is null
 * here and a finding of the judge; the stored document keeps it.
 */
import type {
  OneShoppingCartDate,
  OneShoppingCartOrderPlaced,
  OneShoppingCartTest,
} from '../../../generated/events/models.ts';
import type { Json, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, plainJson } from '../../formats/values.ts';
import type { NormalisedEvent } from '../provider.ts';

/** `response` is the parsed `Response` of the API, `token` the notification's. */
export function normaliseOrder(response: JsonValue, token: string): NormalisedEvent {
  const order = field(response, 'OrderInfo') ?? null;
  const { Id = null, GrandTotal = null, OrderStatusType = null, ...rest } = present(order, orderFields);
  const data = {
    Token: token,
    Id,
    GrandTotal,
    currency: null,
    OrderStatusType,
    ...rest,
    LineItems: itemsOf(field(field(order, 'LineItems'), 'LineItemInfo')).map((line) => whole(line, lineFields)),
    ...present(response, { OrderShippingProfileInfo: parts(addressFields) }),
    ...others({
      ...unknownOf(response, { '@success': text, Error: text, OrderInfo: text, OrderShippingProfileInfo: text }),
      ...unknownOf(order, { ...orderFields, Token: text, LineItems: text }),
      ...unknownOf(field(order, 'LineItems') ?? null, { LineItemInfo: text }),
    }),
  } satisfies OneShoppingCartOrderPlaced;
  // OrderDate has no zone, so the event's time is that of the receipt.
  return { type: 'com.1shoppingcart.order.placed', subject: Id ?? token, data };
}

/** `content` is what the root element `Test` holds. */
export function normaliseTest(content: JsonValue): NormalisedEvent {
  const sentence = text(content) ?? '';
  const queuedAt = dateWithin(sentence);
  const data = { Test: sentence, ...(queuedAt !== undefined && { queuedAt }) } satisfies OneShoppingCartTest;
  return { type: 'com.1shoppingcart.test', data };
}

type Reader = (value: JsonValue) => Json;
type Fields = { readonly [name: string]: Reader };
type Present<F extends Fields> = { readonly [Name in keyof F]?: ReturnType<F[Name]> };

const text = (value: JsonValue): string | null => (typeof value === 'string' ? value : null);

const decimal = (value: JsonValue): string | null => {
  const trimmed = text(value)?.trim() ?? '';
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(trimmed) ? trimmed : null;
};

const flag = (value: JsonValue): boolean | null => {
  const trimmed = text(value)?.trim().toLowerCase() ?? '';
  if (trimmed === 'true' || trimmed === '1') return true;
  return trimmed === 'false' || trimmed === '0' ? false : null;
};

const date = (value: JsonValue): OneShoppingCartDate | null => (typeof value === 'string' ? dateOf(value) : null);

/** One element or several of a name: always a list. A parser that has seen one cannot know that there may be more. */
const listOf = (value: JsonValue): readonly Json[] => (Array.isArray(value) ? itemsOf(value) : [value]).map(plainJson);

/** Elements whose structure is documented nowhere, as they were parsed, each name a list. */
const asParsed = (value: JsonValue): { readonly [name: string]: Json } | null =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, listOf(inner)])) : null;

/** A wrapper of elements as the list of them, whatever they are called; a text in its place is its only item. */
const items = (value: JsonValue): Json[] | null => {
  if (isObject(value)) return Object.values(value).flatMap(listOf);
  return value === null ? null : [...listOf(value)];
};

/** Elements that no field of ours is made of, without attributes: of them those of XML Schema have been heeded. */
function unknownOf(value: JsonValue, known: Fields): { readonly [name: string]: Json } {
  if (!isObject(value)) return {};
  const unknown = Object.entries(value).filter(([name]) => !Object.hasOwn(known, name) && !name.startsWith('@'));
  return Object.fromEntries(unknown.map(([name, inner]) => [name, plainJson(inner)]));
}

const others = (unknown: { readonly [name: string]: Json }): { readonly other?: { readonly [name: string]: Json } } =>
  Object.keys(unknown).length > 0 ? { other: unknown } : {};

/** The known fields, and what is unknown under `other`. */
const whole = <F extends Fields>(value: JsonValue, fields: F) => ({
  ...present(value, fields),
  ...others(unknownOf(value, fields)),
});

const parts =
  <F extends Fields>(fields: F) =>
  (value: JsonValue) =>
    isObject(value) ? whole(value, fields) : null;

const shippingFields = { ShippingAmount: decimal, ShippingMethodName: text };

const addressFields = {
  Id: text,
  Name: text,
  Address1: text,
  Address2: text,
  City: text,
  Zip: text,
  StateName: text,
  CountryName: text,
  IsResidential: flag,
};

const lineFields = {
  Id: text,
  OrderId: text,
  ProductId: text,
  Quantity: decimal,
  Sku: text,
  ProductName: text,
  UnitPrice: decimal,
  IsRecurring: flag,
  IsTaxable: flag,
  CreatedAt: date,
  ModifiedAt: date,
  ProductType: text,
  SelectedOptions: items,
  LineItemAttributeValues: items,
  ProductTaxes: items,
  Discounts: items,
  IsCommissionable: flag,
};

const orderFields = {
  Id: text,
  ClientId: text,
  RecurringOrderId: text,
  GrandTotal: decimal,
  OrderPaymentType: text,
  OrderChargeStatusType: text,
  OrderStatusType: text,
  IsArchived: flag,
  AffiliateId: text,
  PendingReasonType: text,
  OrderDate: date,
  OrderedAt: date,
  ModifiedAt: date,
  BillingCyclesCharged: text,
  OrderBundles: items,
  ShippingTaxes: items,
  ShippingTrackingMethods: items,
  Comments: text,
  ShippingInfo: parts(shippingFields),
  Discounts: asParsed,
  CustomFields: asParsed,
};

/** The named fields that are there, each read by its reader; what is absent stays absent, what is empty or nil is null. */
function present<F extends Fields>(value: JsonValue, fields: F): Present<F> {
  const found = Object.entries(fields).flatMap(([name, read]) => {
    const inner = field(value, name);
    return inner === undefined ? [] : [[name, read(inner)] as const];
  });
  return Object.fromEntries(found) as Present<F>; // Object.entries forgets which name has which reader.
}

// 1ShoppingCart's dates have no zone in any sample, and no page names one. None is assumed, so there is usually no instant.
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** The text as it came, the zone that it names (null: none), and the moment in UTC where there is a zone to tell it by. */
function dateOf(text: string): OneShoppingCartDate {
  const [, day, time, seconds = '00', fraction, zone] = DATE.exec(text.trim()) ?? [];
  const instant = zone === undefined ? undefined : instantOf(`${day}T${time}:${seconds}${zone}`, fraction);
  return { text, zone: zone ?? null, zoneAssumed: false, ...(instant !== undefined && { instant }) };
}

/** In nanoseconds at most, as the event's schema says; what is finer is cut off. */
function instantOf(withZone: string, fraction: string | undefined): string | undefined {
  const ms = Date.parse(withZone);
  if (Number.isNaN(ms)) return undefined; // The 31st of February has a zone and no instant.
  return new Date(ms).toISOString().replace('.000Z', fraction === undefined ? 'Z' : `.${fraction.slice(0, 9)}Z`);
}

/** The first date in a sentence, such as `Test notification queued at 2008-12-03 14:26:30`. */
function dateWithin(sentence: string): OneShoppingCartDate | undefined {
  const found = /(?<!\d)\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?(?![\d:])/.exec(
    sentence,
  );
  return found === null ? undefined : dateOf(found[0]);
}
