/** Messages, events and claims as the tests need them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Change, Completion, Identity, NewEvent, NewMessage, Store, WorkClaim } from '../../src/store/store.ts';

/** A UUID version 7 of that time. */
export function messageId(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(1, 4)}-8${rest.slice(5, 8)}-${rest.slice(8)}`;
}

export function newMessage(nowMs: number, parts: Partial<NewMessage> = {}): NewMessage {
  return {
    id: messageId(nowMs),
    provider: 'paazl',
    source: 'shipping',
    operation: 'receiveShipmentStatus',
    receivedAtMs: nowMs,
    method: 'POST',
    target: '/push/paazl/shipping',
    headers: { 'content-type': 'application/json' },
    bytes: new TextEncoder().encode('{"orderReference":"A-1","webshop":123,"status":"SCANNED"}'),
    identities: [],
    proofs: [{ credential: 'bearer:5d2c8e6a' }],
    disposition: { kind: 'process' },
    ...parts,
  };
}

export function identity(key: string, parts: Partial<Identity> = {}): Identity {
  return { kind: 'body', key, binding: 'same', ...parts };
}

/** An identity as Paazl's are: the bytes, unless another status of the barcode came in between. */
export function statusIdentity(barcode: string, status: string): Identity {
  return identity(`${barcode} ${status}`, { windowMs: 90_000_000, unless: { topic: barcode, value: status } });
}

export function newEvent(messageId: string, index = 0, parts: Partial<NewEvent> = {}): NewEvent {
  const id = `${messageId}.${index}`;
  const [type, source] = ['com.paazl.shipment.status', '/paazl/shipping'];
  return { id, type, source, subject: 'A-1', envelope: { specversion: '1.0', id, type, source, data: {} }, ...parts };
}

export function completion(events: readonly NewEvent[], sinks: readonly string[] = ['ledger']): Completion {
  const deliveries = events.flatMap(({ id }) => sinks.map((sink) => ({ eventId: id, sink })));
  return { state: 'processed', verdict: 'match', findings: [], events, deliveries };
}

export const LEASE_MS = 90_000;

export async function claimOne(store: Store, nowMs: number): Promise<WorkClaim> {
  const [claim] = await store.claimWork({ nowMs, leaseMs: LEASE_MS, limit: 1 });
  assert.ok(claim, 'there is work to claim');
  return claim;
}

/** Appends a message, claims its work and completes it with one event for each sink's delivery. */
export async function processed(store: Store, nowMs: number, sinks?: readonly string[], parts?: Partial<NewMessage>) {
  const message = newMessage(nowMs, parts);
  await store.append(message);
  const claim = await claimOne(store, nowMs);
  const event = newEvent(message.id);
  assert.equal(
    await store.settleWork(claim, { end: { kind: 'complete', completion: completion([event], sinks), nowMs: nowMs } }),
    'done',
  );
  return { message, claim, event };
}

/** What is to be said of a message's result. */
export async function standing(store: Store, messageId: string) {
  const shown = await store.showMessage(messageId);
  assert.ok(shown, 'the message is there');
  const { result, answerOwed } = shown;
  return { ...(result && { result }), answerOwed };
}

/** Listens to the store's hints. `since`: what was heard since the last time, each kind once: an engine may ring for several commits together. */
export function hearing(store: Store): { since(): Promise<readonly Change[]>; stop(): void } {
  const heard = new Set<Change>();
  const stop = store.onChange((what) => heard.add(what));
  return {
    stop,
    async since() {
      await new Promise((resolve) => setImmediate(resolve));
      const all = [...heard];
      heard.clear();
      return all;
    },
  };
}
