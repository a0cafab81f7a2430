/** Times and durations in words. The API gives RFC 3339 in UTC. */
import { settings } from './settings.ts';

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');

/** `2026-11-21 05:04:00`, in the reader's zone or in UTC. */
export function clockText(iso: string): string {
  if (settings.utc) return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
  const at = new Date(iso);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** Its two largest units: `3 h 12 min`, `41 s`, `120 ms`. */
export function durationText(ms: number): string {
  const length = Math.abs(Math.round(ms));
  if (length < 1_000) return `${length} ms`;
  if (length < 10_000) return `${(length / 1_000).toFixed(1)} s`;
  const first = units.findIndex(([, unit]) => length >= unit);
  let left = length;
  const parts = units.slice(first, first + 2).map(([name, unit]) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return { name, count };
  });
  return parts
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(' ');
}

function largestUnit(ms: number): string {
  const [name, unit] = units.find(([, length]) => ms >= length) ?? ['s', 1_000];
  return `${Math.floor(ms / unit)} ${name}`;
}

export function agoText(iso: string, now = Date.now()): string {
  const ms = now - Date.parse(iso);
  if (Math.abs(ms) < 1_500) return 'now';
  // In the distance the second unit says nothing; of what is to come it may be what counts.
  return ms >= 0 ? `${largestUnit(ms)} ago` : `in ${durationText(-ms)}`;
}
