/** 1ShoppingCart's dates: no zone in any sample, and no page that names one, so none is assumed and there is usually no instant. */
import type { OneShoppingCartDate } from '../../../generated/events/models.ts';

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** The text as it came, the zone that it names (null: none), and the moment in UTC where there is a zone to tell it by. */
export function dateOf(text: string): OneShoppingCartDate {
  const [, day, time, seconds = '00', fraction, zone] = DATE.exec(text.trim()) ?? [];
  const instant = zone === undefined ? undefined : instantOf(`${day}T${time}:${seconds}${zone}`, fraction);
  return { text, zone: zone ?? null, zoneAssumed: false, ...(instant !== undefined && { instant }) };
}

/** In nanoseconds at most, as the event's schema says; what is finer is cut off. */
function instantOf(withZone: string, fraction: string | undefined): string | undefined {
  const ms = Date.parse(withZone);
  if (Number.isNaN(ms)) return undefined; // The 31st of February has a zone and no instant.
  return new Date(ms).toISOString().replace('.000Z', fraction === undefined ? 'Z' : `.${fraction.slice(0, 9)}Z`);
}

/** The first date in a sentence, such as `Test notification queued at 2008-12-03 14:26:30`. */
export function dateWithin(sentence: string): OneShoppingCartDate | undefined {
  const found = /(?<!\d)\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?(?![\d:])/.exec(
    sentence,
  );
  return found === null ? undefined : dateOf(found[0]);
}
