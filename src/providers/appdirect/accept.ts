/** JSON or XML, by the caller's Accept header (RFC 9110 §12.5.1). */

const formats = { json: ['application/json'], xml: ['application/xml', 'text/xml'] } as const;
type Format = keyof typeof formats;

type Range = { readonly type: string; readonly subtype: string; readonly q: number };

/** The format that the header prefers; `otherwise` where it prefers neither: no header, a draw (such as only a wildcard), or neither taken. */
export function acceptedFormat(header: string | undefined, otherwise: Format): Format {
  const ranges = rangesOf(header ?? '');
  const json = quality('json', ranges);
  const xml = quality('xml', ranges);
  if (json === xml) return otherwise;
  return json > xml ? 'json' : 'xml';
}

const quality = (format: Format, ranges: readonly Range[]): number =>
  Math.max(...formats[format].map((mediaType) => qualityOf(mediaType, ranges)));

/** The most specific range that covers a media type decides, whatever its place or its q; none: not wanted. */
function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const [type, subtype] = mediaType.split('/');
  const covering =
    ranges.find((range) => range.type === type && range.subtype === subtype) ??
    ranges.find((range) => range.type === type && range.subtype === '*') ??
    ranges.find((range) => range.type === '*' && range.subtype === '*');
  return covering?.q ?? 0;
}

// Java's HttpURLConnection sends `*; q=.2` beside `*/*; q=.2`; a member that is not a range is ignored.
const range = /^([!#$%&'*+.^_`|~\w-]+)\/([!#$%&'*+.^_`|~\w-]+)$/;
// Headers are bounded already (16 KiB); a list of more than 100 ranges has long stopped being a preference.
const rangesMax = 100;

function rangesOf(header: string): Range[] {
  return header.split(',', rangesMax).flatMap((item) => {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const [, type, subtype] = range.exec(name) ?? [];
    return type === undefined || subtype === undefined ? [] : [{ type, subtype, q: weightOf(parameters) }];
  });
}

/** 1 without a weight; 0, which means not wanted, for a weight that is not a number from 0 to 1. */
function weightOf(parameters: readonly string[]): number {
  const weight = parameters
    .map((parameter) => /^q\s*=\s*(.*)$/.exec(parameter)?.[1])
    .find((text) => text !== undefined);
  if (weight === undefined) return 1;
  return /^(0?\.\d{1,3}|0\.?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
}
