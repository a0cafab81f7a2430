/**
 * Paazl's message has no id, so its bytes are its identity: for `dedupeWindow` (25 h; Paazl retries for 24), and only while no other
 * status of the same barcode came in between. A returned shipment may truthfully repeat a status.
 */
import { hash } from 'node:crypto';
import type { JsonValue } from '../../formats/json.ts';
import type { Readable } from '../../formats/readable.ts';
import { isObject } from '../../formats/values.ts';
import { whenRead } from '../../formats/xml-before-ack.ts';
import type { Verified } from '../../trust/trust.ts';
import type { Identification } from '../provider.ts';
import { readNotification } from './read.ts';
import { shipmentOf } from './shipment.ts';

export function identify(message: Verified, windowMs: number): Identification | Promise<Identification> {
  const digest = hash('sha256', message.bytes, 'hex');
  return whenRead(readNotification(message), (read) => {
    const unless = shipmentStatus(read);
    return {
      identities: [{ kind: 'body', key: digest, binding: digest, windowMs, ...(unless && { unless }) }],
      disposition: { kind: 'process' },
    };
  });
}

/** The shipment and its status, where both can be read. Without a barcode (seen in the wild) the order's reference names the shipment. */
function shipmentStatus(read: Readable<JsonValue>): { topic: string; value: string } | undefined {
  if (!read.ok || !isObject(read.value)) return undefined;
  const { barcode, orderReference, status: value } = shipmentOf(read.value);
  if (value === undefined || (barcode === undefined && orderReference === undefined)) return undefined;
  return { topic: barcode === undefined ? `order ${orderReference}` : `barcode ${barcode}`, value };
}
