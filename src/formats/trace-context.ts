/**
 * Where a span stands in its trace, as W3C Trace Context writes it. It is kept and handed on as one text: the `traceparent`, and after a blank the
 * `tracestate` where there is one.
 */

export type TraceContext = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** 1: it is recorded. */
  readonly flags: number;
  readonly state?: string;
};

// §3.3.1.5: what a vendor must at least be able to hand on.
const STATE_CHARACTERS_MAX = 512;
const traceparentForm =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.{0,256})?$/;
const stateForm = /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{1,256}$/;

/** What a caller sent in its headers (names in lower case); `undefined` for none, for several, and for one that is not well-formed. */
export function contextOfHeaders(headers: Readonly<Record<string, string>>): string | undefined {
  const { traceparent, tracestate } = headers;
  if (traceparent === undefined || !isTraceparent(traceparent)) return undefined;
  const state = tracestate === undefined ? undefined : stateOf(tracestate);
  return state === undefined ? traceparent : `${traceparent} ${state}`;
}

/** What an event's envelope names by the extension's attributes. */
export function writtenContext({ traceparent, tracestate }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof traceparent !== 'string') return undefined;
  return contextOfHeaders({ traceparent, ...(typeof tracestate === 'string' && { tracestate }) });
}

/** The headers that hand it on, and the attributes of CloudEvents' Distributed Tracing extension, which have the same names. */
export function namedParts(trace: string): { readonly traceparent: string; readonly tracestate?: string } {
  const [traceparent, state] = parts(trace);
  return { traceparent, ...(state !== undefined && { tracestate: state }) };
}

/** `undefined` for a text that is none. */
export function readContext(trace: string): TraceContext | undefined {
  const [traceparent, state] = parts(trace);
  const [, version, traceId, spanId, flags, more] = traceparentForm.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  // Of a later version we know this one flag.
  return { traceId, spanId, flags: Number.parseInt(flags, 16) & 1, ...(state !== undefined && { state }) };
}

export function writeContext({ traceId, spanId, flags, state }: TraceContext): string {
  const traceparent = `00-${traceId}-${spanId}-${(flags & 1).toString(16).padStart(2, '0')}`;
  return state === undefined || state === '' ? traceparent : `${traceparent} ${state}`;
}

const isTraceparent = (text: string): boolean => text.length <= 312 && readContext(text) !== undefined;

/** A list with one bad member is dropped whole, as §3.3.1 allows. */
function stateOf(tracestate: string): string | undefined {
  if (tracestate.length > STATE_CHARACTERS_MAX) return undefined;
  const members = tracestate
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  if (members.length === 0 || members.length > 32 || !members.every((member) => stateForm.test(member)))
    return undefined;
  return members.join(',');
}

function parts(trace: string): readonly [traceparent: string, state?: string] {
  const blank = trace.indexOf(' ');
  return blank === -1 ? [trace] : [trace.slice(0, blank), trace.slice(blank + 1)];
}
