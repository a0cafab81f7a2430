/** A page as Markdown, for programs that read text: made from its HTML, which is our own and well-formed. What only works in a browser is left out. */
import { posix } from 'node:path';
import { html } from '../../../ui/html.ts';
import type { Page } from './layout.ts';

type Node = { readonly tag: string; readonly attributes: string; readonly children: (Node | string)[] };

const empty = new Set(['br', 'input', 'line', 'circle', 'hr']);
const skipped = new Set(['script', 'form', 'button', 'select', 'input', 'svg', 'textarea', 'output', 'label']);
const blocks = new Set(
  [
    'p',
    'ul',
    'ol',
    'pre',
    'div',
    'section',
    'details',
    'table',
    'figure',
    'figcaption',
    'blockquote',
    'h2',
    'h3',
    'h4',
    'summary',
  ].concat('hr'),
);

export const markdownPath = (path: string): string => path.replace(/\.html$/, '.md');

export function pageMarkdown({ title, body }: Page): string {
  const text = blocksOf(treeOf(html`${body}`.text).children);
  return `# ${escaped(title)}\n\n${text}\n`;
}

function treeOf(text: string): Node {
  const root: Node = { tag: '', attributes: '', children: [] };
  const open = [root];
  for (const [token, close, tag = '', attributes = ''] of text.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|[^<]+/g)) {
    const parent = open.at(-1) ?? root;
    if (tag === '') parent.children.push(decoded(token));
    else if (close === '/') open.pop();
    else {
      const node: Node = { tag, attributes, children: [] };
      parent.children.push(node);
      if (!empty.has(tag) && !attributes.endsWith('/')) open.push(node);
    }
  }
  return root;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decoded = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

const isBlock = (node: Node | string): node is Node => typeof node !== 'string' && blocks.has(node.tag);

/** Runs of what stands in a line are paragraphs. */
function blocksOf(children: readonly (Node | string)[]): string {
  const parts: string[] = [];
  let line: (Node | string)[] = [];
  const flush = () => {
    const text = inlineOf(line).trim();
    if (text !== '') parts.push(text);
    line = [];
  };
  for (const child of children) {
    if (!isBlock(child)) line.push(child);
    else {
      flush();
      const text = block(child);
      if (text.trim() !== '') parts.push(text);
    }
  }
  flush();
  return parts.join('\n\n');
}

function block(node: Node): string {
  const { tag, children } = node;
  if (/^h\d$/.test(tag)) return `${'#'.repeat(Number(tag[1]))} ${inlineOf(children).trim()}`;
  if (tag === 'pre') return fenced(textOf(node));
  if (tag === 'ul' || tag === 'ol') return list(node);
  if (tag === 'table') return table(node);
  if (tag === 'summary') return `**${inlineOf(children).trim()}**`;
  if (tag === 'blockquote') return blocksOf(children).replaceAll(/^/gm, '> ');
  return blocksOf(children);
}

function fenced(text: string): string {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1;
  const fence = '`'.repeat(ticks);
  return `${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function list({ tag, children }: Node): string {
  const items = children.filter((child): child is Node => typeof child !== 'string' && child.tag === 'li');
  return items
    .map((item, index) => {
      const mark = tag === 'ol' ? `${index + 1}. ` : '* ';
      return mark + blocksOf(item.children).replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

/** A line of a table has no room for a block of code: then each row is a part of its own. */
function table(node: Node): string {
  const cells = within(node, 'tr').map((row) => row.children.filter((cell): cell is Node => typeof cell !== 'string'));
  if (within(node, 'pre').length > 0) return cells.slice(1).map(rowBlocks).join('\n\n');
  const rows = cells.map((row) =>
    row.map((cell) =>
      blocksOf(cell.children)
        .replaceAll(/\s*\n+\s*/g, ' ')
        .replaceAll('|', '\\|'),
    ),
  );
  const [head = [], ...rest] = rows;
  const lines = [head, head.map(() => '---'), ...rest];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const rowBlocks = ([first, ...rest]: readonly Node[]): string =>
  [`**${inlineOf(first?.children ?? []).trim()}**`, ...rest.map((cell) => blocksOf(cell.children))].join('\n\n');

const within = (node: Node, tag: string): readonly Node[] =>
  node.children.flatMap((child) => (typeof child === 'string' ? [] : child.tag === tag ? [child] : within(child, tag)));

const textOf = (node: Node | string): string => (typeof node === 'string' ? node : node.children.map(textOf).join(''));

function inlineOf(children: readonly (Node | string)[]): string {
  return children
    .map((child) => (typeof child === 'string' ? escaped(child.replaceAll(/\s+/g, ' ')) : inline(child)))
    .join('');
}

function inline(node: Node): string {
  const { tag, attributes, children } = node;
  if (skipped.has(tag)) return '';
  if (tag === 'br') return ' ';
  if (tag === 'code') return code(textOf(node));
  const text = inlineOf(children);
  if (tag === 'strong') return `**${text}**`;
  if (tag === 'em') return `*${text}*`;
  const [, href] = /href="([^"]*)"/.exec(attributes) ?? [];
  return tag === 'a' && href !== undefined ? link(text, decoded(href)) : text;
}

/** A place within a page has no name in Markdown. */
function link(text: string, href: string): string {
  if (href.startsWith('#')) return text;
  if (/^[a-z]+:/.test(href)) return `[${text}](${href})`;
  const [path = ''] = href.split('#');
  return `[${text}](${posix.normalize(markdownPath(path))})`;
}

function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const edge = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return text.trim() === '' ? text : `${fence}${edge}${text}${edge}${fence}`;
}

const escaped = (text: string): string => text.replaceAll(/[\\`*[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&');
