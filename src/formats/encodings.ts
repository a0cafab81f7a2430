/** The names of encodings that senders use, and how each turns bytes into text: strictly, so that no byte becomes another character. */
import { isUtf8 } from 'node:buffer';
import { cannotRead, type Readable, readable } from './readable.ts';

/** `utf-16` leaves the order of bytes open. Others are names of single-byte encodings that `TextDecoder` knows. */
export type Encoding = 'utf-8' | 'utf-16' | 'utf-16le' | 'utf-16be' | 'us-ascii' | SingleByte;
type SingleByte = `windows-${string}` | `iso-8859-${string}` | 'koi8-r' | 'koi8-u' | 'macintosh';

const aliases: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
  ['latin1', 'iso-8859-1'],
  ['latin-1', 'iso-8859-1'],
  ['l1', 'iso-8859-1'],
  ['latin9', 'iso-8859-15'],
  ['latin-9', 'iso-8859-15'],
  ['l9', 'iso-8859-15'],
  ['utf-16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['ansi', 'windows-1252'],
]);

/** In these, bytes below 128 are not what they look like, so that such a text cannot be read as anything else. */
const sevenBit = /^(utf-?7|unicode-1-1-utf-7|x-unicode-2-0-utf-7|iso-2022-.*|hz-gb-2312|csiso2022.*)$/;

/** `undefined`: an unknown encoding. Case does not matter, and `_` may replace `-`. */
export function encodingNamed(name: string): Encoding | undefined {
  const plain = name.toLowerCase().replaceAll('_', '-');
  const known = aliases.get(plain);
  if (known !== undefined) return known;
  const [, page] = /^(?:windows-?|x-cp|cp)(125[0-8]|874)$/.exec(plain) ?? [];
  if (page !== undefined) return `windows-${page}`;
  const [, part] = /^iso-?8859-?(\d{1,2})$/.exec(plain) ?? [];
  // 12 was never published. 9 and 11 are decoded as windows-1254 and -874, which differ in the C1 controls alone.
  if (part !== undefined && Number(part) >= 1 && Number(part) <= 16 && part !== '12') return `iso-8859-${Number(part)}`;
  return plain === 'koi8-r' || plain === 'koi8-u' || plain === 'macintosh' ? plain : undefined;
}

/** Of one byte a character, ASCII below 128 and letters of their own above. */
export const isSingleByte = (encoding: Encoding): encoding is SingleByte =>
  encoding !== 'us-ascii' && !encoding.startsWith('utf-');

export const isSevenBit = (name: string): boolean => sevenBit.test(name.toLowerCase().replaceAll('_', '-'));

/** The `charset` of a Content-Type; a quoted-string as well (RFC 9110 §5.6.6). */
export function charsetOf(contentType: string | undefined): string | undefined {
  const [, quoted, token] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(contentType ?? '') ?? [];
  const name = (quoted ?? token)?.replace(/^'(.*)'$/, '$1').trim();
  return name === '' ? undefined : name;
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

type Decoder = InstanceType<typeof TextDecoder>;
const decoders = new Map<Encoding, Decoder>();

function decoderOf(encoding: Encoding): Decoder {
  const known = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  decoders.set(encoding, known);
  return known;
}

/** 0x80 to 0x9F. Node's own decoder of this name leaves them C1 controls in some versions (20.20 does). The five that are not given stay what they are. */
const windows_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const windowsCharacter = (c1: string): string => windows_1252[c1.charCodeAt(0) - 0x80] ?? c1;

export const isAscii = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte > 0x7f);

/** Those that say by their name how bytes become characters; of ASCII nothing is left to decode that is not UTF-8. */
export type Decodable = Exclude<Encoding, 'utf-16' | 'us-ascii'>;

export function decodeAs(bytes: Uint8Array, encoding: Decodable): Readable<string> {
  if (bytes.byteLength === 0) return cannotRead('empty', 'The document is empty.');
  switch (encoding) {
    case 'iso-8859-1':
      // Not TextDecoder('iso-8859-1'): that is windows-1252 by the WHATWG table, and turns 0x80 into a euro sign.
      return readable(viewOf(bytes).toString('latin1'));
    case 'windows-1252':
      return readable(
        viewOf(bytes)
          .toString('latin1')
          .replace(/[\x80-\x9f]/g, windowsCharacter),
      );
    case 'utf-8':
      // A third of the time of a fatal TextDecoder, which is what counts at 280 bytes.
      return isUtf8(bytes)
        ? readable(viewOf(bytes).toString('utf8'))
        : cannotRead('encoding_invalid', 'The bytes are not UTF-8.');
    default:
      try {
        return readable(decoderOf(encoding).decode(bytes));
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return cannotRead('encoding_invalid', `The bytes are not ${encoding.toUpperCase()}.`);
      }
  }
}
