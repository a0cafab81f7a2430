/** A request to check schemes with. */
import type { RawRequest } from '../../../src/trust/trust.ts';

export function requestWith(parts: Partial<RawRequest> = {}): RawRequest {
  return {
    method: 'POST',
    path: '/push/paazl/shipping',
    query: '',
    publicUrl: 'https://hooks.example.com/push/paazl/shipping',
    headers: {},
    bytes: new Uint8Array(),
    remoteAddress: '192.0.2.1',
    receivedAtMs: 0,
    ...parts,
  };
}

export const authorised = (authorization: string): RawRequest => requestWith({ headers: { authorization } });
