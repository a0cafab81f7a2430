/** JSON and YAML documents as data, and the way back to text without losing the digits of 64-bit integers. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Value = null | boolean | number | bigint | string | Value[] | { [name: string]: Value };
export type Tree = { [name: string]: Value };

/** JSON is read by the YAML parser too: `JSON.parse` rounds integers beyond 2^53, which examples hold on purpose. */
export function readDocument(path: string): Value {
  return narrow(parse(readFileSync(path, 'utf8'), { intAsBigInt: true, merge: false, maxAliasCount: 0 }));
}

/** Only integers that a number cannot hold stay big. */
function narrow(value: Value): Value {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(narrow);
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, narrow(inner)]));
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function treeAt(tree: Tree, ...path: readonly string[]): Tree {
  let at: Value | undefined = tree;
  for (const step of path) at = isTree(at) ? at[step] : undefined;
  return isTree(at) ? at : {};
}

/** Calls `change` on every object of a document, parents first, and puts what it returns in its place. */
export function mapTrees(value: Value, change: (tree: Tree) => Tree): Value {
  if (Array.isArray(value)) return value.map((item) => mapTrees(item, change));
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(change(value)).map(([name, inner]) => [name, mapTrees(inner, change)]));
}

export function toJson(value: unknown): string {
  const mark = '\u0001bigint:';
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? mark + inner : inner), 2);
  return `${text.replaceAll(/"\\u0001bigint:(-?\d+)"/g, '$1')}\n`;
}
