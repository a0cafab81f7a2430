/** Certificates that are about to expire: our server's, authorities that sources trust, and client certificates as far as they were seen. */

import type { Configuration } from '../config/settings.ts';
import { certificatesOf, type KnownCertificate, validityOf } from '../trust/certificates.ts';
import type { Found, Watch } from './conditions.ts';

// Time enough to have one issued and entered at a provider by hand; authorities that renew by themselves do so thirty days ahead.
const NEAR_MS = 30 * 86_400_000;

export function certificateWatch(
  tls: () => Configuration['listen']['tls'],
  /** Those that sources rely on, as far as they are known by now. */
  ofSources: () => readonly KnownCertificate[],
): Watch {
  return (nowMs) => [...serverCertificates(tls()), ...ofSources()].flatMap((one) => foundIn(one, nowMs));
}

/** Also for `doctor`, which looks without a gateway. Only the first of the file is ours to renew; the others come with it. */
export function serverCertificates(tls: Configuration['listen']['tls']): readonly KnownCertificate[] {
  const [certificate] = tls === undefined ? [] : certificatesOf(tls.cert);
  return certificate === undefined ? [] : [{ about: 'listen.tls.cert', notAfterMs: validityOf(certificate).toMs }];
}

export function foundIn({ about, notAfterMs }: KnownCertificate, nowMs: number): readonly Found[] {
  if (notAfterMs === undefined)
    return [
      {
        kind: 'certificate-dates-unknown',
        about,
        detail:
          'The proxy passes on only the hash of this certificate, so the gateway cannot see when it expires. Make the proxy pass on the certificate too.',
      },
    ];
  if (notAfterMs - nowMs > NEAR_MS) return [];
  const day = new Date(notAfterMs).toISOString().slice(0, 10);
  const detail =
    notAfterMs < nowMs
      ? `The certificate expired on ${day}. Replace it with a new one.`
      : `The certificate expires on ${day}. Replace it with a new one before then.`;
  return [{ kind: 'certificate-expiry', about, detail }];
}
