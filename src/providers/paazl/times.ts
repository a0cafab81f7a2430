/**
 * Paazl's dates and times. The XSD says dateTime, the table `YYYY-MM-DD`, the sample `2017-07-17T16:00` and `08:00`; a zone is usually left
 * out and then means CET (providers' page), which is the clock of Europe/Amsterdam. The text stays beside what was made of it.
 */
import type { PaazlDeliveryDate, PaazlDeliveryTime } from '../../../generated/events/models.ts';

const ZONE = 'Europe/Amsterdam';
const DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))? ?(Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?$/;
const TIME = /^(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?$/;

export function deliveryDate(text: string): PaazlDeliveryDate {
  const [, day, time, zone] = DATE.exec(text.trim()) ?? [];
  return { text, ...zoneOf(zone), ...instantOf(day, time, zone) };
}

/** One end of the delivery window, on the day that `date` names. */
export function deliveryTime(text: string, date: string | undefined): PaazlDeliveryTime {
  const [, time, zone] = TIME.exec(text.trim()) ?? [];
  const [, day] = DATE.exec(date?.trim() ?? '') ?? [];
  return { text, ...zoneOf(zone), ...instantOf(day, time, zone) };
}

/** CET and CEST are read as the clock of Amsterdam: people write CET all the year round. Only in the hour that comes twice do they differ. Other zone names are not understood and yield no instant. */
function zoneOf(zone: string | undefined): { zone: string; zoneAssumed: boolean } {
  if (zone === undefined) return { zone: ZONE, zoneAssumed: true };
  return { zone: isAmsterdam(zone) ? ZONE : zone, zoneAssumed: false };
}

const isAmsterdam = (zone: string | undefined) => zone === undefined || zone === 'CET' || zone === 'CEST';

function instantOf(day: string | undefined, time: string | undefined, zone: string | undefined): { instant?: string } {
  if (day === undefined || time === undefined) return {};
  const seconds = time.length === 5 ? `${time}:00` : time;
  const utc = Date.parse(`${day}T${seconds.slice(0, 8)}Z`); // 24:00:00 is the next day's midnight, here as in ISO 8601.
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // JavaScript reads 31 February as 3 March.
  if (Number.isNaN(utc) || new Date(midnight).toISOString().slice(0, 10) !== day) return {};
  const offset = isAmsterdam(zone) ? amsterdamOffsetMs(utc, zone) : fixedOffsetMs(zone ?? '');
  if (offset === undefined) return {};
  return { instant: new Date(utc - offset).toISOString().replace('.000Z', `${seconds.slice(8)}Z`) };
}

function fixedOffsetMs(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeZoneName: 'longOffset', year: 'numeric' });

const HOUR_MS = 3_600_000;
const HOURS_MAX = 1_000;
/** Of each hour met: clocks change on the hour, and formatting a date took a fiftieth of a push's processing. */
const offsetsMs = new Map<number, number>();

function offsetAtMs(utcMs: number): number {
  const hour = Math.floor(utcMs / HOUR_MS);
  const known = offsetsMs.get(hour);
  if (known !== undefined) return known;
  const offset = fixedOffsetMs(/GMT([+-]\d{2}:\d{2})/.exec(clock.format(utcMs))?.[1] ?? '+00:00') ?? 0;
  if (offsetsMs.size >= HOURS_MAX) offsetsMs.clear();
  offsetsMs.set(hour, offset);
  return offset;
}

const DAY_MS = 86_400_000;

/**
 * How far Amsterdam's clock is ahead of UTC when it shows this wall time (given as if it were UTC). On a night on which clocks change, one
 * hour comes twice and another never: there the zone that was written decides, and CET, which is also the default, where none was.
 */
function amsterdamOffsetMs(wallMs: number, zone: string | undefined): number {
  const [before, after] = [offsetAtMs(wallMs - DAY_MS), offsetAtMs(wallMs + DAY_MS)];
  if (before === after) return before;
  const possible = [before, after].filter((offset) => offsetAtMs(wallMs - offset) === offset);
  const [only] = possible;
  if (possible.length === 1 && only !== undefined) return only;
  return zone === 'CEST' ? Math.max(before, after) : Math.min(before, after);
}
