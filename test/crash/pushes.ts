/** Pushes of all providers for the ready-to-try configuration, each with a mark of its own that can be found again in the store. */
import { randomUUID } from 'node:crypto';
import { signedBytes } from '../../src/providers/zettle/verify.ts';
import { signHmac } from '../../src/trust/schemes/hmac.ts';
import { Secret } from '../../src/trust/secrets.ts';

export type Push = {
  /** Unique, and part of the body or of the query as it is sent. */
  readonly mark: string;
  readonly kind: Kind;
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export const kinds = ['paazl-json', 'paazl-xml', 'zettle', 'oneshoppingcart', 'appdirect'] as const;
export type Kind = (typeof kinds)[number];

/** 20 characters, so that `sync-shim.c` finds them without parsing. */
export const markPattern = /PUSH-[0-9a-z]{8}-[0-9]{6}/;

/** Makes marks that no other run has used. */
export function openMarks(): () => string {
  const run = randomUUID().replaceAll('-', '').slice(0, 8);
  let count = 0;
  return () => {
    count += 1;
    return `PUSH-${run}-${String(count).padStart(6, '0')}`;
  };
}

/** The example key of Zettle's own documentation, as `spec/config.try.yaml` has it. */
export const zettleKey = Secret.of('zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa');

export const basicAuthorization = `Basic ${Buffer.from('appdirect:development-appdirect-password').toString('base64')}`;

/** `appDirectHost`: host and port of the mock marketplace that serves the events. */
export function makePush(kind: Kind, mark: string, appDirectHost: string): Push {
  switch (kind) {
    case 'paazl-json':
      return paazl(kind, mark, JSON.stringify({ orderReference: mark, webshop: 8, barcode: mark, status: 'SCANNED' }));
    case 'paazl-xml':
      return paazl(
        kind,
        mark,
        `<ns2:labelStatusNotification xmlns:ns2="http://www.paazl.com/schemas/push"><orderReference>${mark}</orderReference><webshop>8</webshop><barcode>${mark}</barcode><status>DELIVERED</status></ns2:labelStatusNotification>`,
      );
    case 'zettle':
      return zettle(mark);
    case 'oneshoppingcart':
      return {
        mark,
        kind,
        method: 'POST',
        target: '/push/oneshoppingcart/shop/development-shop-key',
        headers: { 'content-type': 'text/xml' },
        body: `<NewOrder><Token>${mark}</Token></NewOrder>`,
      };
    case 'appdirect': {
      const eventUrl = `http://${appDirectHost}/api/integration/v1/events/sample-order-${mark}`;
      return {
        mark,
        kind,
        method: 'GET',
        target: `/push/appdirect/market?eventUrl=${encodeURIComponent(eventUrl)}`,
        headers: { authorization: basicAuthorization, accept: 'application/json' },
        body: '',
      };
    }
  }
}

function paazl(kind: Kind, mark: string, body: string): Push {
  return {
    mark,
    kind,
    method: 'POST',
    target: '/push/paazl/shipping',
    headers: { authorization: 'Bearer development-paazl-token' },
    body,
  };
}

function zettle(mark: string): Push {
  const timestamp = new Date().toISOString();
  const payload = JSON.stringify({ organizationUuid: randomUUID(), name: mark, updated: timestamp });
  const body = JSON.stringify({
    organizationUuid: randomUUID(),
    messageUuid: randomUUID(),
    eventName: 'OrganizationUpdated',
    messageId: randomUUID(),
    payload,
    timestamp,
  });
  const signature = signHmac(signedBytes(timestamp, payload), zettleKey);
  return {
    mark,
    kind: 'zettle',
    method: 'POST',
    target: '/push/zettle/pos',
    headers: { 'x-izettle-signature': signature },
    body,
  };
}
