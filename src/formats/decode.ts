/**
 * Bytes to text, strictly: what cannot be decoded is reported, never replaced by U+FFFD, because a changed character in an order
 * reference is a wrong order reference. The Content-Type decides nothing (the providers send it wrong, or not at all): the bytes say what they are.
 */
import { isUtf8 } from 'node:buffer';
import { cannotRead, type Readable, readable } from './readable.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'us-ascii';

/** The declared names that we decode; XML names are case-insensitive. */
const encodings: ReadonlyMap<string, Encoding | 'utf-16'> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
]);

const decoders = {
  'utf-16le': new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }),
  'utf-16be': new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }),
};

/** An XML declaration ends within this many bytes; W3C names no bound, real ones have fewer than 80. */
const declaration_bytes_max = 256;

/** What the first bytes say. `known` is false when they leave it open (ASCII-compatible, to be read from the declaration). */
function sniff(bytes: Uint8Array): { encoding: Encoding; skip: number; known: boolean } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3, known: true };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2, known: true };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2, known: true };
  // No text of ours starts with U+0000, so a NUL in the first pair is half of an ASCII character (XML 1.0, appendix F; RFC 4627, section 3).
  if (a === 0 && b !== undefined && b !== 0) return { encoding: 'utf-16be', skip: 0, known: true };
  if (b === 0 && a !== undefined && a !== 0) return { encoding: 'utf-16le', skip: 0, known: true };
  return { encoding: 'utf-8', skip: 0, known: false };
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function decodeAs(bytes: Uint8Array, encoding: Encoding): Readable<string> {
  if (bytes.byteLength === 0) return cannotRead('empty', 'There is nothing in it.');
  if (encoding === 'iso-8859-1' || encoding === 'us-ascii') {
    if (encoding === 'us-ascii') {
      const at = bytes.findIndex((byte) => byte > 0x7f);
      if (at >= 0) return cannotRead('encoding_invalid', `Byte ${at} is not US-ASCII, which the document declares.`);
    }
    // Not TextDecoder('iso-8859-1'): that is windows-1252 by the WHATWG table, and turns 0x80 into a euro sign.
    return readable(viewOf(bytes).toString('latin1'));
  }
  if (encoding === 'utf-8') {
    // A third of the time of a fatal TextDecoder, which is what counts at 280 bytes.
    return isUtf8(bytes)
      ? readable(viewOf(bytes).toString('utf8'))
      : cannotRead('encoding_invalid', 'The bytes are not UTF-8.');
  }
  try {
    return readable(decoders[encoding].decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return cannotRead('encoding_invalid', `The bytes are not ${encoding.toUpperCase()}.`);
  }
}

/** JSON is UTF-8 (RFC 8259); a BOM is tolerated, and UTF-16 is recognised, since older libraries send it. */
export function decodeJson(bytes: Uint8Array): Readable<string> {
  const { encoding, skip } = sniff(bytes);
  return decodeAs(bytes.subarray(skip), encoding);
}

const declaration = /^<\?xml[^>]*?\sencoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)')/;

/** XML in UTF-8, UTF-16, ISO-8859-1 or US-ASCII. A declaration that contradicts the bytes is refused (XML 1.0, 4.3.3). */
export function decodeXml(bytes: Uint8Array): Readable<string> {
  const found = sniff(bytes);
  const body = bytes.subarray(found.skip);
  if (found.known) {
    const text = decodeAs(body, found.encoding);
    if (!text.ok) return text;
    const declared = declaredEncoding(text.value.slice(0, declaration_bytes_max));
    const agrees =
      declared === undefined ||
      declared === found.encoding ||
      (declared === 'utf-16' && found.encoding.startsWith('utf-16'));
    return agrees
      ? text
      : cannotRead(
          'encoding_contradiction',
          `The bytes are ${found.encoding.toUpperCase()}; the document declares another encoding.`,
          1,
        );
  }
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, declaration_bytes_max));
  const declared = declaredEncoding(head.toString('latin1'));
  if (declared === 'unsupported') {
    return cannotRead(
      'encoding_unsupported',
      'The document declares an encoding other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII.',
      1,
    );
  }
  if (declared?.startsWith('utf-16')) {
    return cannotRead('encoding_contradiction', 'The document declares UTF-16, and its bytes are not.', 1);
  }
  return decodeAs(body, declared === undefined || declared === 'utf-16' ? 'utf-8' : declared);
}

function declaredEncoding(head: string): Encoding | 'utf-16' | 'unsupported' | undefined {
  const match = declaration.exec(head);
  const name = match?.[1] ?? match?.[2];
  return name === undefined ? undefined : (encodings.get(name.toLowerCase()) ?? 'unsupported');
}

/** The first character that is not blank, which is how a push says what it is: `<` XML, `{` or `[` JSON. Looks at 1,024 bytes at most. */
export function firstSignificant(bytes: Uint8Array): 'xml' | 'json' | 'other' | 'empty' {
  for (let at = sniff(bytes).skip; at < bytes.byteLength && at < 1_024; at += 1) {
    const byte = bytes[at];
    // 0 is the other half of an ASCII character in UTF-16.
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0) continue;
    if (byte === 0x3c) return 'xml';
    return byte === 0x7b || byte === 0x5b ? 'json' : 'other';
  }
  return bytes.byteLength > 1_024 ? 'other' : 'empty';
}
