import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { appDirect, example, oneShoppingCart, paazl, zettle } from './examples.ts';
import { exchange, statusOf, type WireRequest } from './wire.ts';

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway();
});
after(() => gateway?.stop());

// The notification samples as their page prints them, braces and all.
const testNotification = '<Test>Test notification queued at 2008-12-03 14:26:30</Test>';
const newOrder = '<NewOrder><Token>{Token Value}</Token></NewOrder>';

/** Backslashes, quotes, escaped slashes and characters outside ASCII, in a text inside a text. */
const escapes = example('zettle', 'ProductCreated.escapes.json');

const samples: readonly { name: string; push: () => WireRequest; type: string }[] = [
  {
    name: "Paazl's JSON",
    push: () => paazl(example('paazl', 'shipment-status.created.json')),
    type: 'com.paazl.shipment.status',
  },
  {
    name: "Paazl's XML with the fields of the JSON",
    push: () => paazl(example('paazl', 'shipment-status.created.xml')),
    type: 'com.paazl.shipment.status',
  },
  { name: "1ShoppingCart's test", push: () => oneShoppingCart(testNotification), type: 'com.1shoppingcart.test' },
  {
    name: "1ShoppingCart's new order",
    push: () => oneShoppingCart(newOrder),
    type: 'com.1shoppingcart.order.placed',
  },
  {
    name: "a Zettle push signed with the page's key, with backslashes, quotes and non-ASCII in its payload",
    push: () => zettle(escapes),
    type: 'com.zettle.product.created',
  },
  {
    name: "AppDirect's order as JSON",
    push: () => appDirect('market', gateway.localise('127.0.0.1:4015'), 'sample-order'),
    type: 'com.appdirect.subscription.order',
  },
  {
    name: "AppDirect's order as XML",
    push: () => appDirect('market-xml', gateway.localise('127.0.0.1:4015'), 'sample-order'),
    type: 'com.appdirect.subscription.order',
  },
];

for (const { name, push, type } of samples) {
  test(`${name} is accepted, judged match, and becomes ${type}`, async () => {
    const known = new Set((await gateway.messages()).map(({ id }) => id));
    assert.equal(statusOf(await exchange(gateway.publicUrl, push())), 200);
    const [added, ...others] = (await gateway.messages()).filter(({ id }) => !known.has(id));
    assert.ok(added !== undefined && others.length === 0, 'one message');
    const event = () => gateway.events().find(({ pushdockmessage }) => pushdockmessage === added.id);
    await gateway.eventually(() => event() !== undefined, 'no event');
    assert.equal(event()?.type, type);
    assert.equal(event()?.pushdockverdict, 'match');
    const judged = (await gateway.messages()).find(({ id }) => id === added.id);
    assert.deepEqual(
      { state: judged?.state, verdict: judged?.verdict, findings: judged?.findings },
      { state: 'processed', verdict: 'match', findings: [] },
    );
  });
}

test('the Zettle payload reaches the event with every character that was signed', () => {
  assert.match(escapes, /\\\\\\\\till/, 'the sample holds backslashes');
  const payload: unknown = JSON.parse((JSON.parse(escapes) as { payload: string }).payload);
  const event = gateway.events().find(({ type }) => type === 'com.zettle.product.created');
  const { name, description } = payload as { name: string; description: string };
  const found = JSON.stringify(event?.data);
  for (const text of [name, description]) assert.ok(found.includes(JSON.stringify(text)), `${text} is not in ${found}`);
});
