/**
 * Where the reader is: `#/messages/<id>?state=failed`. After the `#`, so that the console works under any path, without a rule on the server for
 * each page; and filters are part of it, so that a link, a bookmark, back and forward bring them back.
 */
import { useEffect, useState } from 'preact/hooks';

export type Route = { readonly path: readonly string[]; readonly query: URLSearchParams };

export function readRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Somebody typed it.
  }
}

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A link within the console. What is empty is left out of it. */
export function href(path: readonly string[], query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) if (one !== '') search.append(name, one);
  const text = search.size === 0 ? '' : `?${search}`;
  return `#/${path.map(encodeURIComponent).join('/')}${text}`;
}

export function go(to: string, { replace = false } = {}): void {
  if (to === location.hash) return;
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(null, '', to);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return readRoute(hash);
}
