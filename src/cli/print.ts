/** How results are printed: tables for people, JSON for scripts. Standard output only. */

import { type Visible, visible, visibleJson, visibleLines } from '../running/visible.ts';
import { writePaged } from './pager.ts';
import { cut, padded, width } from './width.ts';

export type Row = readonly (string | number | undefined)[];

export function printJson(value: unknown): void {
  process.stdout.write(`${visibleJson(value, 2)}\n`);
}

/** One object in one line, where objects come one after the other. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${visibleJson(value)}\n`);
}

/** One or several lines. They are safe for a terminal, even if a stranger wrote what is in them. */
export function printText(text: string): void {
  printPainted(visibleLines(text));
}

/** A line of parts that were made visible before they were coloured. */
export function printPainted(line: Visible): void {
  process.stdout.write(`${line}\n`);
}

/** A remark that is not part of the result, on standard error. */
export function printAside(text: string): void {
  process.stderr.write(`${visibleLines(text)}\n`);
}

/** Columns as wide as their widest cell; the last one is cut where the terminal ends. */
export function printTable(header: readonly string[], rows: readonly Row[]): void {
  writePaged(tableText(header, rows));
}

/** The same without a pager, for a command that goes on: a pager would hold it up until somebody leaves it. */
export function printTableAtOnce(header: readonly string[], rows: readonly Row[]): void {
  process.stdout.write(tableText(header, rows));
}

const tableText = (header: readonly string[], rows: readonly Row[]): string =>
  `${visibleLines(formatTable(header, rows, terminalColumns()))}\n`;

/** `undefined` if the output is not a terminal, or if the terminal does not tell. */
const terminalColumns = (): number | undefined =>
  process.stdout.isTTY ? process.stdout.columns || undefined : undefined;

export function formatTable(header: readonly string[], rows: readonly Row[], columns?: number): string {
  const texts = [header, ...rows.map((row) => row.map((cell) => (cell === undefined ? '' : visible(String(cell)))))];
  const widths = header.map((_, index) => Math.max(...texts.map((row) => width(row[index] ?? ''))));
  return texts
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : padded(cell, widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => (columns === undefined ? line : cut(line, columns)))
    .join('\n');
}

/** `name: value` lines, names in one column. */
export function printFields(fields: readonly (readonly [name: string, value: string | number | undefined])[]): void {
  const present = fields.filter(([, value]) => value !== undefined && value !== '');
  const longest = Math.max(...present.map(([name]) => width(name)));
  for (const [name, value] of present) printText(`${padded(`${name}:`, longest + 2)}${visible(String(value))}`);
}

const steps = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `12 s ago`, `in 3 min`; `now` below a second. */
export function relativeTime(time: string | undefined, nowMs: number): string {
  if (time === undefined) return '';
  const apart = Date.parse(time) - nowMs;
  const size = steps.find(([, ms]) => Math.abs(apart) >= ms);
  if (size === undefined) return 'now';
  const text = `${Math.floor(Math.abs(apart) / size[1])} ${size[0]}`;
  return apart < 0 ? `${text} ago` : `in ${text}`;
}

/** `13 s`, `2 min`, `3 h`, rounded up to the unit. */
export function durationText(seconds: number): string {
  const [unit, ms] = steps.find(([, size]) => seconds * 1000 >= size * 2) ?? ['s', 1000];
  return `${Math.ceil((seconds * 1000) / ms)} ${unit}`;
}
