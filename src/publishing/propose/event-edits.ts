/** Our event schemas where they list the values of the same field: the list grows with the contract's. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { texts } from './yaml-edits.ts';

/** The changed text, or the same. JSON is read as YAML, which tells where things stand. */
export function withListedValue(text: string, field: string, known: readonly string[], value: string): string {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const ends: number[] = [];
  visit(document, {
    Pair: (_, { key, value: schema }) => {
      if (!isScalar(key) || key.value !== field || !isMap(schema)) return;
      for (const keyword of ['enum', 'x-extensible-enum']) {
        const list = schema.get(keyword);
        const last = isSeq(list) ? list.items.at(-1) : undefined;
        const listed = texts(list).filter((one) => one !== 'null');
        const same = listed.length === known.length && listed.every((one) => known.includes(one));
        if (same && !listed.includes(value) && isScalar(last) && last.range) ends.push(last.range[1]);
      }
    },
  });
  return ends.toSorted((a, b) => b - a).reduce((changed, end) => inserted(changed, end, value), text);
}

function inserted(text: string, end: number, value: string): string {
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const indent = /^[ \t]*(?=")/.exec(text.slice(lineStart, end))?.[0];
  const separator = indent === undefined ? ', ' : `,\n${indent}`;
  return text.slice(0, end) + separator + JSON.stringify(value) + text.slice(end);
}
