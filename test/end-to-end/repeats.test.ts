import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { appDirect, example, oneShoppingCart, paazl, zettle } from './examples.ts';
import { exchange, statusOf, type WireRequest, withoutDate } from './wire.ts';

const AT_ONCE = 50;

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway();
});
after(() => gateway?.stop());

const pushes: readonly { name: string; source: string; push: () => WireRequest }[] = [
  { name: 'Paazl', source: 'shipping', push: () => paazl(example('paazl', 'shipment-status.delivered.json')) },
  { name: 'Zettle', source: 'pos', push: () => zettle(example('zettle', 'PurchaseCreated.json')) },
  {
    name: '1ShoppingCart',
    source: 'shop',
    push: () => oneShoppingCart(example('oneshoppingcart', 'notification.new-order-token.xml')),
  },
  {
    name: 'AppDirect',
    source: 'market',
    push: () => appDirect('market', gateway.localise('127.0.0.1:4012'), 'sample-order-fifty'),
  },
];

for (const { name, source, push } of pushes) {
  test(`the same push of ${name} ${AT_ONCE} times at once: as many acks of identical bytes, one message, one event`, async () => {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => exchange(gateway.publicUrl, push())));
    assert.equal(statusOf(answers[0] ?? ''), 200);
    assert.deepEqual([...new Set(answers.map(withoutDate))], [withoutDate(answers[0] ?? '')]);

    const ofSource = () => gateway.events().filter((event) => event.source.endsWith(`/${source}`));
    await gateway.eventually(() => ofSource().length > 0, 'no event');
    const messages = await gateway.messages(`source=${source}`);
    assert.deepEqual(
      messages.map(({ state, receipts }) => ({ state, receipts })),
      [{ state: 'processed', receipts: AT_ONCE }],
    );
    // Whatever was going to be written has been: nothing waits any more.
    await gateway.eventually(gateway.idle, 'the gateway does not come to rest');
    assert.deepEqual(
      ofSource().map(({ pushdockmessage }) => pushdockmessage),
      [messages[0]?.id],
    );
  });
}
