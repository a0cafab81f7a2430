/** Starts the stand-ins that the configuration names, beside the gateway and each on an address of its own. Development only; `config.ts` refuses them elsewhere. */

import type { Configuration } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { boundAs } from '../running/address-unavailable.ts';
import { openAppDirectStandIn } from './appdirect.ts';
import { openOneShoppingCartStandIn } from './oneshoppingcart.ts';
import { openTestPushes } from './oneshoppingcart-test.ts';
import type { StandIn } from './stand-in.ts';

export type StandIns = {
  readonly all: readonly StandIn[];
  /** Where the gateway takes pushes, once it does: for those that push when they are asked to. */
  pushTo(base: string): void;
  close(): Promise<void>;
};

/** Rejects when an address cannot be bound; then none is left running. */
export async function openStandIns(
  settings: Configuration['standIns'],
  log: Log,
  sources: Configuration['sources'] = {},
): Promise<StandIns> {
  let pushBase: string | undefined;
  const opening: Promise<StandIn>[] = [];
  const pushTest = openTestPushes(sources, () => pushBase, log);
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
  const pushTo = (base: string) => {
    pushBase = base;
  };
  if (failed === undefined) return { all, pushTo, close };
  await close();
  throw failed.reason;
}
