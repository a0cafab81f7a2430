/**
 * Path and method → operation and decoded path parameters, by the generated operation table.
 *
 * openapi-backend would route too, for 15 to 40 times as much CPU even where its list of operations is kept (README.md);
 * here it binds every operation at start (`bind.ts`). Matching is exact but for empty segments: a doubled or
 * trailing slash means the same source. HEAD is answered where GET is (RFC 9110 §9.3.2).
 */
import type { Answer, PushInput, PushOperation } from '../providers/provider.ts';

export type Route = {
  readonly operation: PushOperation;
  readonly handle: (input: PushInput) => Promise<Answer>;
  /** Where it reads less than the listener does. */
  readonly bodyBytesMax?: number;
};

export type Match =
  | { readonly kind: 'found'; readonly route: Route; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: 'method_not_allowed'; readonly allow: string }
  | { readonly kind: 'not_found' };

export type Router = (method: string, path: string) => Match;

/** Throws an `Error` when two operations would answer the same method and path: which of them did would depend on their order. */
export function openRouter(routes: readonly Route[]): Router {
  const templates = routes.map((route) => ({
    route,
    method: route.operation.method.toUpperCase(),
    segments: segmentsOf(route.operation.path),
  }));
  refuseTwins(routes);
  return (method, path) => {
    const segments = segmentsOf(path);
    const allow: string[] = [];
    for (const template of templates) {
      const parameters = match(template.segments, segments);
      if (parameters === undefined) continue;
      if (template.method === method || (template.method === 'GET' && method === 'HEAD'))
        return { kind: 'found', route: template.route, path: parameters };
      allow.push(template.method, ...(template.method === 'GET' ? ['HEAD'] : []));
    }
    return allow.length === 0 ? { kind: 'not_found' } : { kind: 'method_not_allowed', allow: allow.join(', ') };
  };
}

function refuseTwins(routes: readonly Route[]): void {
  const seen = new Map<string, string>();
  for (const { operation } of routes) {
    const key = `${operation.method} ${operation.path.replaceAll(/\{[^}]*\}/g, '{}')}`;
    const other = seen.get(key);
    if (other !== undefined) throw new Error(`${other} and ${operation.operationId} both answer ${key}`);
    seen.set(key, operation.operationId);
  }
}

/** `*`, and a target without a leading slash, match no operation. */
const segmentsOf = (path: string): readonly string[] =>
  path.split('/').filter((segment, index) => segment !== '' || index === 0);

function match(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? '';
    if (!expected.startsWith('{')) {
      if (segment !== expected) return undefined;
      continue;
    }
    const value = decode(segment);
    if (value === undefined || value === '') return undefined;
    parameters[expected.slice(1, -1)] = value;
  }
  return parameters;
}

function decode(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // `%zz` names nothing: not found.
  }
}
