/** A store with something of everything in it, and what a person can read of a store. */
import assert from 'node:assert/strict';
import type { NewMessage, Store } from '../../../src/store/store.ts';
import { claimOne, completion, identity, LEASE_MS, newEvent, newMessage, statusIdentity } from '../messages.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** Longer than PostgreSQL's index takes. */
export const LONG_KEY = `token ${'0123456789'.repeat(70)}`;

/** One message whose event goes to `ledger` and, in the order of its subject, to `orders`. */
async function arrive(store: Store, nowMs: number, subject: string, parts: Partial<NewMessage> = {}) {
  const message = newMessage(nowMs, parts);
  await store.append(message);
  const claim = await claimOne(store, nowMs);
  const event = newEvent(message.id, 0, { subject, source: `/paazl/${message.source}` });
  const document = { name: 'order', mediaType: 'application/json', bytes: bytesOf('{"id":7}'), fetchedAtMs: nowMs };
  const deliveries = [
    { eventId: event.id, sink: 'ledger' },
    { eventId: event.id, sink: 'orders', orderKey: subject },
  ];
  const whole = { ...completion([event]), deliveries };
  await store.settleWork(claim, { document, end: { kind: 'complete', completion: whole, nowMs } });
  return message;
}

/** `nowMs`: about now; the database dates what waits. */
export async function fillStore(store: Store, nowMs: number): Promise<void> {
  const first = await arrive(store, nowMs - 90_000_000, 'A-1', { identities: [statusIdentity('3S1', 'CREATED')] });
  await arrive(store, nowMs - 3_000, 'A-1', { identities: [identity(LONG_KEY, { kind: 'token' })] });
  await arrive(store, nowMs - 2_000, 'A-1', {
    source: 'returns',
    identities: [identity('r', { windowMs: 9_000_000 })],
  });
  await arrive(store, nowMs - 1_000, 'B\0␀2', { source: 'returns' });
  await store.append(newMessage(nowMs, { identities: [statusIdentity('3S1', 'CREATED')] }));
  await store.append(newMessage(nowMs, { identities: [identity('r2', { binding: 'one' })] }));
  await store.append(newMessage(nowMs, { identities: [identity('r2', { binding: 'other' })] }));
  const nonce = { key: 'n-1', expiresAtMs: nowMs + 300_000 };
  await store.append(newMessage(nowMs, { proofs: [{ credential: 'oauth1:k', nonce }], identities: [identity('n')] }));
  const [delivered, dead, retried, held] = await store.claimDeliveries({
    ...{ sink: 'ledger', nowMs: Date.now() + 1_000, leaseMs: LEASE_MS, limit: 4 },
  });
  assert.ok(delivered && dead && retried && held);
  await store.settleDelivery(delivered, { kind: 'delivered', detail: '200', status: 200, tookMs: 12 }, nowMs);
  await store.settleDelivery(dead, { kind: 'dead', detail: '410', status: 410, answer: 'gone' }, nowMs);
  await store.settleDelivery(retried, { kind: 'retry', dueAtMs: nowMs + 600_000, detail: '503' }, nowMs);
  const pulled = await store.pullEvents({}, { after: 'oldest' }, 2);
  await store.acknowledge('till', pulled.cursor, nowMs);
  await store.keep('signing-keys', 'pos', { value: bytesOf('sealed'), version: 0 });
  await store.setSinkPause('orders', { nowMs, reason: 'by \0 hand' });
  await store.holdMessage(first.id, 'a claim in court');
  await store.createReplay({ filter: { source: 'returns' }, mode: 'as_sent', perSecond: 10 }, nowMs);
  await store.healthy();
}

/** What every listing shows, whatever the engine. */
export async function shownOf(store: Store) {
  const page = { limit: 100 };
  const { items: messages } = await store.listMessages({}, page);
  const deliveries = (await store.listDeliveries({}, page)).items;
  return {
    messages: await Promise.all(messages.map(({ id }) => store.showMessage(id))),
    events: (await store.listEvents({}, page)).items,
    // A claim that a gateway has is no attempt in a copy.
    deliveries: deliveries.map(({ dueAtMs: _, attempts, ...rest }) =>
      rest.lane === 'live' && rest.state === 'due' ? rest : { ...rest, attempts },
    ),
    attempts: await Promise.all(
      deliveries.map(async ({ deliveryId }) => (await store.showDelivery(deliveryId))?.attempts),
    ),
    consumers: await store.listConsumers(),
    replays: (await store.listReplays({}, page)).items,
    uses: await store.credentialUses('shipping'),
    findings: (await store.listFindings({}, page)).items,
    kept: await store.kept('signing-keys', 'pos'),
    sinks: (await store.listSinks()).map(({ sink, paused, waiting, dead }) => ({ sink, paused, waiting, dead })),
  };
}
