/**
 * Bytes to text, strictly: what cannot be decoded is reported, never replaced by U+FFFD, because a changed character in an order
 * reference is a wrong order reference. A byte order mark goes before the media type's `charset`, and that before the declaration in the
 * document (RFC 7303 §3.2). What they say is often stale: bytes that are valid UTF-8 are UTF-8, and a notice tells of the contradiction.
 */
import { isUtf8 } from 'node:buffer';
import { charsetOf, decodeAs, type Encoding, encodingNamed, isAscii, isSevenBit, isSingleByte } from './encodings.ts';
import { cannotRead, type Notice, type Readable, readable } from './readable.ts';

export type Decoded = { readonly text: string; readonly notices: readonly Notice[] };

/** An XML declaration ends within this many bytes; W3C names no bound, real ones have fewer than 80. */
const declaration_bytes_max = 256;

type Sniffed = { readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; readonly skip: number };

/** What the first bytes say for certain; `undefined` when they leave it open (ASCII-compatible). */
function sniff(bytes: Uint8Array): Sniffed | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 };
  // No text of ours starts with U+0000, so a NUL in the first pair is half of an ASCII character (XML 1.0, appendix F; RFC 4627, section 3).
  if (a === 0 && b !== undefined && b !== 0) return { encoding: 'utf-16be', skip: 0 };
  if (b === 0 && a !== undefined && a !== 0) return { encoding: 'utf-16le', skip: 0 };
  return undefined;
}

/** JSON is UTF-8 (RFC 8259). A mark is tolerated, UTF-16 is recognised, and a `charset` counts where the bytes are not UTF-8: older libraries send all of them. */
export function decodeJson(bytes: Uint8Array, contentType?: string): Readable<Decoded> {
  return decode(bytes, statedBy(contentType), undefined);
}

// Blanks before it are not allowed, and are seen (mend-xml.ts).
const declaration = /^\s*<\?xml[^>]*?\sencoding\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/;

export function decodeXml(bytes: Uint8Array, contentType?: string): Readable<Decoded> {
  return decode(bytes, statedBy(contentType), declaredIn);
}

function statedBy(contentType: string | undefined): readonly string[] {
  const charset = charsetOf(contentType);
  return charset === undefined ? [] : [charset];
}

function declaredIn(head: string): string | undefined {
  const [, double, single] = declaration.exec(head) ?? [];
  return (double ?? single)?.trim();
}

/** `declared` finds what the document says of itself; without it, it says UTF-8. */
function decode(
  bytes: Uint8Array,
  outside: readonly string[],
  declared: ((head: string) => string | undefined) | undefined,
): Readable<Decoded> {
  const sniffed = sniff(bytes);
  const body = bytes.subarray(sniffed?.skip ?? 0);
  if (sniffed !== undefined) {
    const text = decodeAs(body, sniffed.encoding);
    if (!text.ok) return text;
    const inside = declared?.(text.value.slice(0, declaration_bytes_max));
    const stated = inside === undefined ? outside : [...outside, inside];
    return readable({ text: text.value, notices: contradictions(sniffed.encoding, stated, body) });
  }
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, declaration_bytes_max));
  const inside = declared === undefined ? 'utf-8' : declared(head.toString('latin1'));
  return readUnmarked(body, inside === undefined ? outside : [...outside, inside]);
}

/** `stated`: what was said of the encoding, the strongest word first. */
function readUnmarked(body: Uint8Array, stated: readonly string[]): Readable<Decoded> {
  const [strongest = 'utf-8'] = stated;
  if (isSevenBit(strongest)) return unsupported(strongest);
  if (isUtf8(body)) {
    const text = decodeAs(body, 'utf-8');
    return text.ok ? readable({ text: text.value, notices: contradictions('utf-8', stated, body) }) : text;
  }
  for (const name of stated) {
    const encoding = encodingNamed(name);
    if (encoding === undefined || !isSingleByte(encoding)) continue;
    const text = decodeAs(body, encoding);
    if (text.ok) return readable({ text: text.value, notices: contradictions(encoding, stated, body) });
  }
  const foreign = stated.find((name) => encodingNamed(name) === undefined);
  if (foreign !== undefined) return unsupported(foreign);
  const wide = stated.find((name) => encodingNamed(name)?.startsWith('utf-16'));
  if (wide !== undefined)
    return cannotRead('encoding_contradiction', 'The document declares UTF-16, but its bytes are not UTF-16.', 1);
  return cannotRead('encoding_invalid', 'The bytes are not UTF-8, and the document names no other encoding.');
}

const unsupported = (name: string) =>
  cannotRead(
    'encoding_unsupported',
    `The document names an encoding that the gateway does not read (${cut(name)}).`,
    1,
  );

/** A notice for the first word that the bytes do not bear out. Where they are ASCII alone, most words mean the same. */
function contradictions(encoding: Encoding, stated: readonly string[], body: Uint8Array): readonly Notice[] {
  if (stated.length === 0) return [];
  const ascii = encoding === 'utf-8' && isAscii(body);
  const wrong = stated.find((name) => !bears(encoding, encodingNamed(name), ascii));
  if (wrong === undefined) return [];
  const rule = encodingNamed(wrong) === undefined ? 'encoding_unsupported' : 'encoding_contradiction';
  return [{ rule, path: '', seen: `said to be ${cut(wrong)}, read as ${encoding.toUpperCase()}` }];
}

function bears(encoding: Encoding, said: Encoding | undefined, ascii: boolean): boolean {
  if (said === encoding) return true;
  if (said === 'utf-16') return encoding.startsWith('utf-16');
  return ascii && said !== undefined && !said.startsWith('utf-16');
}

/** Said by the sender, and stored with the message. */
const cut = (name: string): string => name.slice(0, 40);

/** The first character that is not blank, which is how a push says what it is: `<` XML, `{` or `[` JSON. Looks at 1,024 bytes at most. */
export function firstSignificant(bytes: Uint8Array): 'xml' | 'json' | 'other' | 'empty' {
  for (let at = sniff(bytes)?.skip ?? 0; at < bytes.byteLength && at < 1_024; at += 1) {
    const byte = bytes[at];
    // 0 is the other half of an ASCII character in UTF-16.
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0) continue;
    if (byte === 0x3c) return 'xml';
    return byte === 0x7b || byte === 0x5b ? 'json' : 'other';
  }
  return bytes.byteLength > 1_024 ? 'other' : 'empty';
}
