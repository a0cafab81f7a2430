/**
 * What a notification says of its shipment, for `identify` and `normalise` alike: a value that one of them reads and the other does not
 * would let a push count as a repeat of another. An id that came as a number keeps its digits, and what is empty is absent.
 */
import type { JsonValue } from '../../formats/json.ts';
import { field, scalarText, wholeNumberText } from '../../formats/values.ts';

export type Shipment = {
  readonly orderReference?: string;
  readonly webshop?: string;
  readonly barcode?: string;
  readonly status?: string;
};

export function shipmentOf(notification: JsonValue): Shipment {
  const orderReference = filledText(notification, 'orderReference');
  const webshop = webshopOf(field(notification, 'webshop'));
  const barcode = filledText(notification, 'barcode');
  // Blanks are not part of an enumeration's value.
  const status = filledText(notification, 'status')?.trim();
  return {
    ...(orderReference !== undefined && { orderReference }),
    ...(webshop !== undefined && { webshop }),
    ...(barcode !== undefined && { barcode }),
    ...(status !== undefined && { status }),
  };
}

/** The text of a field, of a number its digits; undefined for what is absent, null, blank, or no scalar. */
export function filledText(value: JsonValue | undefined, name: string): string | undefined {
  const text = scalarText(field(value, name));
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** Up to 19 digits, as `spec/events` promises: `8.0` and `1e3` are whole numbers too. */
function webshopOf(value: JsonValue | undefined): string | undefined {
  const digits = wholeNumberText(typeof value === 'string' ? value.trim() : value);
  return digits !== undefined && /^-?\d{1,19}$/.test(digits) ? digits : undefined;
}
