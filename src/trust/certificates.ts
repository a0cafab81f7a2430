/** X.509 certificates: reading them from files, naming them, and the time in which they are valid. */

import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { limits } from '../limits.ts';
import { codeOf } from '../running/thrown.ts';

/** SHA-256 of the certificate's DER, 64 lower-case hexadecimal digits: its name everywhere in the gateway. */
export const fingerprintOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex');

/** `AB:CD:…` (as openssl prints it), `abcd…` → 64 lower-case hexadecimal digits. */
export const plainFingerprint = (text: string): string => text.replaceAll(':', '').toLowerCase();

/** Stable label of a certificate that vouched: `certificate:5d2c8e6a`, the first eight digits of its fingerprint; `certificate-ca:` for the authority that issued it. */
export const certificateLabel = (sha256: string, of: 'certificate' | 'certificate-ca' = 'certificate'): string =>
  `${of}:${sha256.slice(0, 8)}`;

/** Both ends, in milliseconds. NaN where the certificate's own text cannot be read as a time; nothing compares as valid then. */
export function validityOf(certificate: X509Certificate): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: Date.parse(certificate.validFrom), toMs: Date.parse(certificate.validTo) };
}

/** Why the certificate does not count now, for the operator; undefined where it does. */
export function outOfDate(certificate: X509Certificate, nowMs: number): string | undefined {
  const { fromMs, toMs } = validityOf(certificate);
  if (!(fromMs <= nowMs)) return `is not valid before ${certificate.validFrom}`;
  if (!(nowMs <= toMs)) return `expired on ${certificate.validTo}`;
  return undefined;
}

/** A certificate that somebody relies on. */
export type KnownCertificate = {
  /** Whose and which, such as `sources.shipping client certificate 5d2c8e6a`. */
  readonly about: string;
  /** Undefined where a proxy hands on only its hash. */
  readonly notAfterMs: number | undefined;
};

export type ReadCertificates =
  | { readonly ok: true; readonly pem: string; readonly certificates: readonly X509Certificate[] }
  /** `sentence`: what is wrong; what to do. */
  | { readonly ok: false; readonly sentence: string };

const wrong = (sentence: string) => ({ ok: false, sentence }) as const;

/** Every certificate of a PEM text. Throws where one cannot be read; `readCertificates` has looked before. */
export function certificatesOf(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

/** Every certificate of a PEM file, in its order; text around them is allowed, as openssl writes it. */
export function readCertificates(path: string): ReadCertificates {
  const text = readPem(path);
  if (!text.ok) return text;
  try {
    const certificates = certificatesOf(text.pem);
    return certificates.length === 0
      ? wrong(`the file ${path} has no certificate in PEM form; name a file that has one (-----BEGIN CERTIFICATE-----)`)
      : { ok: true, pem: text.pem, certificates };
  } catch {
    return wrong(`the file ${path} has a certificate that cannot be read; make the certificate or copy the file again`);
  }
}

/** The text of a PEM file within bounds, or why not. */
export function readPem(
  path: string,
): { readonly ok: true; readonly pem: string } | { readonly ok: false; readonly sentence: string } {
  try {
    if (statSync(path).size > limits.certificates_bytes_max)
      return wrong(
        `the file ${path} is larger than ${limits.certificates_bytes_max} bytes; name a file with certificates only`,
      );
    return { ok: true, pem: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    return wrong(`the file ${path} cannot be read (${code}); create it or let this user read it`);
  }
}
