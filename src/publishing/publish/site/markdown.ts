/**
 * Markdown as HTML, for descriptions in `spec/` and for the guides: CommonMark with tables. Raw HTML is shown as text, because nobody reviews
 * a description as markup; a comment is left out. An image is replaced by its text, because the pages load nothing.
 */
import { Marked, type Tokens } from 'marked';
import { codeBlock, table } from '../../../ui/components.ts';
import { html, Markup, type Piece } from '../../../ui/html.ts';

export type MarkdownOptions = {
  /** Names code blocks and tables for those who do not see them, and gives code blocks their Copy button. */
  readonly name?: string;
  /** Where a link leads. By default, to the web or to a place within the page; any other link is its text. */
  readonly link?: (target: string) => Target;
};

/** `note` follows the text of a link that leads to nothing here. */
export type Target = { readonly href: string } | { readonly note: Piece };

export const markdown = (text: string, options: MarkdownOptions = {}): Markup =>
  new Markup(reader(options).parse(text, { async: false }).trim());

/** Only what stands within a line: code, bold, links. */
export const inline = (text: string): Markup => new Markup(reader({}).parseInline(text, { async: false }));

/** The first sentence without its marks, for search results and lists. */
export function firstSentence(text: string): string {
  const first = blocksOf(text).find(({ type }) => type === 'paragraph' || type === 'list');
  const plain = first === undefined ? '' : plainText(first.raw);
  return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
}

/** A block as it is written; `title` is a heading's, with its marks. */
export type Block = {
  readonly type: string;
  readonly raw: string;
  readonly heading?: { readonly depth: number; readonly title: string };
};

export const blocksOf = (text: string): readonly Block[] =>
  reader({})
    .lexer(text)
    .map((token) => ({
      type: token.type,
      raw: token.raw,
      ...(token.type === 'heading' && { heading: { depth: Number(token.depth), title: String(token.text) } }),
    }));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a person reads, in one line. */
export const plainText = (text: string): string =>
  markdown(text)
    .text.replaceAll(/<\/?(?:p|li|ul|ol|t[a-z]+|pre|div|br|h[1-6]|blockquote)\b[^>]*>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => entities[name] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim();

function reader({ name, link = webOrPlace }: MarkdownOptions): Marked {
  let shown = 0;
  return new Marked({
    tokenizer: {
      // Nothing is read as HTML but a comment. What is only escaped afterwards is not safe: behind `<script>` marked takes text for escaped.
      html(src) {
        const [raw] = /^ {0,3}<!--(?:(?!-->).)*-->[ \t]*(?:\n+|$)/s.exec(src) ?? [];
        return raw === undefined ? undefined : { type: 'html', raw, pre: false, text: '', block: true };
      },
      tag: () => undefined,
      // A bare address stays text: most of ours are examples, and belong to nobody.
      url: () => undefined,
    },
    renderer: {
      image: ({ text }) => html`${text}`.text,
      checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
      heading({ tokens }) {
        return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>\n`;
      },
      code({ text, lang }) {
        shown += 1;
        if (name === undefined) return html`<pre tabindex="0"><code>${text.trim()}</code></pre>`.text;
        return codeBlock(`${name}, example ${shown}`, text, lang).text;
      },
      link({ href, tokens }) {
        const target = link(href);
        const text = new Markup(this.parser.parseInline(tokens));
        return ('href' in target ? html`<a href="${target.href}">${text}</a>` : html`${text}${target.note}`).text;
      },
      table({ header, rows }) {
        const cells = (row: readonly Tokens.TableCell[]) =>
          row.map(({ tokens }) => new Markup(this.parser.parseInline(tokens)));
        return table(name ?? 'Table', cells(header), rows.map(cells)).text;
      },
    },
  });
}

const webOrPlace = (target: string): Target => (/^(https?:|#)/.test(target) ? { href: target } : { note: undefined });
