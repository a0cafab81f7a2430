/**
 * A client certificate that a proxy handed on in a header. The forms in use:
 *
 *   Hash=…;Cert="…";Subject="…"       Envoy's X-Forwarded-Client-Cert; Cert is PEM, percent-encoded
 *   -----BEGIN%20CERTIFICATE-----%0A…  nginx, $ssl_client_escaped_cert
 *   -----BEGIN CERTIFICATE----- MII…   Apache, %{SSL_CLIENT_CERT}s: PEM with blanks for line ends
 *   :MII…:                             RFC 9440, Client-Cert: DER in base64
 */
import { fingerprintOf, plainFingerprint } from '../trust/certificates.ts';
import type { PresentedCertificate } from '../trust/trust.ts';

/**
 * Undefined if the header says that there was no certificate: empty, or Apache's `(null)`. A hash without its certificate counts only
 * where `hashSuffices`.
 */
export function readCertificateHeader(value: string, hashSuffices = false): PresentedCertificate | undefined {
  const text = value.trim();
  if (text === '' || text === '(null)') return undefined;
  if (/^-----BEGIN/.test(text)) return fromPem(text);
  const [, base64] = /^:([^:]*):$/.exec(text) ?? [];
  if (base64 !== undefined) return fromBase64(base64);
  return fromElement(text, hashSuffices);
}

const unreadable = (detail: string): PresentedCertificate => ({ kind: 'unreadable', detail });

const presented = (der: Uint8Array): PresentedCertificate => ({
  kind: 'certificate',
  sha256: fingerprintOf(der),
  der,
  from: 'header',
});

/** Exactly one certificate, because of several we could not tell which one the handshake used. */
function fromPem(text: string): PresentedCertificate {
  const decoded = text.includes('%') ? decode(text) : text;
  const [, base64] =
    /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(decoded ?? '') ?? [];
  return base64 === undefined ? unreadable('the header holds PEM that is not one certificate') : fromBase64(base64);
}

function fromBase64(text: string): PresentedCertificate {
  const base64 = text.replaceAll(/\s/g, '');
  // Buffer.from passes over what is not base64, so the alphabet is checked first.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return unreadable('the header holds what is not base64');
  return presented(Buffer.from(base64, 'base64'));
}

/**
 * Envoy's. With SANITIZE_SET it writes exactly one element, so a second one was brought in by the caller: before ours, or inside it, because Envoy
 * writes the URIs and DNS names of the caller's certificate unquoted, and a comma in one of them begins what looks like an element.
 * Where there are hash and certificate, they must be of each other.
 */
function fromElement(text: string, hashSuffices: boolean): PresentedCertificate {
  const read = readElements(text);
  if (read === undefined) return unreadable('the header has none of the forms that the gateway understands');
  if (read.length !== 1)
    return unreadable(
      `the header has ${read.length} elements, and Envoy's SANITIZE_SET writes one; a proxy appends, or a name in the certificate holds a comma`,
    );
  const keys = new Map<string, string>();
  for (const [key, value] of read[0] ?? []) {
    // A URI or DNS name may truly come several times; of what is believed there must be one.
    if ((key === 'hash' || key === 'cert') && keys.has(key)) return unreadable(`the header has ${key} twice`);
    keys.set(key, value);
  }
  const [cert = '', hash] = [keys.get('cert'), keys.get('hash')];
  const sha256 = hash === undefined ? undefined : plainFingerprint(hash);
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    return unreadable('Hash is not a SHA-256 in hexadecimal digits');
  if (cert === '') return fromHash(sha256, hashSuffices);
  const certificate = fromPem(cert);
  if (certificate.kind === 'certificate' && sha256 !== undefined && sha256 !== certificate.sha256)
    return unreadable('Hash is not that of Cert');
  return certificate;
}

function fromHash(sha256: string | undefined, hashSuffices: boolean): PresentedCertificate {
  if (sha256 === undefined) return unreadable('the header holds neither Cert nor Hash');
  if (!hashSuffices)
    return unreadable(
      'the header holds Hash without Cert; set cert: true in Envoy, or listen.clientCertificateHashSuffices: true here',
    );
  return { kind: 'certificate', sha256, from: 'header' };
}

type Element = readonly (readonly [key: string, value: string])[];

/** `Key=value` or `Key="value"` with `;` between, elements with `,` between; keys in lower case. Undefined for any other text. */
function readElements(text: string): readonly Element[] | undefined {
  let element: [string, string][] = [];
  const elements = [element];
  let rest = text;
  for (;;) {
    const [whole, name = '', quoted, bare, separator] =
      /^\s*([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^";,]*))\s*([;,]|$)/.exec(rest) ?? [];
    if (whole === undefined) return undefined;
    element.push([name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '']);
    rest = rest.slice(whole.length);
    if (separator === '') return elements;
    if (separator === ';' && rest.trim() === '') return elements;
    if (separator === ',') {
      element = [];
      elements.push(element);
    }
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
