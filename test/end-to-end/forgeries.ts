/** Pushes of somebody who is not the provider: refused, and nothing is kept. And captured ones: kept, held back. Suites for any gateway, those with a mistake too. */
import { Secret } from '../../src/trust/secrets.ts';
import { appDirect, example, oneShoppingCart, paazl, zettle, zettleSigned } from './examples.ts';
import { added, type Seen } from './seen.ts';
import { exchange, statusOf, type WireRequest } from './wire.ts';

const purchase = example('zettle', 'PurchaseCreated.json');
const delivered = example('paazl', 'shipment-status.delivered.json');
const order = '<NewOrder><Token>1</Token></NewOrder>';

/** Another text, or the example has changed and the case says nothing. */
function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the example does not hold ${from}`);
  return text.replace(from, to);
}

type Forgery = { readonly what: string; readonly request: WireRequest; readonly status: number };

function forgeries({ marketplace }: Seen): readonly Forgery[] {
  const forged = (status: number, what: string, request: WireRequest): Forgery => ({ what, request, status });
  const signed = zettle(purchase);
  const signature = signed.headers?.['x-izettle-signature'] ?? '';
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const call = (headers: Record<string, string>) => appDirect('market', marketplace, 'sample-order', headers);
  const { authorization: _none, ...nameless } = call({}).headers ?? {};
  return [
    forged(401, 'Paazl, another token of that length', paazl(delivered, 'development-paazl-tokem')),
    forged(401, 'Paazl, the beginning of the token', paazl(delivered, 'development-paazl')),
    forged(401, 'Paazl, more than the token', paazl(delivered, 'development-paazl-token-and-more')),
    forged(401, 'Paazl, an empty token', paazl(delivered, '')),
    forged(401, 'Paazl, no token', { ...paazl(delivered), headers: {} }),
    forged(404, '1ShoppingCart, another key', oneShoppingCart(order, 'development-shop-kez')),
    forged(404, '1ShoppingCart, the beginning of the key', oneShoppingCart(order, 'development-shop')),
    forged(401, 'AppDirect, another password', call(basic('appdirect:guess'))),
    forged(401, 'AppDirect, the beginning of the password', call(basic('appdirect:development-appdirect'))),
    forged(401, 'AppDirect, nothing', { ...call({}), headers: nameless }),
    forged(401, 'Zettle, another payload', zettleSigned(changed(purchase, '29800', '29801'), signature)),
    forged(401, 'Zettle, another timestamp', zettleSigned(changed(purchase, '56.585207Z', '56.585208Z'), signature)),
    forged(401, 'Zettle, another key', zettle(purchase, Secret.of('test-only-signing-key-of-nobody-0001'))),
    forged(401, 'Zettle, the beginning of the signature', zettleSigned(purchase, signature.slice(0, 32))),
    forged(401, 'Zettle, no signature', { ...signed, headers: {} }),
  ];
}

/** In sentences; none: all are refused, and nothing is kept. */
export async function forgeryFaults(gateway: Seen): Promise<readonly string[]> {
  const faults: string[] = [];
  const kept = await added(gateway, async () => {
    for (const { what, request, status } of forgeries(gateway)) {
      const heard = statusOf(await exchange(gateway.publicUrl, request));
      if (heard !== status) faults.push(`${what}: answered ${heard} instead of ${status}`);
    }
  });
  return kept.length === 0 ? faults : [...faults, `${kept.length} messages are kept`];
}

/** Under the one signature that proves all of them: a good push, and two that somebody made of it. */
export async function captureFaults(gateway: Seen): Promise<readonly string[]> {
  const faults: string[] = [];
  const signature = zettle(purchase).headers?.['x-izettle-signature'] ?? '';
  const eventsOf = (id: string | undefined) => gateway.events().filter(({ pushdockmessage }) => pushdockmessage === id);
  const acknowledged = async (envelope: string) => {
    const heard = statusOf(await exchange(gateway.publicUrl, zettleSigned(envelope, signature)));
    if (heard !== 200) faults.push(`answered ${heard} instead of 200`);
  };
  const [first] = await added(gateway, () => acknowledged(purchase));
  if (eventsOf(first?.id).length !== 1) faults.push('the good push has no event');
  for (const [from, to] of [
    ['"PurchaseCreated"', '"ProductDeleted"'],
    ['096ae4c3-a110', '096ae4c3-a111'],
  ] as const) {
    const [captured, ...more] = await added(gateway, () => acknowledged(changed(purchase, from, to)));
    const became = `${captured?.state}, beside ${captured?.conflictsWith === first?.id ? 'the good one' : 'nothing'}`;
    if (captured === undefined || more.length > 0)
      faults.push(`${to} instead of ${from} is ${captured === undefined ? 'not kept' : 'kept twice'}`);
    else if (became !== 'quarantined, beside the good one') faults.push(`${to} instead of ${from} is ${became}`);
    if (captured !== undefined && eventsOf(captured.id).length > 0)
      faults.push(`${to} instead of ${from} became an event`);
  }
  return faults;
}
