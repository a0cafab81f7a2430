/**
 * Paazl's message has no id, so its bytes are its identity: for `dedupeWindow` (25 h; Paazl retries for 24), and only while no other
 * status of the same barcode came in between. A returned shipment may truthfully repeat a status.
 */
import { hash } from 'node:crypto';
import { isObject } from '../../formats/values.ts';
import type { Verified } from '../../trust/trust.ts';
import type { Identification } from '../provider.ts';
import { readNotification } from './read.ts';
import { shipmentOf } from './shipment.ts';

export function identify(message: Verified, windowMs: number): Identification {
  const digest = hash('sha256', message.bytes, 'hex');
  const unless = shipmentStatus(message);
  return {
    identities: [{ kind: 'body', key: digest, binding: digest, windowMs, ...(unless && { unless }) }],
    disposition: { kind: 'process' },
  };
}

/** The shipment and its status, where both can be read. Without a barcode (seen in the wild) the order's reference names the shipment. */
function shipmentStatus(message: Verified): { topic: string; value: string } | undefined {
  const read = readNotification(message);
  if (!read.ok || !isObject(read.value)) return undefined;
  const { barcode, orderReference, status: value } = shipmentOf(read.value);
  if (value === undefined || (barcode === undefined && orderReference === undefined)) return undefined;
  return { topic: barcode === undefined ? `order ${orderReference}` : `barcode ${barcode}`, value };
}
