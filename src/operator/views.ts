/** The store's words → the operator API's: times as RFC 3339 text, bytes as text or base64, absent instead of undefined. */
import type {
  Body,
  EventSummary,
  Event as EventView,
  FetchedDocument as FetchedDocumentView,
  Finding as FindingView,
  MessageSummary as MessageSummaryView,
  Message as MessageView,
  RefusedEntry as RefusedEntryView,
} from '../../generated/gateway/models.ts';
import type { RefusedEntry } from '../receive/refusals.ts';
import type { DeliverySummary, FetchedDocument, Finding, MessageSummary, Store, StoredEvent } from '../store/store.ts';
import { deliveryView } from './delivery-views.ts';
import { timeText } from './time-text.ts';

type Shown = NonNullable<Awaited<ReturnType<Store['showMessage']>>>;

export function messageSummary(message: MessageSummary): MessageSummaryView {
  const { id, provider, source, operation, method, target, state, reason, verdict, possibleRepeatOf, conflictsWith } =
    message;
  return {
    id,
    provider,
    source,
    operation,
    receivedAt: timeText(message.receivedAtMs),
    method,
    target,
    state,
    ...(reason !== undefined && { reason }),
    ...(verdict !== undefined && { verdict }),
    findings: message.findings.map(findingView),
    ...(possibleRepeatOf !== undefined && { possibleRepeatOf }),
    ...(conflictsWith !== undefined && { conflictsWith }),
    receipts: message.receipts,
    bodyBytes: message.bodyBytes,
    ...(message.legalHold !== undefined && { legalHold: message.legalHold }),
    ...(message.bodyForgotten && { bodyForgotten: true }),
    ...(message.deadLetters !== undefined && { deadLetters: message.deadLetters }),
  };
}

export const findingView = ({ contract, ...finding }: Finding): FindingView => ({
  ...finding,
  ...(contract && { contract: { ...contract } }),
});

/** `ownerOf`: the owner of a credential, if its source knows. */
export function messageView(
  { message, documents, eventIds, receiptsAtMs, deadLetters }: Shown,
  ownerOf: (label: string) => string | undefined = () => undefined,
): MessageView {
  return {
    ...messageSummary({
      ...message,
      bodyBytes: message.bytes.byteLength,
      ...(deadLetters !== undefined && { deadLetters }),
    }),
    credentials: (message.credentials ?? []).map((label) => {
      const owner = ownerOf(label);
      return { label, ...(owner !== undefined && { belongsTo: owner }) };
    }),
    headers: { ...message.headers },
    body: bodyView(message.bytes),
    documents: documents.map(documentView),
    eventIds: [...eventIds],
    receiptsAt: receiptsAtMs.map(timeText),
  };
}

function documentView({ name, mediaType, bytes, fetchedAtMs }: FetchedDocument): FetchedDocumentView {
  return { name, mediaType, fetchedAt: timeText(fetchedAtMs), body: bodyView(bytes) };
}

/** Text where the bytes are UTF-8, so that a person can read it; base64 where showing it as text would change it. */
function bodyView(bytes: Uint8Array): Body {
  try {
    return { encoding: 'text', content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { encoding: 'base64', content: Buffer.from(bytes).toString('base64') };
  }
}

export function eventSummary({
  id,
  type,
  source,
  subject,
  messageId,
  createdAtMs,
  sequence,
}: StoredEvent): EventSummary {
  return {
    id,
    type,
    source,
    ...(subject !== undefined && { subject }),
    messageId,
    createdAt: timeText(createdAtMs),
    sequence,
  };
}

export function eventView({
  event,
  deliveries,
}: {
  event: StoredEvent;
  deliveries: readonly DeliverySummary[];
}): EventView {
  return { ...eventSummary(event), envelope: { ...event.envelope }, deliveries: deliveries.map(deliveryView) };
}

export function refusedView({
  source,
  firstSeenAtMs,
  lastSeenAtMs,
  detail,
  nearest,
  method,
  path,
  code,
  address,
  count,
  limited,
}: RefusedEntry): RefusedEntryView {
  return {
    method,
    path,
    code,
    ...(detail !== undefined && { detail }),
    ...(source !== undefined && { provider: source.provider, source: source.name }),
    ...(nearest !== undefined && { nearest }),
    address,
    count,
    limited,
    firstSeenAt: timeText(firstSeenAtMs),
    lastSeenAt: timeText(lastSeenAtMs),
  };
}
