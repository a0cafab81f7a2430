/**
 * Which of the URLs that AppDirect gives us may be called with our credentials. A caller that can push
 * can choose the URL, so it must match exactly what is expected of it.
 */
import { limits } from '../../limits.ts';

export type AllowListRules = {
  /** `host` or `host:port`; no port means 443. IPv6 addresses in brackets. */
  readonly hosts: readonly string[];
  /** Allows http beside https; host and port must still be on the list. */
  readonly development: boolean;
};

/** A URL that may be called, or a sentence (for the result document and the operator) that says why not. */
export type Admitted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly sentence: string };

export type EventUrl = {
  /** Last segment of the path: the identity of the event. */
  readonly token: string;
  /** Scheme, host and port, without a trailing slash. */
  readonly marketplaceBase: string;
  /** The URL to fetch, put together again from its checked parts. */
  readonly url: string;
};

// Letters, digits and the other unreserved characters: nothing that needs or has an encoding. At least one letter or digit, so no `..`.
const eventPath = /^\/(?:api\/integration\/v1|rest\/api)\/events\/((?=[^/]*[A-Za-z0-9])[A-Za-z0-9._~-]{1,128})$/;

/** Takes the decoded `eventUrl` parameter apart and checks each part. */
export function admitEventUrl(text: string, rules: AllowListRules): Admitted<EventUrl> {
  const parts = admitParts(text, rules, 'the event URL');
  if (!parts.ok) return parts;
  const token = eventPath.exec(parts.value.path)?.[1];
  if (token === undefined)
    return no('the path of the event URL is neither /api/integration/v1/events/{token} nor /rest/api/events/{token}');
  const { base, path } = parts.value;
  return { ok: true, value: { token, marketplaceBase: base, url: `${base}${path}` } };
}

/** Checks an event document's `marketplace.baseUrl`, which the result is posted to. A trailing slash is tolerated, a path is not. */
export function admitMarketplaceBase(
  text: string,
  rules: AllowListRules,
): Admitted<{ readonly marketplaceBase: string }> {
  const parts = admitParts(text, rules, 'the marketplace URL');
  if (!parts.ok) return parts;
  if (parts.value.path !== '' && parts.value.path !== '/') return no('the marketplace URL has a path');
  return { ok: true, value: { marketplaceBase: parts.value.base } };
}

/** Checks the URL of a token endpoint, which our client's secret is sent to. Any path. */
export function admitTokenUrl(text: string, rules: AllowListRules): Admitted<{ readonly url: string }> {
  const parts = admitParts(text, rules, 'the token URL');
  return parts.ok ? { ok: true, value: { url: `${parts.value.base}${parts.value.path}` } } : parts;
}

function admitParts(text: string, rules: AllowListRules, what: string): Admitted<{ base: string; path: string }> {
  if (text.length > limits.event_url_bytes_max) return no(`${what} is over ${limits.event_url_bytes_max} bytes`);
  // Matched as text first: `URL` would repair blanks, tabs, backslashes and dot segments into something that passes.
  const [, scheme, authority, path = ''] = /^([a-z]+):\/\/([^/?#\\@\s]+)(\/[\x21-\x7e]*)?$/i.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || !URL.canParse(text))
    return no(`${what} is not an absolute URL of scheme, host and path`);
  const isHttps = scheme.toLowerCase() === 'https';
  if (!isHttps && !(rules.development && scheme.toLowerCase() === 'http')) return no(`${what} is not https`);
  if (/[?#\\%]/.test(path)) return no(`${what} has a query, a fragment or an encoded character`);
  const { hostname, port, origin } = new URL(text);
  const wanted = `${hostname}:${port || (isHttps ? '443' : '80')}`;
  if (!rules.hosts.some((host) => withPort(host) === wanted))
    return no(`the host of ${what} is not on the list of event hosts`);
  return { ok: true, value: { base: origin, path } };
}

/** `host` as `host:443`, `host:port` as it is, in lower case. */
function withPort(host: string): string {
  return (/:\d+$/.test(host) ? host : `${host}:443`).toLowerCase();
}

const no = (sentence: string): { ok: false; sentence: string } => ({ ok: false, sentence });
