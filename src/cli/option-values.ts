/** Values of options as a person writes them. */
import { InvalidArgumentError } from 'commander';
import { systemClock } from '../running/clock.ts';

const unitMs: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** RFC 3339. `90s`, `15min`, `2h` and `7d` mean that long ago; a date means its beginning in UTC; a time with its zone means itself. */
export function moment(text: string, nowMs: number = systemClock.now()): string {
  const [, count, unit = ''] = /^(\d{1,6}) ?(s|min|m|h|d)$/.exec(text) ?? [];
  if (count !== undefined) return new Date(nowMs - Number(count) * (unitMs[unit] ?? 0)).toISOString();
  const whole =
    /^\d{4}-\d\d-\d\d$/.test(text) || /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const ms = whole ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new InvalidArgumentError(
      'write 90s, 15min, 2h or 7d ago, a date, or a time with its zone (2026-11-21T05:04:00Z).',
    );
  return new Date(ms).toISOString();
}

/** Seconds. `90s`, `10min`, `72h` and `3d` are so long. */
export function span(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6}) ?(s|min|m|h|d)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('write a duration such as 90s, 10min, 72h or 3d.');
  return (Number(count) * (unitMs[unit] ?? 0)) / 1_000;
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed.');
  return Number(text);
}
