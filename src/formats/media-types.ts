/** The media type of a published file, by its ending. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  yaml: 'application/yaml',
  svg: 'image/svg+xml',
  xml: 'application/xml',
  xsd: 'application/xml',
  md: 'text/markdown; charset=utf-8',
  http: 'message/http',
  tgz: 'application/gzip',
  atom: 'application/atom+xml',
};

export const mediaTypeOf = (path: string): string =>
  types[/\.([a-z]+)$/.exec(path)?.[1] ?? ''] ?? 'text/plain; charset=utf-8';
