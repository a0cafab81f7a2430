/** Who is at the other end of a request, as far as that can be known: from the connection, or from the proxies that we trust. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { setOwnField } from '../formats/own-field.ts';
import { fingerprintOf } from '../trust/certificates.ts';
import { openNetworks } from '../trust/networks.ts';
import type { PresentedCertificate } from '../trust/trust.ts';
import { isLoopback } from '../trust/web-page.ts';
import { readCertificateHeader } from './certificate-header.ts';
import { readForwarded } from './forwarded.ts';
import type { Target } from './target.ts';

export type CallerSettings = {
  /** Configured, without a trailing slash. It replaces the URL that the request names. */
  readonly publicUrl?: string | undefined;
  /** CIDR. `Forwarded`, `X-Forwarded-…` and the certificate header are believed from these addresses only. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Lower case. */
  readonly clientCertificateHeader?: string | undefined;
  /** Whether a hash of the certificate, without the certificate, is believed in that header. */
  readonly clientCertificateHashSuffices?: boolean | undefined;
};

export type Caller = {
  readonly address: string;
  /** Scheme and host that were called, without a trailing slash. */
  readonly baseUrl: string;
  /** Without the certificate header, which is not needed further. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clientCertificate?: PresentedCertificate;
  /** Called on this machine, by its own name, and as far as can be seen through no proxy or tunnel: those end on loopback too. */
  readonly fromHere: () => boolean;
};

/** Throws a `RangeError` for text that is not a network; the configuration has been checked before. */
export function openCaller(settings: CallerSettings): (request: IncomingMessage, origin?: Target['origin']) => Caller {
  const trusted = openNetworks(settings.trustedProxies ?? []);
  const certificateHeader = settings.clientCertificateHeader ?? 'x-client-cert';
  return (request, origin) => {
    const headers = joinHeaders(request.rawHeaders);
    if (origin !== undefined) headers.host = origin.host; // RFC 9112 §3.2.2: whatever the header says.
    const handedOn = headers[certificateHeader];
    if (handedOn !== undefined) delete headers[certificateHeader];
    const peer = request.socket.remoteAddress ?? '';
    const { address, scheme, host } = readForwarded(peer, headers, trusted);
    const clientCertificate =
      // Of a trusted proxy's connection the certificate is the proxy's own, and says nothing of who called it.
      trusted.holding(peer) === undefined
        ? ofConnection(request.socket)
        : handedOn === undefined
          ? undefined
          : readCertificateHeader(handedOn, settings.clientCertificateHashSuffices === true);
    return {
      address,
      baseUrl:
        settings.publicUrl ??
        `${scheme ?? origin?.scheme ?? (request.socket instanceof TLSSocket ? 'https' : 'http')}://${host ?? headers.host ?? 'localhost'}`,
      headers,
      // Asked for 404s alone; to look at the addresses takes 5 µs of each push.
      fromHere: () => isFromHere(peer, headers),
      ...(clientCertificate !== undefined && { clientCertificate }),
    };
  };
}

const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

function isFromHere(peer: string, headers: Readonly<Record<string, string>>): boolean {
  const host = (headers.host ?? '').replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  return isLoopback(peer) && isLoopback(host) && proxyHeaders.every((name) => headers[name] === undefined);
}

// A connection has one certificate from its handshake to its end; asking for it again for every request would cost more than a signature.
const known = new WeakMap<TLSSocket, PresentedCertificate | 'none'>();

function ofConnection(socket: IncomingMessage['socket']): PresentedCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const before = known.get(socket);
  if (before !== undefined) return before === 'none' ? undefined : before;
  const der = socket.getPeerX509Certificate()?.raw;
  const presented = der && ({ kind: 'certificate', sha256: fingerprintOf(der), der, from: 'tls' } as const);
  known.set(socket, presented ?? 'none');
  return presented;
}

/** From the raw list: Node's own `headersDistinct` dies of a header called `__proto__` in 20.19, and its `headers` drops repeats. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const before = Object.hasOwn(joined, name) ? joined[name] : undefined;
    const value = raw[index + 1] ?? '';
    setOwnField(joined, name, before === undefined ? value : `${before}, ${value}`);
  }
  return joined;
}
