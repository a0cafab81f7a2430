/** Edits in a contract's YAML that leave every other line as it is: places are found in the parsed document, changes are made in the text. */
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Schema } from './described.ts';

export type Contracted = {
  /** The schema at a place, `$ref`s within the document followed. */
  at(schema: string, steps: readonly string[]): YAMLMap | undefined;
  /** 0-based line of an offset. */
  lineOf(offset: number): number;
};

export function openYaml(text: string): Contracted {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });

  function resolve(node: unknown): YAMLMap | undefined {
    if (!isMap(node)) return undefined;
    const reference = node.get('$ref');
    if (typeof reference !== 'string') return node;
    if (!reference.startsWith('#/')) return undefined; // Another file's: by hand.
    return resolve(document.getIn(reference.slice(2).split('/'), true));
  }
  function step(node: YAMLMap | undefined, name: string): YAMLMap | undefined {
    if (node === undefined) return undefined;
    const items = node.get('items');
    if (/^\d+$/.test(name)) return resolve(items);
    // In XML a lone element of a list has no index.
    const holder = isMap(items) ? resolve(items) : node;
    const properties = holder?.get('properties');
    return resolve(
      isMap(properties) && properties.has(name) ? properties.get(name) : holder?.get('additionalProperties'),
    );
  }
  return {
    at: (schema, steps) => steps.reduce(step, resolve(document.getIn(['components', 'schemas', schema], true))),
    lineOf: (offset) => lines.linePos(offset).line - 1,
  };
}

/** A list written one item a line, or in one line. */
export function withItem(text: string, list: unknown, item: string, { lineOf }: Pick<Contracted, 'lineOf'>) {
  const last = isSeq(list) ? list.items.at(-1) : undefined;
  if (!isSeq(list) || !isScalar(last) || !last.range) return undefined;
  if (list.flow) return text.slice(0, last.range[1]).concat(`, ${item}`, text.slice(last.range[1]));
  const line = lineOf(last.range[0]);
  const indent = /^\s*- +/.exec(text.split('\n')[line] ?? '')?.[0];
  return indent === undefined ? undefined : insertLines(text, line + 1, [`${indent}${item}`]);
}

/** The text of a value as YAML writes it: in quotes only where it needs them. */
export const scalarText = (value: string): string => stringify(value, { lineWidth: 0 }).trimEnd();

export function withoutItem(text: string, holder: YAMLMap, key: string, item: string, { lineOf }: Contracted) {
  const list = holder.get(key);
  if (!isSeq(list) || list.flow) return undefined;
  const found = list.items.find((one) => isScalar(one) && one.value === item);
  if (!isScalar(found) || !found.range) return undefined;
  const pair = pairOf(holder, key);
  const line = lineOf(found.range[0]);
  const keyLine = isScalar(pair?.key) && pair.key.range ? lineOf(pair.key.range[0]) : undefined;
  if (list.items.length > 1) return removeLines(text, line, 1);
  return keyLine === line - 1 ? removeLines(text, keyLine, 2) : undefined;
}

/** A property after the one named, or as the last. */
export function withProperty(
  text: string,
  holder: YAMLMap,
  { name, schema, after }: { readonly name: string; readonly schema: Schema; readonly after: string | undefined },
  contracted: Contracted,
) {
  const properties = holder.get('properties');
  if (!isMap(properties) || properties.flow) return undefined;
  const pair = after === undefined ? undefined : pairOf(properties, after);
  const before = pair ?? properties.items.at(-1);
  if (before === undefined || !isScalar(before.key) || !before.key.range) return undefined;
  const indent = ' '.repeat(column(text, before.key.range[0]));
  const lines = stringify({ [name]: schema }, { lineWidth: 0 })
    .trimEnd()
    .split('\n');
  return insertLines(
    text,
    endLine(text, contracted.lineOf(before.key.range[0]), indent.length),
    lines.map((line) => indent + line),
  );
}

/** Takes a keyword with its value out, and puts other lines in its place, `lines` without their indentation. */
export function withKeyword(
  text: string,
  holder: YAMLMap,
  key: string,
  lines: readonly string[],
  { lineOf }: Contracted,
) {
  const pair = pairOf(holder, key);
  if (holder.flow || !isScalar(pair?.key) || !pair.key.range) return undefined;
  const line = lineOf(pair.key.range[0]);
  const indent = ' '.repeat(column(text, pair.key.range[0]));
  const end = endLine(text, line, indent.length);
  return insertLines(
    removeLines(text, line, end - line),
    line,
    lines.map((one) => indent + one),
  );
}

export const texts = (list: unknown): readonly string[] =>
  isSeq(list) ? (list as YAMLSeq).items.flatMap((item) => (isScalar(item) ? [String(item.value)] : [])) : [];

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

const column = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

/** The first line after `line` that is indented no deeper, blank lines before it left to what follows. */
function endLine(text: string, line: number, indent: number): number {
  const lines = text.split('\n');
  let end = line + 1;
  for (let at = end; at < lines.length; at += 1) {
    const one = lines[at] ?? '';
    if (one.trim() === '') continue;
    if (/^ */.exec(one)?.[0].length !== undefined && (/^ */.exec(one)?.[0].length ?? 0) <= indent) break;
    end = at + 1;
  }
  return end;
}

export function insertLines(text: string, line: number, inserted: readonly string[]): string {
  return text
    .split('\n')
    .toSpliced(line, 0, ...inserted)
    .join('\n');
}

function removeLines(text: string, line: number, count: number): string {
  return text.split('\n').toSpliced(line, count).join('\n');
}
