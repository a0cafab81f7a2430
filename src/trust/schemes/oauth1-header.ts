/** The parameters in an OAuth 1.0a Authorization header (RFC 5849 §3.5.1), read and written. */
import { limits } from '../../limits.ts';
import { type Checked, refuse } from '../../problems.ts';
import { decodeOnce, encodeBytes, type Parameter } from './oauth1-base-string.ts';

// RFC 9110 §5.6.2 and §5.6.4: sticky, so that a header is read once from its beginning to its end.
const separators = /[ \t,]*/y;
const name = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\[\s\S])*)"/y;
const token = /[^\s",\\]+/y;
const end = /[ \t]*(?:,|$)/y;

/**
 * Reads `name="value", …`, decoded: with blanks around `=` and commas, empty list elements, values that are tokens, and `realm` in any place
 * and as a quoted-string with any content (RFC 9110 §11.2). `proof_wrong` for anything that is not such a list, for a name that is there
 * twice (which of the two would be the signed one?) and for more than `limits.oauth_parameters_max`.
 */
export function parseOauthHeader(credentials: string): Checked<ReadonlyMap<string, string>> {
  const parameters = new Map<string, string>();
  let at = 0;
  let count = 0;
  const next = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(credentials) ?? undefined;
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    next(separators);
    if (at >= credentials.length) break;
    count += 1;
    if (count > limits.oauth_parameters_max) return refuse('proof_wrong', 'too many OAuth parameters');
    const [sent] = next(name) ?? [];
    const parted = sent !== undefined && next(equals) !== undefined;
    const value = parted ? (next(quoted)?.[1]?.replaceAll(/\\([\s\S])/g, '$1') ?? next(token)?.[0]) : undefined;
    if (sent === undefined || value === undefined || next(end) === undefined) return notAList;
    // Names of HTTP's own parameters have no case; those of OAuth do, and are percent-encoded like their values.
    const isRealm = sent.toLowerCase() === 'realm';
    const decoded = isRealm ? 'realm' : decodeOnce(sent);
    if (!isRealm && /[\s",\\]/.test(value)) return notAList;
    parameters.set(decoded, isRealm ? value : decodeOnce(value));
  }
  return parameters.size === count
    ? { ok: true, value: parameters }
    : refuse('proof_wrong', 'an OAuth parameter occurs twice in the header');
}

const notAList = refuse('proof_wrong', 'the OAuth header is not a list of name="value"');

/** Writes the header's value. `realm`, where given, comes first, as a quoted-string, and is not signed. */
export function formatOauthHeader(parameters: readonly Parameter[], realm?: string): string {
  const list = parameters.map(([name, value]) => `${encodeBytes(name)}="${encodeBytes(value)}"`);
  if (realm !== undefined) list.unshift(`realm="${realm.replaceAll(/["\\]/g, '\\$&')}"`);
  return `OAuth ${list.join(', ')}`;
}
