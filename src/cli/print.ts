/** How results are printed: tables for people, JSON for scripts. Standard output only. */
export type Row = readonly (string | number | undefined)[];

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printText(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What others wrote (a sink's answer, a field's name) in one line: a control character could move the cursor, or hide what stands before it. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Zl}|\p{Zp}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** Columns as wide as their widest cell; the last one is cut where the terminal ends. */
export function printTable(header: readonly string[], rows: readonly Row[]): void {
  printText(formatTable(header, rows, process.stdout.isTTY ? process.stdout.columns : undefined));
}

export function formatTable(header: readonly string[], rows: readonly Row[], columns?: number): string {
  const texts = [header, ...rows.map((row) => row.map((cell) => (cell === undefined ? '' : printable(String(cell)))))];
  const widths = header.map((_, index) => Math.max(...texts.map((row) => row[index]?.length ?? 0)));
  return texts
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => (columns !== undefined && line.length > columns ? `${line.slice(0, columns - 1)}…` : line))
    .join('\n');
}

/** `name: value` lines, names in one column. */
export function printFields(fields: readonly (readonly [name: string, value: string | number | undefined])[]): void {
  const present = fields.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...present.map(([name]) => name.length));
  for (const [name, value] of present) printText(`${`${name}:`.padEnd(width + 2)}${value}`);
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
