/** What can go wrong with any document on its way, whichever provider sends it. Faults of signing are the mocks' own (provider-mock.ts). */
import type { Fault, FaultKind } from '../../generated/mock/models.ts';
import type { Pace } from './pace.ts';

/** Of the message as a whole: whether and when it is sent. */
export const messageFaults = ['duplicate', 'reorder', 'delay', 'drop'] as const satisfies readonly FaultKind[];
/** Of a document, wherever it is sent or fetched. */
export const documentFaults = [
  'malformed-body',
  'wrong-content-type',
  'wrong-encoding',
  'oversize',
  'slow-body',
  'cut-connection',
] as const satisfies readonly FaultKind[];
/** Of a request, with or without a document. */
export const requestFaults = ['hang-up'] as const satisfies readonly FaultKind[];
/** Of the provider's API. */
export const apiFaults = ['api-500', 'api-timeout', 'api-garbage'] as const satisfies readonly FaultKind[];

/** `amount` where none is given. */
export const amounts = {
  duplicate: 2,
  delay: 60,
  'clock-skew': 600,
  // Above the gateway's default of 1 MiB.
  oversize: 1_100_000,
  'slow-body': 100,
  'api-timeout': 30,
} as const satisfies Partial<Record<FaultKind, number>>;

/** More than any gateway of ours can be told to read; what is padded beyond it would only fill memory here. */
const oversize_bytes_max = 100_000_000;
const SLOW_CHUNK_BYTES = 64;

/** More would be a flood and no fault of a provider. */
export const copies_max = 100;

export const amountOf = (fault: Fault, kind: keyof typeof amounts): number => fault.amount ?? amounts[kind];

export type Document = { readonly contentType: string | undefined; readonly body: Uint8Array };

/** The document as it goes out. Everything that is signed has been signed. */
export function breakDocument(document: Document, faults: ReadonlyMap<FaultKind, Fault>): Document {
  let { contentType, body } = document;
  if (faults.has('malformed-body')) body = body.subarray(0, Math.ceil(body.byteLength / 2));
  if (faults.has('wrong-encoding')) body = Buffer.from(Buffer.from(body).toString('utf8'), 'utf16le');
  if (faults.has('wrong-content-type')) contentType = 'image/png';
  const oversize = faults.get('oversize');
  if (oversize !== undefined) body = padded(body, amountOf(oversize, 'oversize'));
  return { contentType, body };
}

/** How a document goes out. */
export function paceOf(faults: ReadonlyMap<FaultKind, Fault>, body: Uint8Array): Pace | undefined {
  const slow = faults.get('slow-body');
  if (faults.has('cut-connection')) return { kind: 'cut', afterBytes: Math.floor(body.byteLength / 2) };
  if (slow !== undefined) return { kind: 'slow', chunkBytes: SLOW_CHUNK_BYTES, pauseMs: amountOf(slow, 'slow-body') };
  return undefined;
}

/** Blanks behind a document change nothing of it but its size. */
function padded(body: Uint8Array, bytes: number): Uint8Array {
  const missing = Math.min(Math.max(0, bytes - body.byteLength), oversize_bytes_max);
  return Buffer.concat([body, Buffer.alloc(missing, ' ')]);
}
