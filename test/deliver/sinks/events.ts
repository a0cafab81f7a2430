/** An event as the worker hands it to a sink, and settings that ask for nothing. */
import type { DeliverySettings } from '../../../src/config.ts';
import { envelop } from '../../../src/deliver/envelope.ts';
import { sinkDefaults } from '../../../src/deliver/sinks/sink.ts';
import type { Json } from '../../../src/formats/json.ts';
import type { StoredEvent } from '../../../src/store/store.ts';
import { storedMessage } from '../../support/claims.ts';

export const delivery: DeliverySettings = { ...sinkDefaults, filter: { types: [], sources: [], data: {} } };

export function eventOf(
  type: string,
  data: { readonly [name: string]: Json },
  index = 0,
  subject = 'Zoë & 100%',
): StoredEvent {
  return {
    ...envelop(storedMessage, 'match', { type, subject, data }, index),
    messageId: storedMessage.id,
    createdAtMs: storedMessage.receivedAtMs,
    sequence: index,
  };
}
