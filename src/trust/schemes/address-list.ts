/** Checks where a request comes from. An address can be shared and borrowed, so this accompanies a proof and seldom replaces one. */

import { type Checked, refuse } from '../../problems.ts';
import { type Networks, openNetworks } from '../networks.ts';
import type { Proof, RawRequest } from '../trust.ts';

export type AddressList = { readonly texts: readonly string[]; readonly networks: Networks };

/** Throws a `RangeError` for text that is not a network; the configuration has been checked before. */
export const openAddressList = (texts: readonly string[]): AddressList => ({ texts, networks: openNetworks(texts) });

/**
 * Does the request come from one of the networks? `remoteAddress` is the caller's as far as trusted proxies vouch for it
 * (src/receive/forwarded.ts). The proof is labelled `address:<network>`, with the network as the configuration writes it.
 */
export function checkAddress(request: RawRequest, { networks, texts }: AddressList): Checked<Proof> {
  const network = networks.holding(request.remoteAddress);
  if (network === undefined)
    return refuse('proof_wrong', `the address ${request.remoteAddress} is in none of the ${texts.length} networks`);
  return { ok: true, value: { scheme: 'address-list', credential: addressLabel(network) } };
}

export const addressLabel = (network: string): string => `address:${network}`;
