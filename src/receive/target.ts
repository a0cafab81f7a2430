/** The target of a request line, in the forms that reach an origin server (RFC 9112 §3.2). */

export type Target = {
  /** As sent, still percent-encoded, without the query. Signatures cover this form. */
  readonly sentPath: string;
  /** The same without doubled and trailing slashes: proxies and people add both, and mean the same source. */
  readonly path: string;
  /** As sent, without `?`; empty when there is none. */
  readonly query: string;
  /** Of an absolute-form target (§3.2.2): it replaces the Host header. */
  readonly origin?: { readonly scheme: 'http' | 'https'; readonly host: string };
};

/** Undefined for an absolute-form target with an invalid authority: empty, with a user in it (RFC 9110 §4.2.4), or not a host. */
export function readTarget(target: string): Target | undefined {
  const [, scheme, authority = '', rest = ''] = /^(https?):\/\/([^/?]*)(.*)$/is.exec(target) ?? [];
  if (scheme === undefined) return ofPath(target);
  if (!HOST.test(authority)) return undefined;
  const origin = { scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http', host: authority } as const;
  return { ...ofPath(rest.startsWith('/') ? rest : `/${rest}`), origin };
}

/** A host and perhaps a port, as in a Host header. */
export const HOST = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$/;

function ofPath(text: string): Target {
  const mark = text.indexOf('?');
  const sentPath = mark === -1 ? text : text.slice(0, mark);
  const query = mark === -1 ? '' : text.slice(mark + 1);
  return { sentPath, path: plainPath(sentPath), query };
}

/** Empty segments away, the one at the end too; the root stays `/`. */
export const plainPath = (path: string): string =>
  path.includes('//') || path.endsWith('/') ? path.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1') : path;
