/** Lists of networks in CIDR notation, IPv4 and IPv6, and addresses in the one spelling in which they are compared. */
import { BlockList, isIP } from 'node:net';

export type Networks = {
  /** The first network of the list that contains the address, as the list writes it; undefined if there is none, or if the text is not an address. */
  holding(address: string): string | undefined;
};

/** Throws a `RangeError` for a text that `networkFault` finds wrong. */
export function openNetworks(texts: readonly string[]): Networks {
  const networks = texts.map((text) => {
    const fault = networkFault(text);
    if (fault !== undefined) throw new RangeError(`a network ${fault}`);
    const { address, prefix, family } = parse(text);
    const list = new BlockList();
    list.addSubnet(address, prefix, family);
    return { text, list };
  });
  return {
    holding: (text) => {
      if (networks.length === 0) return undefined; // Most gateways have no proxy before them, and every push asks.
      const address = plainAddress(text);
      const version = isIP(address);
      if (version === 0) return undefined;
      const family = version === 6 ? 'ipv6' : 'ipv4';
      return networks.find(({ list }) => list.check(address, family))?.text;
    },
  };
}

/** What is wrong with a network in CIDR notation, as the end of a sentence; undefined for a good one. An address alone is a network of one. */
export function networkFault(text: string): string | undefined {
  const { address, prefix, family } = parse(text);
  if (isIP(address) === 0 || address.includes('%'))
    return 'is not a network; write one such as 203.0.113.0/24 or 2001:db8::/32';
  const bits = family === 'ipv4' ? 32 : 128;
  if (Number.isNaN(prefix) || prefix > bits) return `has a prefix that is not 1 to ${bits}; correct it`;
  // A list of all addresses restricts nothing, and if every address is a trusted proxy, any caller may claim any address.
  return prefix === 0 ? 'contains every address; name only the networks that you mean' : undefined;
}

/** An IPv4 address in its own form also where it came as IPv6 (`::ffff:192.0.2.1`, as a listener on `::` sees it); anything else unchanged. */
export function plainAddress(address: string): string {
  return /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1] ?? address;
}

function parse(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (slash === -1) return { address, prefix: family === 'ipv6' ? 128 : 32, family };
  const prefix = text.slice(slash + 1);
  return { address, prefix: /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN, family };
}
