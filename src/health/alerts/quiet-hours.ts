/** Quiet hours: between two times of a day in a zone, over midnight too. Only what is critical is sent in them. */

export type QuietHours = { readonly from: string; readonly to: string; readonly zone: string };

export function isQuiet({ from, to, zone }: QuietHours, nowMs: number): boolean {
  const now = minuteOfDay(nowMs, zone);
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return begin <= end ? now >= begin && now < end : now >= begin || now < end;
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

// Making one takes 50 µs, and there are as many as zones are configured.
const formats = new Map<string, Intl.DateTimeFormat>();

function minuteOfDay(nowMs: number, zone: string): number {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(zone, known);
  return minutesOf(known.format(nowMs));
}
