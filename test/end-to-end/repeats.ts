/** The same push many times at once: as many acks of identical bytes, one message, one event. A suite for any gateway, those with a mistake too. */
import { appDirect, example, oneShoppingCart, paazl, zettle } from './examples.ts';
import type { Seen } from './seen.ts';
import { exchange, statusOf, type WireRequest, withoutDate } from './wire.ts';

export const AT_ONCE = 50;

export type Repeated = {
  readonly provider: string;
  readonly name: string;
  readonly source: string;
  readonly push: (gateway: Seen) => WireRequest;
};

export const repeatedPushes: readonly Repeated[] = [
  {
    provider: 'paazl',
    name: 'Paazl',
    source: 'shipping',
    push: () => paazl(example('paazl', 'shipment-status.delivered.json')),
  },
  { provider: 'zettle', name: 'Zettle', source: 'pos', push: () => zettle(example('zettle', 'PurchaseCreated.json')) },
  {
    provider: 'oneshoppingcart',
    name: '1ShoppingCart',
    source: 'shop',
    push: () => oneShoppingCart(example('oneshoppingcart', 'notification.new-order-token.xml')),
  },
  {
    provider: 'appdirect',
    name: 'AppDirect',
    source: 'market',
    push: ({ marketplace }) => appDirect('market', marketplace, 'sample-order-fifty'),
  },
];

/** In sentences; none: all is well. The gateway has seen nothing of this source before. */
export async function repeatFaults(gateway: Seen, { source, push }: Repeated): Promise<readonly string[]> {
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => exchange(gateway.publicUrl, push(gateway))));
  const faults: string[] = [];
  const statuses = [...new Set(answers.map(statusOf))];
  if (String(statuses) !== '200') faults.push(`the answers are ${statuses.join(' and ')}`);
  const different = new Set(answers.map(withoutDate)).size;
  if (different !== 1) faults.push(`there are ${different} different answers`);

  const ofSource = () => gateway.events().filter((event) => event.source.endsWith(`/${source}`));
  // Whatever was going to be written has been: nothing waits any more.
  await gateway.eventually(gateway.idle, 'the gateway does not come to rest');
  const messages = await gateway.messages(`source=${source}`);
  const kept = messages.map(({ state, receipts }) => `${state} ${receipts}`).join(', ');
  if (kept !== `processed ${AT_ONCE}`) faults.push(`what is kept is ${kept}`);
  const events = ofSource().map(({ pushdockmessage }) => pushdockmessage);
  if (events.length !== 1) faults.push(`${events.length} events were made`);
  else if (events[0] !== messages[0]?.id) faults.push(`the event is of ${events[0]}`);
  return faults;
}
