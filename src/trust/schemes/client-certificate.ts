/**
 * Client certificates, trusted by fingerprint or through an authority of the source's own. That the caller holds the private key was
 * shown in the TLS handshake: ours, or that of a trusted proxy which handed the certificate on (src/receive/certificate-header.ts).
 */

import { X509Certificate } from 'node:crypto';
import { type Checked, refuse } from '../../problems.ts';
import { certificateLabel, fingerprintOf, outOfDate, validityOf } from '../certificates.ts';
import type { Proof, RawRequest } from '../trust.ts';
import { oneOf } from './one-of.ts';

export type CertificateTrust =
  /** SHA-256 of the DER, 64 lower-case hexadecimal digits each. */
  | { readonly fingerprints: readonly string[] }
  /** Each certificate of `file` may issue; the system's own authorities count for nothing here. */
  | { readonly file: string; readonly authorities: readonly X509Certificate[] };

// 1.3.6.1.5.5.7.3.2, id-kp-clientAuth (RFC 5280 §4.2.1.12). A web server's certificate of the same authority must not speak as a client.
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/**
 * Did the caller present a certificate that is trusted and valid at `nowMs`? Labelled `certificate:<fingerprint>` or, through an
 * authority, `certificate-ca:<the authority's fingerprint>`, eight digits each; `notAfterMs` says when the presented one expires.
 */
export function checkClientCertificate(request: RawRequest, trust: CertificateTrust, nowMs: number): Checked<Proof> {
  const presented = request.clientCertificate;
  if (presented === undefined) return refuse('proof_missing', 'no client certificate');
  if (presented.kind === 'unreadable') return refuse('proof_wrong', `the client certificate: ${presented.detail}`);
  if (presented.der === undefined) return checkHash(presented.sha256, trust);

  const certificate = certificateOf(presented.der);
  if (certificate === undefined) return refuse('proof_wrong', 'the client certificate cannot be read');
  const label =
    'fingerprints' in trust
      ? pinned(presented.sha256, trust.fingerprints)
      : issued(certificate, trust.authorities, nowMs);
  if (!label.ok) return label;
  const dated = outOfDate(certificate, nowMs);
  if (dated !== undefined) return refuse('proof_wrong', `the client certificate ${short(presented.sha256)} ${dated}`);
  return {
    ok: true,
    value: { scheme: 'client-certificate', credential: label.value, notAfterMs: validityOf(certificate).toMs },
  };
}

/** If a proxy passes on only the hash, only the proxy can check the dates. We cannot, and `doctor` says so (src/running/certificate-watch.ts). */
function checkHash(sha256: string, trust: CertificateTrust): Checked<Proof> {
  if (!('fingerprints' in trust))
    return refuse(
      'proof_wrong',
      'the proxy hands on only the hash of the client certificate; an authority needs the certificate itself',
    );
  const label = pinned(sha256, trust.fingerprints);
  return label.ok ? { ok: true, value: { scheme: 'client-certificate', credential: label.value } } : label;
}

// A certificate is public, so there is nothing to be learnt from how long the comparison takes.
function pinned(sha256: string, fingerprints: readonly string[]): Checked<string> {
  return fingerprints.includes(sha256)
    ? { ok: true, value: certificateLabel(sha256) }
    : refuse('proof_wrong', `the client certificate ${short(sha256)} is not ${oneOf(fingerprints.length)}`);
}

function issued(certificate: X509Certificate, authorities: readonly X509Certificate[], nowMs: number): Checked<string> {
  // checkIssued compares names and key identifiers; only verify looks at the signature.
  const authority = authorities.find(
    (candidate) => candidate.ca && certificate.checkIssued(candidate) && certificate.verify(candidate.publicKey),
  );
  if (authority === undefined)
    return refuse('proof_wrong', 'the client certificate was issued by none of the authorities');
  const dated = outOfDate(authority, nowMs);
  if (dated !== undefined) return refuse('proof_wrong', `the authority of the client certificate ${dated}`);
  if (certificate.ca) return refuse('proof_wrong', 'the client certificate is that of an authority');
  // Node calls the extended key usage `keyUsage`; absent means any use.
  const uses: readonly string[] | undefined = certificate.keyUsage;
  if (uses !== undefined && uses.length > 0 && !uses.includes(CLIENT_AUTHENTICATION))
    return refuse('proof_wrong', 'the client certificate was not issued for clients');
  return { ok: true, value: certificateLabel(fingerprintOf(authority.raw), 'certificate-ca') };
}

const short = (sha256: string): string => sha256.slice(0, 8);

// One connection pushes many times with one certificate, always as the same bytes; reading it costs about 30 µs.
const read = new WeakMap<Uint8Array, X509Certificate>();

function certificateOf(der: Uint8Array): X509Certificate | undefined {
  const known = read.get(der);
  if (known !== undefined) return known;
  try {
    const certificate = new X509Certificate(der);
    read.set(der, certificate);
    return certificate;
  } catch {
    return undefined; // The refusal says so; what was presented is of no further use.
  }
}

/** Labels of the credentials, as the proofs have them. */
export function certificateLabels(trust: CertificateTrust): readonly string[] {
  return 'fingerprints' in trust
    ? trust.fingerprints.map((sha256) => certificateLabel(sha256))
    : trust.authorities.map(({ raw }) => certificateLabel(fingerprintOf(raw), 'certificate-ca'));
}
