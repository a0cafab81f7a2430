import type { Arrange, Table } from '../runner/table.ts';
import type { Inbound } from '../subjects/inbound.ts';
import { example, refusals } from './inbound.ts';

export function oneshoppingcart(inbound: Inbound): Table {
  // The key is the contract's example, and stands in the path.
  const push: Arrange = () => ({ body: example('oneshoppingcart', 'notification.new-order.xml') });
  const { unproven, otherMethod, tooLarge, tooOften, notStored } = refusals(inbound, {
    push,
    unproven: { path: { key: 'another-key' } },
  });
  return {
    receiveNotification: {
      200: push,
      404: unproven,
      405: otherMethod,
      413: tooLarge,
      429: tooOften,
      503: notStored,
    },
  };
}
