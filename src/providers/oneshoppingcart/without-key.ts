/**
 * The merchant's key taken out of what the API answered. An API may quote the request that it refuses, and what quotes a request writes its
 * characters otherwise: as XML, as a URL, as JSON, and once more as each of these when the quotation is quoted.
 */
import type { Secret } from '../../trust/secrets.ts';

export function textWithoutKey(text: string, key: Secret): string {
  return text.replace(patternOf(key.reveal()), '***');
}

/** Whatever encoding they are in: byte by byte. */
export function bytesWithoutKey(bytes: Uint8Array, key: Secret): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(patternOf(key.reveal()), '***'), 'latin1');
}

/** Letters and digits are written in one way only; of any other character every way counts. */
function patternOf(key: string): RegExp {
  const characters = [...key].map((character) =>
    /[A-Za-z0-9]/.test(character) ? character : anyWayToWrite(character),
  );
  // UTF-16 has a zero beside each of them.
  return new RegExp(characters.join('\\0?'), 'g');
}

function anyWayToWrite(character: string): string {
  const plain = [character, Buffer.from(character).toString('latin1')].map((form) =>
    [...form].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
  const z = '\\0?';
  const xml = `&${z}(?:(?:[A-Za-z0-9#]${z}){1,10};${z}){1,8}`; // &lt; &#60; &amp;lt;
  const url = `(?:%${z}(?:2${z}5${z}){0,8}[0-9A-Fa-f]${z}[0-9A-Fa-f]${z}){1,4}`; // %3C %253C
  const json = `(?:\\\\${z}){1,8}(?:u${z}(?:[0-9A-Fa-f]${z}){4}|["\\\\/]${z})`; // \u003c \\u003c \"
  return `(?:${[...plain, xml, url, json, ...(character === ' ' ? ['\\+'] : [])].join('|')})`;
}
