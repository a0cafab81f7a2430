/** Medians of runs, and the table that shows them. */
import type { Measured } from './load.ts';

export type Row = Measured & {
  readonly name: string;
  readonly cpuSecondsPer1000: number;
  readonly syncsPer1000: number;
  readonly writtenKbPer1000: number;
  readonly residentMb: number;
  readonly readyMs: number;
  readonly loopP99Ms?: number | undefined;
};

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentiles(values: readonly number[]): { p50Ms: number; p99Ms: number; p999Ms: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999) };
}

/** The run with the median rate stands for all: its other figures belong together. */
export function medianRow(rows: readonly Row[]): Row {
  const sorted = rows.toSorted((a, b) => a.perSecond - b.perSecond);
  const row = sorted[Math.floor(sorted.length / 2)];
  if (row === undefined) throw new RangeError('there is no run to take the median of');
  return row;
}

export function table(rows: readonly Row[]): string {
  const header = [
    '',
    'acks/s',
    'p50 ms',
    'p99 ms',
    'p99.9 ms',
    'not 2xx',
    'CPU s / 1000',
    'fsyncs / 1000',
    'KiB written / 1000',
    'resident MB',
    'loop p99 ms',
  ];
  const lines = rows.map((row) => [
    row.name,
    Math.round(row.perSecond).toLocaleString('en'),
    row.p50Ms.toFixed(1),
    row.p99Ms.toFixed(1),
    row.p999Ms.toFixed(1),
    String(row.notOk + row.failed),
    row.cpuSecondsPer1000.toFixed(3),
    row.syncsPer1000.toFixed(1),
    row.writtenKbPer1000.toFixed(0),
    row.residentMb.toFixed(0),
    row.loopP99Ms?.toFixed(1) ?? '',
  ]);
  return [header, header.map((_, index) => (index === 0 ? '---' : '--:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
