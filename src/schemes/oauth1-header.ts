/** The parameters in an OAuth 1.0a Authorization header (RFC 5849 §3.5.1), read and written. */
import { limits } from '../limits.ts';
import { type Checked, refuse } from '../problems.ts';
import { decodeOnce, encodeBytes, type Parameter } from './oauth1-base-string.ts';

/**
 * Reads `name="value", …`, decoded. `proof_wrong` for anything that is not such a list, for a name that stands twice
 * (which of the two would be the signed one?) and for more than `limits.oauth_parameters_max`.
 */
export function parseOauthHeader(credentials: string): Checked<ReadonlyMap<string, string>> {
  const pieces = credentials.split(',', limits.oauth_parameters_max + 1);
  if (pieces.length > limits.oauth_parameters_max) return refuse('proof_wrong', 'too many OAuth parameters');
  const parameters = new Map<string, string>();
  for (const piece of pieces) {
    // Commas, quotes and blanks in names and values are percent-encoded, so splitting at commas is exact.
    const [, name, value] = /^[ \t]*([A-Za-z0-9\-._~%]+)="([^",\s]*)"[ \t]*$/.exec(piece) ?? [];
    if (name === undefined || value === undefined)
      return refuse('proof_wrong', 'the OAuth header is not a list of name="value"');
    const decoded = decodeOnce(name);
    if (parameters.has(decoded)) return refuse('proof_wrong', `an OAuth parameter stands twice in the header`);
    parameters.set(decoded, decodeOnce(value));
  }
  return { ok: true, value: parameters };
}

/** Writes the header's value. `realm`, where given, comes first and is not signed. */
export function formatOauthHeader(parameters: readonly Parameter[], realm?: string): string {
  const list = parameters.map(([name, value]) => `${encodeBytes(name)}="${encodeBytes(value)}"`);
  if (realm !== undefined) list.unshift(`realm="${encodeBytes(realm)}"`);
  return `OAuth ${list.join(', ')}`;
}
