/** Pushes as Zettle makes them, from the contract's examples or from members given, signed with keys that are obviously no secrets. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Outbound } from '../../../src/outbound/client.ts';
import { signedBytes } from '../../../src/providers/zettle/verify.ts';
import { signHmac } from '../../../src/trust/schemes/hmac.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { RawRequest } from '../../../src/trust/trust.ts';
import { requestWith } from '../../trust/schemes/request.ts';

export const testKey = Secret.of('test-only-signing-key-of-nobody-0001');
export const nextKey = Secret.of('test-only-signing-key-of-nobody-0002');
/** Shown on Zettle's own reference page as an example. */
export const pageKey = Secret.of('zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa');

const folder = new URL('../../../spec/providers/zettle/examples/', import.meta.url);

/** Of a source that manages nothing at Zettle. */
export const nobodyIsCalled: Outbound = {
  fetch: () => Promise.reject(new Error('nobody is called here')),
  within: () => nobodyIsCalled.fetch,
  close: async () => {},
};
/** As the configuration's schema fills them in. */
export const defaults = {
  pusherBase: 'https://pusher.izettle.com',
  oauthBase: 'https://oauth.zettle.com',
  recreate: false,
} as const;

export type Members = { readonly [member: string]: unknown; readonly timestamp?: unknown; readonly payload?: unknown };

/** The contract's example envelopes, without the unsigned TestMessage: `PurchaseCreated.large-amount.json` … */
export const exampleNames: readonly string[] = readdirSync(folder).filter(
  (name) => /^[A-Z]/.test(name) && name !== 'TestMessage.json',
);

export const exampleBytes = (name: string): Uint8Array => readFileSync(new URL(name, folder));

export const exampleMembers = (name: string): Members => JSON.parse(Buffer.from(exampleBytes(name)).toString());

/** `overrides` replaces members of a purchase's envelope; `undefined` leaves one out. */
export function envelope(overrides: Members = {}): Members {
  return { ...exampleMembers('PurchaseCreated.json'), ...overrides };
}

export const bytesOf = (members: Members): Uint8Array => Buffer.from(JSON.stringify(members));

export function signatureOf(members: Members, key: Secret = testKey): string {
  return signHmac(signedBytes(String(members.timestamp), String(members.payload)), key);
}

/** A request with the given body. `signature` absent: none is sent. */
export function requestOf(bytes: Uint8Array, signature?: string): RawRequest {
  return requestWith({
    path: '/push/zettle/pos',
    publicUrl: 'https://hooks.example.com/push/zettle/pos',
    headers: {
      'content-type': 'application/json',
      ...(signature === undefined ? {} : { 'x-izettle-signature': signature }),
    },
    bytes,
  });
}

export const signed = (members: Members, key: Secret = testKey): RawRequest =>
  requestOf(bytesOf(members), signatureOf(members, key));
