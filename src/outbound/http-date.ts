/** The three forms in which HTTP writes a time (RFC 9110 §5.6.7); all of them are GMT. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const forms: readonly RegExp[] = [
  // Sun, 06 Nov 1994 08:49:37 GMT (and with an offset, as mail writes it)
  /^[a-z]{3},? (?<day>\d{1,2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d)(?: (?:GMT|UTC|Z|(?<offset>[+-]\d{4})))?$/i,
  // Sunday, 06-Nov-94 08:49:37 GMT
  /^[a-z]{3,9},? (?<day>\d{1,2})-(?<month>[a-z]{3})-(?<year>\d{2}|\d{4}) (?<time>\d\d:\d\d:\d\d)(?: (?:GMT|UTC|Z))?$/i,
  // Sun Nov  6 08:49:37 1994
  /^[a-z]{3} (?<month>[a-z]{3}) {1,2}(?<day>\d{1,2}) (?<time>\d\d:\d\d:\d\d) (?:GMT |UTC )?(?<year>\d{4})(?: GMT)?$/i,
];

/** Milliseconds since 1970; undefined for anything else. `nowMs` decides the century of a year with two digits. */
export function httpDateMs(text: string, nowMs: number): number | undefined {
  const parts = forms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return undefined;
  const { day = '', month = '', year = '', time = '', offset } = parts;
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const atMs =
    Date.UTC(fullYear(year, nowMs), monthIndex, Number(day), hours, minutes, Math.min(59, seconds)) - offsetMs(offset);
  const isReal =
    monthIndex !== -1 && Number(day) >= 1 && Number(day) <= 31 && hours < 24 && minutes < 60 && seconds < 61;
  return isReal ? atMs : undefined;
}

/** A year with two digits that seems to be more than 50 years ahead is the latest past one with these digits. */
function fullYear(text: string, nowMs: number): number {
  if (text.length === 4) return Number(text);
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(text);
  return year > thisYear + 50 ? year - 100 : year;
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined) return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}
