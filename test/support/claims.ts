/** Claims and messages as the store hands them to the worker. */

import type { AttemptContext } from '../../src/deliver/sinks/sink.ts';
import type { Processed, ProcessingContext, Source } from '../../src/providers/provider.ts';
import type { DeliveryClaim, StoredMessage, WorkClaim } from '../../src/store/store.ts';

export const storedMessage: StoredMessage = {
  id: '019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37',
  provider: 'toy',
  source: 'box',
  operation: 'receiveToy',
  receivedAtMs: Date.parse('2026-11-21T05:04:00.123Z'),
  method: 'POST',
  target: '/push/toy/box',
  headers: {},
  bytes: Buffer.from('{}'),
  state: 'received',
  findings: [],
  receipts: 1,
};

export const workClaim = (changes: Partial<WorkClaim> = {}): WorkClaim => ({
  workId: 'work-1',
  fence: 1,
  attempt: 1,
  unfinished: 0,
  message: storedMessage,
  documents: [],
  answerOwed: false,
  ...changes,
});

export const deliveryClaim = (changes: Partial<DeliveryClaim> = {}): DeliveryClaim => ({
  deliveryId: 'delivery-1',
  fence: 1,
  attempt: 1,
  unfinished: 0,
  sink: 'ledger',
  lane: 'live',
  early: false,
  ordered: false,
  event: storedEvent(0),
  ...changes,
});

export function storedEvent(index: number, data: string = `number ${index}`): DeliveryClaim['event'] {
  const id = `${storedMessage.id}-${index}`;
  const [type, source] = ['com.toy.moved', '/toy/box'];
  return {
    id,
    type,
    source,
    envelope: { specversion: '1.0', id, type, source, data },
    messageId: storedMessage.id,
    createdAtMs: storedMessage.receivedAtMs,
    sequence: index,
  };
}

/** Of a first attempt that nobody aborts. */
export const firstAttempt: AttemptContext = {
  deliveryId: 'delivery-1',
  attempt: 1,
  signal: new AbortController().signal,
};

/** A source of which only the processing matters. */
export function processingSource(process: (context: ProcessingContext) => Processed | Promise<Processed>): Source {
  return {
    name: 'box',
    provider: 'toy',
    pushUrl: 'http://gateway.test/push/toy/box',
    setup: [],
    pushPolicy: {},
    credentials: [],
    receiving: {
      verify: () => ({ ok: false, code: 'proof_missing', detail: 'not of this test' }),
      identify: () => ({ identities: [], disposition: { kind: 'process' } }),
      redactTarget: ({ request }) => request.path,
    },
    processing: { process: async (_input, context) => process(context) },
  };
}
