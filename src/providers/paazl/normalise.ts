/** Paazl's words → `com.paazl.shipment.status`. Field names stay; `webshop` becomes a string of digits, the link gets one spelling. */
import type { PaazlShipmentStatus } from '../../../generated/events/models.ts';
import type { JsonValue } from '../../formats/json.ts';
import { field } from '../../formats/values.ts';
import type { NormalisedEvent } from '../provider.ts';
import { filledText, shipmentOf } from './shipment.ts';
import { deliveryDate, deliveryTime } from './times.ts';

export function normalise(notification: JsonValue, possibleRepeat: boolean): NormalisedEvent {
  const text = (name: string) => filledText(notification, name);
  const { orderReference = null, webshop = null, barcode = null, status = null } = shipmentOf(notification);
  const carrier = field(notification, 'carrierStatus');
  const carrierStatus = {
    ...named('name', filledText(carrier, 'name')),
    ...named('description', filledText(carrier, 'description')),
  };
  const date = text('deliveryDate');
  const start = text('deliveryWindowStart');
  const end = text('deliveryWindowEnd');

  const data: PaazlShipmentStatus = {
    orderReference,
    webshop,
    barcode,
    status,
    possibleRepeat,
    ...(Object.keys(carrierStatus).length > 0 && { carrierStatus }),
    ...(date !== undefined && { deliveryDate: deliveryDate(date) }),
    ...named('trackTraceUrl', text('trackTraceURL') ?? text('trackTraceUrl')),
    ...(start !== undefined && { deliveryWindowStart: deliveryTime(start, date) }),
    ...(end !== undefined && { deliveryWindowEnd: deliveryTime(end, date) }),
    ...named('deliveryInformation', text('deliveryInformation')),
  };
  // The message holds no time of the change, so the event's time is that of its receipt.
  return {
    type: 'com.paazl.shipment.status',
    ...(orderReference !== null && { subject: orderReference }),
    data: { ...data },
  };
}

function named<Name extends string>(name: Name, value: string | undefined): { [name in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: string });
}
