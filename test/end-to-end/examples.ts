/** The contracts' examples as pushes to the ready-to-try configuration. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { signedBytes } from '../../src/providers/zettle/verify.ts';
import { signHmac } from '../../src/trust/schemes/hmac.ts';
import type { Secret } from '../../src/trust/secrets.ts';
import { basicAuthorization, zettleKey } from '../crash/pushes.ts';
import type { WireRequest } from './wire.ts';

const root = resolve(import.meta.dirname, '../..');

export const example = (provider: string, file: string): string =>
  readFileSync(join(root, 'spec/providers', provider, 'examples', file), 'utf8');

export const paazl = (body: string, token = 'development-paazl-token'): WireRequest => ({
  target: '/push/paazl/shipping',
  headers: { authorization: `Bearer ${token}` },
  body,
});

export const oneShoppingCart = (body: string, key = 'development-shop-key'): WireRequest => ({
  target: `/push/oneshoppingcart/shop/${key}`,
  headers: { 'content-type': 'text/xml' },
  body,
});

/** Signed over the timestamp and payload that the envelope holds. */
export const zettle = (envelope: string, key: Secret = zettleKey): WireRequest => {
  const { timestamp, payload } = JSON.parse(envelope) as { timestamp: string; payload: string };
  return zettleSigned(envelope, signHmac(signedBytes(timestamp, payload), key));
};

export const zettleSigned = (envelope: string, signature: string): WireRequest => ({
  target: '/push/zettle/pos',
  headers: { 'x-izettle-signature': signature },
  body: envelope,
});

/** `host`: of the mock marketplace that serves the event. */
export const appDirect = (source: string, host: string, token: string, headers = {}): WireRequest => ({
  method: 'GET',
  target: `/push/appdirect/${source}?eventUrl=${encodeURIComponent(`http://${host}/api/integration/v1/events/${token}`)}`,
  headers: { authorization: basicAuthorization, ...headers },
});
