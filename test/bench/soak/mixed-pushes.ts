/** What the soak sends: all providers in turns, and one push in a hundred with a fault. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Asked } from '../callers.ts';

export const secrets = {
  shop: 'bench-only-shop-key-0001',
  zettle: 'bench-only-zettle-signing-key-0000000000000000000000000000000001',
  market: 'bench-only-market-password',
} as const;

export type Kind = 'paazl-json' | 'paazl-xml' | 'zettle' | 'oneshoppingcart' | 'appdirect';
export type Fault = 'wrong-proof' | 'unreadable' | 'unknown-field' | 'repeat';
export type SoakPush = {
  readonly kind: Kind;
  readonly asked: Asked;
  readonly fault?: Fault;
  /** Stands in its event, and in no other; a push that makes no event of its own has none. */
  readonly mark?: string;
};

// Twenty pushes in a row. Zettle's ids are remembered for days, longer than any soak, so its part is small.
const turns: readonly Kind[] = [
  ...Array<Kind>(9).fill('paazl-json'),
  ...Array<Kind>(6).fill('paazl-xml'),
  ...Array<Kind>(3).fill('oneshoppingcart'),
  'zettle',
  'appdirect',
];
const faults: readonly Fault[] = ['wrong-proof', 'unreadable', 'unknown-field', 'repeat'];
// A shipment has several statuses, and there are only so many on their way.
const BARCODES = 2_000;
const statuses = ['CREATED', 'SCANNED', 'DELIVERED'];

/** `token`: Paazl's now; it is rotated by reloads. */
export function soakPush(number: number, token: string, marketHost: string): SoakPush {
  const kind = turns[number % turns.length] ?? 'paazl-json';
  const mark = `SOAK-${String(number).padStart(8, '0')}`;
  const fault = number % 100 === 99 ? faults[Math.floor(number / 100) % faults.length] : undefined;
  // Faults are of the shipping source, whose pushes can have all of them.
  if (fault !== undefined) return { kind: 'paazl-json', fault, ...faulty(fault, number, mark, token) };
  const asked = plain(kind, number, mark, token, marketHost);
  return kind === 'paazl-json' || kind === 'paazl-xml' ? { kind, asked, mark } : { kind, asked };
}

function plain(kind: Kind, number: number, mark: string, token: string, marketHost: string): Asked {
  const barcode = `3S${number % BARCODES}`;
  const status = statuses[Math.floor(number / BARCODES) % statuses.length];
  switch (kind) {
    case 'paazl-json':
      return paazl(token, JSON.stringify({ orderReference: mark, webshop: 8, barcode, status }));
    case 'paazl-xml':
      return paazl(
        token,
        `<ns2:labelStatusNotification xmlns:ns2="http://www.paazl.com/schemas/push"><orderReference>${mark}</orderReference><webshop>8</webshop><barcode>${barcode}</barcode><status>${status}</status></ns2:labelStatusNotification>`,
      );
    case 'zettle':
      return zettle(mark);
    case 'oneshoppingcart':
      return {
        method: 'POST',
        target: `/push/oneshoppingcart/shop/${secrets.shop}`,
        headers: { 'content-type': 'text/xml' },
        body: `<NewOrder><Token>${mark}</Token></NewOrder>`,
      };
    case 'appdirect':
      return {
        method: 'GET',
        target: `/push/appdirect/market?eventUrl=${encodeURIComponent(`http://${marketHost}/events/${mark}`)}`,
        headers: { authorization: `Basic ${Buffer.from(`soak:${secrets.market}`).toString('base64')}` },
        body: '',
      };
  }
}

function faulty(fault: Fault, number: number, mark: string, token: string): Pick<SoakPush, 'asked' | 'mark'> {
  const status = { orderReference: mark, webshop: 8, barcode: `3S${number % BARCODES}`, status: 'CREATED' };
  switch (fault) {
    case 'wrong-proof':
      return { asked: paazl('bench-only-not-this-token-0001', JSON.stringify(status)) };
    case 'unreadable':
      return { asked: paazl(token, `{"orderReference":"${mark}"`) };
    case 'unknown-field':
      return { asked: paazl(token, JSON.stringify({ ...status, [`field${number}`]: true })), mark };
    case 'repeat':
      return { asked: paazl(token, '{"orderReference":"again","webshop":8,"barcode":"again","status":"CREATED"}') };
  }
}

const paazl = (token: string, body: string): Asked => ({
  method: 'POST',
  target: '/push/paazl/shipping',
  headers: { authorization: `Bearer ${token}` },
  body,
});

function zettle(mark: string): Asked {
  const timestamp = new Date().toISOString();
  const payload = JSON.stringify({ organizationUuid: randomUUID(), name: mark, updated: timestamp });
  const ids = { organizationUuid: randomUUID(), messageUuid: randomUUID(), messageId: randomUUID() };
  const signature = createHmac('sha256', secrets.zettle).update(`${timestamp}.${payload}`).digest('hex');
  return {
    method: 'POST',
    target: '/push/zettle/pos',
    headers: { 'x-izettle-signature': signature },
    body: JSON.stringify({ ...ids, eventName: 'OrganizationUpdated', payload, timestamp }),
  };
}
