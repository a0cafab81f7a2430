/** Starts the stand-ins that the configuration names, beside the gateway and each on an address of its own. Development only; `config.ts` refuses them elsewhere. */
import type { Configuration } from '../config.ts';
import type { Log } from '../log.ts';
import { openAppDirectStandIn } from './appdirect.ts';
import { openOneShoppingCartStandIn } from './oneshoppingcart.ts';
import type { StandIn } from './stand-in.ts';

/** Rejects when an address cannot be bound; then none is left running. */
export async function openStandIns(
  settings: Configuration['standIns'],
  log: Log,
): Promise<{ readonly all: readonly StandIn[]; close(): Promise<void> }> {
  const opening: Promise<StandIn>[] = [];
  if (settings.oneshoppingcart) opening.push(openOneShoppingCartStandIn(settings.oneshoppingcart, log));
  if (settings.appdirect) opening.push(openAppDirectStandIn(settings.appdirect, log));
  const opened = await Promise.allSettled(opening);
  const all = opened.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
  const close = async () => void (await Promise.all(all.map((one) => one.close())));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed === undefined) return { all, close };
  await close();
  throw failed.reason;
}
