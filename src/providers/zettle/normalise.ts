/** A parsed payload → our event. The shapes are in `spec/events/com.zettle.*`. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, plainJson, textField } from '../../formats/values.ts';

import type { NormalisedEvent } from '../provider.ts';
import type { Convert } from './conversion.ts';
import type { Envelope } from './envelope.ts';
import { eventType } from './event-type.ts';

/** An event whose payload the contract describes: `data` is the payload, with the organization beside its fields. */
export function normalise(
  eventName: string,
  envelope: Envelope,
  payload: JsonObject,
  convert: Convert,
): NormalisedEvent {
  const organizationUuid = organizationOf(envelope, payload);
  const data = convert(payload);
  return {
    type: eventType(eventName),
    ...about(subjectOf(eventName, payload, organizationUuid), envelope),
    data: { ...(isObject(data) ? data : {}), ...(organizationUuid && { organizationUuid }) },
  };
}

/** An event with an undescribed payload: nested, since any of its names could be one of ours, and not even an object for certain. */
export function normaliseOpen(
  type: string,
  eventName: string,
  envelope: Envelope,
  payload: JsonValue,
): NormalisedEvent {
  const organizationUuid = organizationOf(envelope, payload);
  return {
    type,
    ...about(organizationUuid, envelope),
    data: { ...(organizationUuid && { organizationUuid }), eventName, payload: plainJson(payload) },
  };
}

function about(subject: string | undefined, { timestamp }: Envelope): { subject?: string; time?: string } {
  const time = timestamp !== undefined && isInstant(timestamp) ? timestamp : undefined;
  return { ...(subject && { subject }), ...(time && { time }) };
}

/** The payload's own, because it is signed; else the envelope's, which is not. */
function organizationOf(envelope: Envelope, payload: JsonValue): string | undefined {
  return textField(payload, 'organizationUuid') || envelope.organizationUuid;
}

/** What the event is about, as in `spec/events/zettle.types.yaml`; `undefined` where the payload does not say. */
function subjectOf(eventName: string, payload: JsonObject, organizationUuid: string | undefined): string | undefined {
  switch (eventName) {
    case 'PurchaseCreated':
      return textField(payload, 'purchaseUuid');
    case 'ProductCreated':
    case 'ProductDeleted':
    case 'OrganizationUpdated':
      return textField(payload, 'uuid');
    case 'ProductUpdated':
      return textField(field(payload, 'newEntity'), 'uuid');
    case 'InventoryBalanceChanged':
      return onlyProduct(itemsOf(field(payload, 'balanceAfter')));
    case 'InventoryTrackingStarted':
    case 'InventoryTrackingStopped':
      return textField(payload, 'productUuid');
    default:
      return organizationUuid;
  }
}

function onlyProduct(balances: readonly JsonValue[]): string | undefined {
  const products = new Set(balances.map((balance) => textField(balance, 'productUuid')));
  const [product] = products;
  return products.size === 1 ? product : undefined;
}

/** RFC 3339, and an instant that exists and has four digits of a year in UTC too: `9999-12-31T23:59:59-23:59` is one of the year 10000. */
function isInstant(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(text)) return false;
  const instant = new Date(text);
  return !Number.isNaN(instant.getTime()) && /^\d{4}-/.test(instant.toISOString());
}
