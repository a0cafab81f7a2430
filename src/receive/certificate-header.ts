/**
 * A client certificate that a proxy handed on in a header. The forms in use:
 *
 *   Hash=…;Cert="…";Subject="…"       Envoy's X-Forwarded-Client-Cert; Cert is PEM, percent-encoded
 *   -----BEGIN%20CERTIFICATE-----%0A…  nginx, $ssl_client_escaped_cert
 *   -----BEGIN CERTIFICATE----- MII…   Apache, %{SSL_CLIENT_CERT}s: PEM with blanks for line ends
 *   :MII…:                             RFC 9440, Client-Cert: DER in base64
 */
import { fingerprintOf, plainFingerprint } from '../certificates.ts';
import type { PresentedCertificate } from '../trust.ts';

/** Undefined where the header says that there was no certificate: empty, or Apache's `(null)`. */
export function readCertificateHeader(value: string): PresentedCertificate | undefined {
  const text = value.trim();
  if (text === '' || text === '(null)') return undefined;
  if (/^-----BEGIN/.test(text)) return fromPem(text);
  const [, base64] = /^:([^:]*):$/.exec(text) ?? [];
  if (base64 !== undefined) return fromBase64(base64);
  return fromElements(text);
}

const unreadable = (detail: string): PresentedCertificate => ({ kind: 'unreadable', detail });

const presented = (der: Uint8Array): PresentedCertificate => ({
  kind: 'certificate',
  sha256: fingerprintOf(der),
  der,
  from: 'header',
});

/** Exactly one certificate: of several, nobody could say which one the handshake was about. */
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
 * Envoy's. Each proxy appends an element and what stands before it may be the stranger's own, so only the last one counts.
 * Where it holds hash and certificate, they must be of each other.
 */
function fromElements(text: string): PresentedCertificate {
  const element = lastElement(text);
  if (element === undefined) return unreadable('the header has none of the forms that are understood');
  const { cert, hash } = element;
  const sha256 = hash === undefined ? undefined : plainFingerprint(hash);
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    return unreadable('Hash is not a SHA-256 in hexadecimal digits');
  if (cert === undefined || cert === '')
    return sha256 === undefined
      ? unreadable('the header holds neither Cert nor Hash')
      : { kind: 'certificate', sha256, from: 'header' };
  const read = fromPem(cert);
  if (read.kind === 'certificate' && sha256 !== undefined && sha256 !== read.sha256)
    return unreadable('Hash is not that of Cert');
  return read;
}

/** `Key=value` or `Key="value"` with `;` between, elements with `,` between. Undefined for any other text, and for a key that comes twice. */
function lastElement(text: string): Readonly<Record<string, string>> | undefined {
  let element = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    const [whole, name = '', quoted, bare, separator] =
      /^\s*([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^";,]*))\s*([;,]|$)/.exec(rest) ?? [];
    const key = name.toLowerCase();
    // A URI or DNS name may truly come several times; of what is believed there must be one.
    if (whole === undefined || ((key === 'hash' || key === 'cert') && element.has(key))) return undefined;
    element.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
    rest = rest.slice(whole.length);
    if (separator === ',') {
      if (rest.trim() === '') return undefined;
      element = new Map();
    }
  }
  return Object.fromEntries(element);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
