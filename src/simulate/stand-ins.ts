/** Starts the stand-ins that the configuration names, beside the gateway and each on an address of its own. Development only; `config.ts` refuses them elsewhere. */

import type { Configuration } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { boundAs } from '../running/address-unavailable.ts';
import { openAppDirectStandIn } from './appdirect.ts';
import { openOneShoppingCartStandIn } from './oneshoppingcart.ts';
import { openTestPushes } from './oneshoppingcart-test.ts';
import type { StandIn } from './stand-in.ts';

/** Rejects when an address cannot be bound; then none is left running. */
export async function openStandIns(
  settings: Configuration['standIns'],
  log: Log,
  /** For those that push when they are asked to. `pushBase`: where the gateway takes pushes, once it does. */
  gateway: { readonly sources: Configuration['sources']; readonly pushBase: () => string | undefined } = {
    sources: {},
    pushBase: () => undefined,
  },
): Promise<{ readonly all: readonly StandIn[]; close(): Promise<void> }> {
  const opening: Promise<StandIn>[] = [];
  const pushTest = openTestPushes(gateway.sources, gateway.pushBase, log);
  if (settings.oneshoppingcart) {
    const address = settings.oneshoppingcart;
    opening.push(boundAs('standIns.oneshoppingcart', address, openOneShoppingCartStandIn(address, log, pushTest)));
  }
  if (settings.appdirect) {
    const address = settings.appdirect;
    opening.push(boundAs('standIns.appdirect', address, openAppDirectStandIn(address, log)));
  }
  const opened = await Promise.allSettled(opening);
  const all = opened.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  const close = async () => void (await Promise.all([pushTest.stop(), ...all.map((one) => one.close())]));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed === undefined) return { all, close };
  await close();
  throw failed.reason;
}
