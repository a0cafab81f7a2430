/** TLS that the gateway terminates itself. */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { limits } from '../limits.ts';
import type { Secret } from '../trust/secrets.ts';

/** PEM texts. */
export type TlsMaterial = { readonly cert: string; readonly key: Secret; readonly clientCa?: string };

/** Also for `setSecureContext`, when a certificate is renewed while the gateway runs. */
export const secureContextOf = ({ cert, key, clientCa }: TlsMaterial): SecureContextOptions => ({
  cert,
  key: key.reveal(),
  // Only the names in it matter: they tell the caller which certificate to choose. Whom to trust is each source's own affair.
  ...(clientCa !== undefined && { ca: clientCa }),
});

/** Plain http without `tls`. */
export function createHttpServer(
  options: ServerOptions,
  tls: TlsMaterial | undefined,
  onRequest: RequestListener,
): Server {
  if (tls === undefined) return createServer(options, onRequest);
  return createTlsServer(
    {
      ...options,
      ...secureContextOf(tls),
      minVersion: 'TLSv1.2',
      // Asked for, not demanded: sources without certificates share this listener, and no list of ours could know every source's trust.
      requestCert: true,
      rejectUnauthorized: false,
      // Node would wait two minutes for a handshake that never ends.
      handshakeTimeout: limits.headers_ms_max,
    },
    onRequest,
  );
}
