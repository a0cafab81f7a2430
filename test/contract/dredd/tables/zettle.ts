import { signedPush } from '../../../../src/providers/zettle/sign.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import type { Arrange, Table } from '../runner/table.ts';
import { type Inbound, known } from '../subjects/inbound.ts';
import { example, refusals } from './inbound.ts';

export function zettle(inbound: Inbound): Table {
  const push: Arrange = () =>
    signedPush(JSON.parse(example('zettle', 'PurchaseCreated.json')), Secret.of(known.zettle));
  const { unproven, nobody, otherMethod, tooLarge, tooOften, notStored } = refusals(inbound, {
    push,
    unproven: { headers: { 'x-izettle-signature': '0'.repeat(64) } },
  });
  return {
    receiveEvent: {
      200: push,
      401: unproven,
      404: nobody,
      405: otherMethod,
      413: tooLarge,
      429: tooOften,
      503: notStored,
    },
  };
}
