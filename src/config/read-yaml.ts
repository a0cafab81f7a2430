/** YAML in, with the line of every value kept, so that a fault can say where it is. */
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export type YamlFile = {
  readonly value: unknown;
  /** Line (1 = first) of the value at `path`, or of the nearest one above it that exists. */
  lineOf(path: readonly (string | number)[]): number;
};

export type YamlFault = { readonly line: number; readonly sentence: string };

/** Parses one YAML 1.2 document. Duplicate keys, unknown tags and a second document are faults; aliases are bounded (100) by the parser. */
export function readYaml(text: string): { readonly file: YamlFile } | { readonly faults: readonly YamlFault[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0) {
    const faults = wrong.map(({ message, pos }) => ({
      line: lineCounter.linePos(pos[0]).line,
      // Some messages end in the text that the parser stumbled over, which may be a secret: cut off.
      sentence: `this is not YAML that can be read (${message.replace(/: .*$/s, '')}); correct this line, or the indentation and quotes before it`,
    }));
    return { faults };
  }
  const lineOf = (path: readonly (string | number)[]) => lineCounter.linePos(offsetOf(document.contents, path)).line;
  return { file: { value: document.toJS(), lineOf } };
}

/** Where the key (of a map) or the item (of a list) at `path` begins. */
function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let offset = 0;
  let node: unknown = root;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(part));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      if (item === undefined) break;
      offset = startOf(item) ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range?.[0] : undefined;
