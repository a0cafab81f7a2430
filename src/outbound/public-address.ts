/** Which addresses belong to the public internet, and a name lookup that knows no others. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { OutboundFault } from './fault.ts';
import { isMetadataAddress } from './metadata-addresses.ts';

export type ResolvedAddress = { readonly address: string; readonly family: number };
/** All addresses of a host name; rejects when it has none. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true });

// https://www.iana.org/assignments/iana-ipv4-special-registry: everything that is not globally reachable, and multicast.
const reservedIpv4 = blockListOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);
// Turned round for IPv6: only 2000::/3 is handed out at all. That leaves outside ::1, ::ffff:0:0/96 (IPv4-mapped), 64:ff9b::/96
// (NAT64), fc00::/7, fe80::/10 and ff00::/8, each of which reaches an IPv4 or a local address by another name.
const globalIpv6 = blockListOf('ipv6', [['2000::', 3]]);
const reservedIpv6 = blockListOf('ipv6', [
  ['2001::', 23], // Teredo, ORCHID and other protocol assignments
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 holds an IPv4 address
  ['3fff::', 20],
]);

function blockListOf(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family);
  return list;
}

/** True for an address of the public internet; false for any other address and for what is not an address. */
export function isPublicAddress(address: string): boolean {
  if (isMetadataAddress(address)) return false; // Azure's is a public one.
  switch (isIP(address)) {
    case 4:
      return !reservedIpv4.check(address, 'ipv4');
    case 6:
      // A zone (`fe80::1%eth0`) names an interface of this machine.
      return !address.includes('%') && globalIpv6.check(address, 'ipv6') && !reservedIpv6.check(address, 'ipv6');
    default:
      return false;
  }
}

/**
 * Which addresses may be connected to. `public`: those of the public internet. `private`: also loopback and those of networks of one's
 * own. `any`: all; development only. None includes a cloud's metadata service (metadata-addresses.ts). A `private` reach is for URLs that the operator wrote, never for one that came from outside.
 */
export type Reach = 'public' | 'private' | 'any';

const ownIpv4 = blockListOf('ipv4', [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
]);
const ownIpv6 = blockListOf('ipv6', [
  ['::1', 128],
  ['fc00::', 7],
]);
/** True for an address that `reach` allows; false for what is not an address. */
export function isWithinReach(address: string, reach: Reach): boolean {
  const version = isIP(address);
  if (version === 0 || reach === 'public') return isPublicAddress(address);
  if (isMetadataAddress(address)) return false;
  if (reach === 'any') return true;
  if (address.includes('%')) return false;
  return isPublicAddress(address) || (version === 4 ? ownIpv4.check(address, 'ipv4') : ownIpv6.check(address, 'ipv6'));
}

/**
 * A lookup for `net.connect`: what it returns is what gets connected to, so nothing can change between check and use (DNS
 * rebinding). Only addresses within reach come out; a host with none is an `address_refused`.
 */
export function checkedLookup(resolve: Resolve, reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const allowed = addresses.filter(({ address }) => isWithinReach(address, reach));
        const [first] = allowed;
        if (first === undefined) return callback(refusedAddress(hostname, reach), '', 0);
        if (options.all) return callback(null, [...allowed]);
        return callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

export const refusedAddress = (host: string, reach: Reach): OutboundFault =>
  new OutboundFault(
    'address_refused',
    reach !== 'public'
      ? `${host} has no address that may be called: link-local and reserved ones, and those of cloud metadata, never are`
      : `${host} has no address on the public internet; only development mode calls others`,
  );
