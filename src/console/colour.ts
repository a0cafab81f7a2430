/** The parts of JSON and XML named, so that the style sheet can colour them. Loaded when a message is first looked at. */

/** A stretch of one line; `kind` is a class of components.css, absent for plain text. */
export type Piece = { readonly text: string; readonly kind?: string };

/** Longer than this it stays plain: colouring takes about a second for each megabyte. */
const coloured_characters_max = 100_000;

/** A list of pieces for each line; together they are `text`, character for character. `undefined`: it stays plain. */
export async function colouredLines(text: string): Promise<readonly (readonly Piece[])[] | undefined> {
  const name = /^\s*</.test(text) ? 'xml' : /^\s*[{[]/.test(text) ? 'json' : undefined;
  if (name === undefined || text.length > coloured_characters_max) return undefined;
  const [{ default: hljs }, { default: json }, { default: xml }] = await Promise.all([
    import('highlight.js/lib/core'),
    import('highlight.js/lib/languages/json'),
    import('highlight.js/lib/languages/xml'),
  ]);
  hljs.registerLanguage('json', json);
  hljs.registerLanguage('xml', xml);
  hljs.configure({ classPrefix: 'h-' });
  return linesOf(hljs.highlight(text, { language: name, ignoreIllegals: true }).value);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#x27': "'", amp: '&' };
const plain = (html: string) => html.replaceAll(/&(lt|gt|quot|#x27|amp);/g, (_, name: string) => entities[name] ?? '');

/** Read as text, so that nothing a message says becomes an element of the page. */
function linesOf(html: string): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  const kinds: string[] = [];
  for (const { 0: token, 1: kind } of html.matchAll(/<span class="([^"]*)">|<\/span>|[^<]+/g)) {
    if (kind !== undefined) kinds.push(kind);
    else if (token === '</span>') kinds.pop();
    else
      for (const [index, text] of plain(token).split('\n').entries()) {
        if (index > 0) lines.push([]);
        const innermost = kinds.at(-1);
        lines.at(-1)?.push({ text, ...(innermost !== undefined && { kind: innermost }) });
      }
  }
  return lines;
}
