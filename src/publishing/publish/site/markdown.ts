/** The Markdown that descriptions in `spec/` use: paragraphs, lists, code, bold, links. Everything else is shown as it is written. */
import { html, type Markup } from './html.ts';

export function markdown(text: string): Markup {
  return html`${blocksOf(text.replaceAll('\r\n', '\n').trimEnd().split('\n')).map(blockHtml)}`;
}

/** The first paragraph without its marks, for search results and lists. */
export function firstSentence(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  const plain = paragraph.replaceAll(/\s+/g, ' ').replaceAll(/\*\*|`/g, '');
  return /^.*?[.:!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
}

type Block = { readonly kind: 'paragraph' | 'code' | 'list' | 'heading'; readonly lines: string[] };

const bullet = /^ {0,3}[*-] +/;

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let fenced = false;
  const begin = (kind: Block['kind'], line: string): void => {
    open = { kind, lines: [line] };
    blocks.push(open);
  };
  for (const line of lines) {
    if (line.startsWith('```')) {
      fenced = !fenced;
      open = undefined;
      if (fenced) begin('code', '');
    } else if (fenced) open?.lines.push(line);
    else if (line.trim() === '') {
      // A blank line ends everything but a list and indented code, which may go on behind it.
      if (open?.kind === 'code') open.lines.push('');
      else if (open?.kind !== 'list') open = undefined;
    } else if (/^#{1,6} /.test(line)) {
      begin('heading', line.replace(/^#+ /, ''));
      open = undefined;
    } else if (bullet.test(line)) {
      if (open?.kind === 'list') open.lines.push(line);
      else begin('list', line);
    } else if (line.startsWith('    ') && open?.kind !== 'list' && open?.kind !== 'paragraph') {
      if (open?.kind === 'code') open.lines.push(line.slice(4));
      else begin('code', line.slice(4));
    } else if (open?.kind === 'list' && line.startsWith('  ')) open.lines.push(line);
    else if (open?.kind === 'paragraph') open.lines.push(line);
    else begin('paragraph', line);
  }
  return blocks;
}

function blockHtml({ kind, lines }: Block): Markup {
  if (kind === 'code') return html`<pre tabindex="0"><code>${lines.join('\n').trim()}</code></pre>`;
  if (kind === 'heading') return html`<p><strong>${inline(lines.join(' '))}</strong></p>`;
  if (kind === 'paragraph') return html`<p>${inline(lines.join('\n'))}</p>`;
  const items: string[] = [];
  for (const line of lines) {
    if (bullet.test(line)) items.push(line.replace(bullet, ''));
    else items.push(`${items.pop() ?? ''}\n${line.trim()}`);
  }
  return html`<ul>${items.map((item) => html`<li>${inline(item)}</li>`)}</ul>`;
}

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:[^)\s]+|#[^)\s]*)\)/g;

/** Code, bold and links to the web or within the page; a link of another kind stays text. */
export function inline(text: string): Markup {
  const pieces: (Markup | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    const [whole, code, bold, label, target] = match;
    pieces.push(text.slice(from, match.index));
    if (code !== undefined) pieces.push(html`<code>${code}</code>`);
    else if (bold !== undefined) pieces.push(html`<strong>${inline(bold)}</strong>`);
    else pieces.push(html`<a href="${target}">${label}</a>`);
    from = match.index + whole.length;
  }
  pieces.push(text.slice(from));
  return html`${pieces}`;
}
