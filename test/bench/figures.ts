/** What was measured, one value a round, and the table that shows it beside its aim. */
export type Figure = {
  readonly what: string;
  /** At least, or at most; a figure without an aim is there to be read. */
  readonly aim?: { readonly least: number } | { readonly most: number };
  /** Of a ratio it is empty. */
  readonly unit: string;
  /** One a round. */
  readonly values: readonly number[];
  /** What a ratio is made of, in words. */
  readonly beside?: string;
};

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** How far the rounds lie apart, as a part of their median. */
export const swing = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / median(values);

/** Each round's own quotient: what slows a whole round down slows both. */
export const ratios = (over: readonly number[], under: readonly number[]): number[] =>
  over.map((value, round) => value / (under[round] ?? Number.NaN));

/** Three figures that matter, without an exponent. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** `0.31 = 6,100 ÷ 19,700 acks/s`'s right-hand side. */
export const quotient = (over: readonly number[], under: readonly number[], unit: string): string =>
  `${number(median(over))} ÷ ${number(median(under))} ${unit}`;

export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map((_, column) => (column === 0 ? '---' : '--:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, aim, unit, values, beside = '' }) => {
    const measured = median(values);
    const unitText = unit === '' ? '' : ` ${unit}`;
    const [bound, met] =
      aim === undefined
        ? ['', '']
        : 'least' in aim
          ? [`≥ ${number(aim.least)}${unitText}`, measured >= aim.least ? 'yes' : 'no']
          : [`≤ ${number(aim.most)}${unitText}`, measured <= aim.most ? 'yes' : 'no'];
    const range = `${number(Math.min(...values))} to ${number(Math.max(...values))}`;
    return [
      what,
      bound,
      `**${number(measured)}${unitText}**`,
      met,
      beside,
      `${range} (${Math.round(swing(values) * 100)} %)`,
    ];
  });
  return markdown(['', 'aim', 'measured', 'met', 'medians', 'rounds (swing)'], rows);
}
