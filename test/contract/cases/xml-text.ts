/** The elements of an example's XML as places in its text, so that one can be changed and every other byte stays as it is. */

export type ElementAt = {
  /** Without its prefix. */
  readonly name: string;
  /** As written, with its prefix. */
  readonly tag: string;
  readonly start: number;
  readonly end: number;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly children: readonly ElementAt[];
};

const markup = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)[^>]*?(\/?)>/g;

/** The root element. The text is well-formed; it is an example that the tests of `spec/` have read. */
export function elementsOf(text: string): ElementAt {
  type Open = { tag: string; start: number; innerStart: number; children: ElementAt[] };
  const outside: Open = { tag: '', start: 0, innerStart: 0, children: [] };
  const open: Open[] = [outside];
  for (const { 0: whole, 1: closing, 2: tag, 3: empty, index } of text.matchAll(markup)) {
    if (tag === undefined) continue;
    const end = index + whole.length;
    if (closing !== '/') open.push({ tag, start: index, innerStart: end, children: [] });
    if (closing !== '/' && empty !== '/') continue;
    const closed = open.pop();
    if (closed === undefined || closed.tag !== tag) throw new Error(`</${tag}> closes nothing`);
    const innerEnd = closing === '/' ? index : closed.innerStart;
    const name = tag.slice(tag.indexOf(':') + 1);
    open.at(-1)?.children.push({ ...closed, name, end, innerEnd });
  }
  const [root] = outside.children;
  if (root === undefined) throw new Error('there is no element');
  return root;
}

/** The text with another piece in place of the one from `start` to `end`. */
export const spliced = (text: string, start: number, end: number, piece: string): string =>
  text.slice(0, start) + piece + text.slice(end);

/** An element with other content, also where it was written as an empty one. */
export function withInner(text: string, { tag, start, end, innerStart, innerEnd }: ElementAt, inner: string): string {
  const head = text.slice(start, innerStart);
  const open = head.endsWith('/>') ? `${head.slice(0, -2)}>` : head;
  const close = head.endsWith('/>') ? `</${tag}>` : text.slice(innerEnd, end);
  return spliced(text, start, end, `${open}${inner}${close}`);
}
