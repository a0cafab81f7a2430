/** A hostile body as a push of each provider: with the proof that is asked for, and without. */
import { signedBytes } from '../../src/providers/zettle/verify.ts';
import { signHmac } from '../../src/trust/schemes/hmac.ts';
import { basicAuthorization, zettleKey } from '../crash/pushes.ts';
import type { WireRequest } from '../end-to-end/wire.ts';
import type { HostileBody } from './corpus.ts';

export type HostilePush = {
  readonly name: string;
  readonly request: WireRequest;
  readonly statuses: readonly number[];
};

/** `index` of the body in the corpus: the marketplace serves it as an event. */
export function provenPushes(
  { name, bytes, headers = {} }: HostileBody,
  index: number,
  marketplace: string,
): HostilePush[] {
  const eventUrl = `http://${marketplace}/api/integration/v1/events/${index}`;
  return [
    push(
      `${name} to Paazl`,
      '/push/paazl/shipping',
      bytes,
      { ...headers, authorization: 'Bearer development-paazl-token' },
      [200],
    ),
    push(`${name} to 1ShoppingCart`, '/push/oneshoppingcart/shop/development-shop-key', bytes, headers, [200]),
    push(`${name} to Zettle`, '/push/zettle/pos', ...inEnvelope(bytes), [200, 413]),
    {
      name: `${name} to AppDirect`,
      request: {
        method: 'GET',
        target: `/push/appdirect/market?eventUrl=${encodeURIComponent(eventUrl)}`,
        headers: { ...headers, authorization: basicAuthorization },
        // Nobody asked for a body with a GET. It is read, kept, and means nothing.
        body: bytes.byteLength < 10_000 ? bytes : '',
      },
      statuses: [200, 202],
    },
  ];
}

export function unprovenPushes({ name, bytes, headers = {} }: HostileBody): HostilePush[] {
  const signature = { 'x-izettle-signature': '0'.repeat(64) };
  return [
    push(`${name} to Paazl`, '/push/paazl/shipping', bytes, { ...headers, authorization: 'Bearer wrong' }, [401]),
    push(`${name} to 1ShoppingCart`, '/push/oneshoppingcart/shop/wrong', bytes, headers, [404]),
    push(`${name} to Zettle`, '/push/zettle/pos', bytes, { ...headers, ...signature }, [401]),
    push(`${name} to Zettle, enveloped`, '/push/zettle/pos', inEnvelope(bytes)[0], signature, [401, 413]),
    {
      name: `${name} to AppDirect`,
      request: { method: 'GET', target: '/push/appdirect/market?eventUrl=x', headers, body: bytes },
      statuses: [401],
    },
    push(`${name} to nobody`, '/push/paazl/nobody', bytes, headers, [404]),
  ];
}

const push = (
  name: string,
  target: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  statuses: readonly number[],
): HostilePush => ({ name, request: { target, headers, body }, statuses });

/** As Zettle's payload, properly signed: what its proof covers is text. In an envelope a body may grow beyond what is read. */
function inEnvelope(bytes: Uint8Array): [Uint8Array, Record<string, string>] {
  const payload = Buffer.from(bytes).toString('utf8');
  const timestamp = '2026-11-21T05:04:00Z';
  const envelope = { eventName: 'PurchaseCreated', messageUuid: signHmac(bytes, zettleKey), payload, timestamp };
  return [
    Buffer.from(JSON.stringify(envelope)),
    { 'x-izettle-signature': signHmac(signedBytes(timestamp, payload), zettleKey) },
  ];
}
