/** Claims, put together: what is claimed comes from the writer; what it holds comes from memory where it is fresh, else from the writer too. */

import { type EventRow, storedEvent } from '../../shared/event-rows.ts';
import { bounded } from '../../shared/pages.ts';
import { recentWrites } from '../../shared/recent-writes.ts';
import type { WrittenCompletion } from '../../shared/serialize-completion.ts';
import type { Appended, DeliveryClaim, NewMessage, Store, StoredMessage, WorkClaim } from '../../store.ts';
import type { Write } from '../commands.ts';
import type { ClaimedDelivery } from '../deliveries/writes.ts';
import type { ClaimedWork } from './writes.ts';

// A claim takes no more than this at once.
const CLAIM_ITEMS_MAX = 500;
// What waits for its claim while pushes come in a burst; of messages this is a second of them.
const bounds = { items_max: 4_000, bytes_max: 4_194_304 } as const;

export type Claiming = Pick<Store, 'claimWork'> &
  Pick<Store, 'claimDeliveries'> & {
    appended(message: NewMessage, outcome: Appended): void;
    /** What another thread has appended. */
    handedOver(message: StoredMessage): void;
    /** Its row or its documents are not what they were when it was stored. */
    touched(messageId: string): void;
    completed(messageId: string, events: WrittenCompletion['events'], nowMs: number): void;
  };

/** `handOver`: to the thread that claims, where that is another one; false where it is this one. */
export function claiming(write: Write, handOver: (message: StoredMessage) => boolean = () => false): Claiming {
  const messages = recentWrites<StoredMessage>(bounds);
  const events = recentWrites<Omit<EventRow, 'sequence'>>(bounds);

  async function workOf({ messageId, sequence, ...claim }: ClaimedWork): Promise<WorkClaim> {
    const message = messages.get(messageId);
    messages.drop(messageId);
    if (message !== undefined && claim.attempt === 1) return { ...claim, message, documents: [] };
    return { ...claim, ...(await write('loadWork', { sequence })) };
  }

  async function deliveryOf({ eventId, eventSequence, ...claim }: ClaimedDelivery): Promise<DeliveryClaim> {
    // A replay may have an event that was derived again.
    const row = claim.replay === undefined ? events.get(eventId) : undefined;
    if (row !== undefined) return { ...claim, event: storedEvent({ ...row, sequence: eventSequence }) };
    return { ...claim, event: storedEvent(await write('loadEvent', { deliveryId: claim.deliveryId })) };
  }

  return {
    appended(message, outcome) {
      if (outcome.outcome === 'duplicate') messages.drop(outcome.messageId);
      if (outcome.outcome !== 'stored' || message.disposition.kind !== 'process') return;
      const { identities: _, proofs, disposition: __, bytes, ...rest } = message;
      const { possibleRepeatOf } = outcome;
      const stored: StoredMessage = {
        ...rest,
        // Of their own: a small body is often a view into a socket's 64 KiB.
        bytes: Uint8Array.from(bytes),
        state: 'received',
        findings: [],
        receipts: 1,
        credentials: proofs.map(({ credential }) => credential),
        ...(possibleRepeatOf !== undefined && { possibleRepeatOf }),
      };
      if (!handOver(stored)) messages.put(message.id, stored, bytes.byteLength);
    },
    handedOver: (message) => messages.put(message.id, message, message.bytes.byteLength),
    touched: messages.drop,
    completed(messageId, made, nowMs) {
      messages.drop(messageId);
      for (const { id, type, source, subject = null, envelope } of made) {
        const row = { event_id: id, type, source, subject, created_at_ms: nowMs, envelope, message_id: messageId };
        events.put(id, row, envelope.length);
      }
    },
    async claimWork(request) {
      const limit = bounded(request.limit, CLAIM_ITEMS_MAX);
      return Promise.all((await write('claimWork', { ...request, limit })).map(workOf));
    },
    async claimDeliveries(request) {
      const limit = bounded(request.limit, CLAIM_ITEMS_MAX);
      return Promise.all((await write('claimDeliveries', { ...request, limit })).map(deliveryOf));
    },
  };
}
