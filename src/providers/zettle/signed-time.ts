/**
 * How old is what Zettle signed? Signature and uuid make a captured push sent again a repeat, but only as long as the store remembers its
 * first copy. Beyond that its signed `timestamp` is all that tells it from a new push.
 */
import type { ZettleSettings } from './settings.ts';

type Window = NonNullable<ZettleSettings['window']>;

/**
 * Why a push is held back for its time, or `undefined`: it lies within the window. `receivedAtMs` and not the present moment: work that
 * waited, and a replay, must come to the same end. A time that cannot be read says nothing about its age, so it is held back too.
 */
export function untimely(timestamp: string | undefined, receivedAtMs: number, window: Window): string | undefined {
  const signedAtMs = instantOf(timestamp ?? '');
  if (signedAtMs === undefined)
    return 'Its signed timestamp is not a readable time, so the gateway cannot tell a new push from a captured one that was sent again.';
  const ageMs = receivedAtMs - signedAtMs;
  if (ageMs > window.olderMs)
    return `It was signed ${spanOf(ageMs)} before it came, and identities are certain for ${spanOf(window.olderMs)} (signedWithin, policy.retention.messages): it may be a captured push sent again.`;
  if (-ageMs > window.aheadMs)
    return `It was signed ${spanOf(-ageMs)} ahead of this machine's clock; at most ${spanOf(window.aheadMs)} are allowed. Check the clock of this machine.`;
  return undefined;
}

/** Longer ones are beyond what a date can be. */
const epoch_digits_max = 15;

/**
 * Milliseconds since 1970. Digits alone are that already, as in Zettle's payloads. Else ISO 8601 with or without a colon in its offset (Zettle writes both);
 * without an offset it is UTC, as on Zettle's pages.
 */
function instantOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return text.length > epoch_digits_max ? undefined : Number(text);
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})?$/i.exec(text.trim());
  if (parts === null) return undefined;
  const [, date, time, zone = 'Z'] = parts;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const instant = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(instant) ? undefined : instant;
}

/** `8 days 3 h`, `12 min`: what a person compares. */
function spanOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'}${hours > 0 ? ` ${hours} h` : ''}`;
  if (hours > 0) return `${hours} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
  return minutes > 0 ? `${minutes} min` : `${Math.floor(ms / 1000)} s`;
}
