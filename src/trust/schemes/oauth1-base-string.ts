/**
 * The signature base string of OAuth 1.0a (RFC 5849 §3.4.1). It works on bytes, not on text: whatever a query holds, valid
 * UTF-8 or not, is decoded once and encoded again the one way that RFC 5849 §3.6 allows.
 */
import { limits } from '../../limits.ts';

/** A name and a value, decoded: one character per byte (latin1), so that no sequence of bytes is lost. */
export type Parameter = readonly [name: string, value: string];

/** Percent-encodes bytes given one per character: everything but letters, digits, `-`, `.`, `_` and `~`, in upper-case hex. */
export function encodeBytes(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9\-._~]/g, (character) => {
    const code = character.charCodeAt(0);
    return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** Percent-encodes text in UTF-8 (RFC 5849 §3.6). */
export const encodeText = (text: string): string => encodeBytes(bytesOf(text));

/** Text in UTF-8, one character per byte. */
export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Decodes `%XX` once. A stray `%` stays what it is. */
export const decodeOnce = (encoded: string): string =>
  encoded.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * The parameters of a query or of a form (RFC 5849 §3.4.1.3.1), `+` being a blank in both.
 * Undefined when there are more than `limits.query_parameters_max`.
 */
export function formParameters(encoded: string): readonly Parameter[] | undefined {
  const pieces = encoded.split('&', limits.query_parameters_max + 1).filter((piece) => piece !== '');
  if (pieces.length > limits.query_parameters_max) return undefined;
  return pieces.map((piece) => {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(piece) ?? [];
    return [decodeOnce(name.replaceAll('+', ' ')), decodeOnce(value.replaceAll('+', ' '))];
  });
}

/**
 * Scheme and host in lower case, the default port dropped, the path as sent (RFC 5849 §3.4.1.2). Not through `URL`, which
 * would resolve dot segments and re-encode the path. Undefined for what is not an absolute http or https URL.
 */
export function baseStringUri(url: string): string | undefined {
  const [, scheme, authority, path] = /^(https?):\/\/([^/?#@\s]+)(\/[^?#\s]*)?(?:[?#].*)?$/is.exec(url) ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  const defaultPort = scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/;
  return `${scheme.toLowerCase()}://${authority.toLowerCase().replace(defaultPort, '')}${path ?? '/'}`;
}

/**
 * Method, URI and the sorted parameters (RFC 5849 §3.4.1.1). `parameters` are those of query, form and Authorization header,
 * without `realm` and `oauth_signature`. Sorting is by encoded name, then encoded value: both are ASCII, so order by code
 * unit is order by byte.
 */
export function baseString(method: string, uri: string, parameters: readonly Parameter[]): string {
  const normalised = parameters
    .map(([name, value]) => [encodeBytes(name), encodeBytes(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => order(nameA, nameB) || order(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return `${method.toUpperCase()}&${encodeText(uri)}&${encodeText(normalised)}`;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
