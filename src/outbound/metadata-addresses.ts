/**
 * Addresses at which clouds give the machine's own credentials to every program on it. No reach includes them, not even in development: most are
 * link-local, but some lie among private addresses (AWS, GCP, Oracle, Alibaba), and Azure's is a public one.
 */
import { BlockList, isIP } from 'node:net';

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4'); // 169.254.169.254 of nearly every cloud; 169.254.170.2 and .23 (AWS ECS, EKS), 169.254.42.42 (Scaleway), 169.254.0.23 (Tencent)
linkLocal.addSubnet('fe80::', 10, 'ipv6'); // fe80::a9fe:a9fe of OpenStack

const hosts = new BlockList();
for (const address of ['100.100.100.200', '168.63.129.16', '169.254.169.254', '192.0.0.192'])
  hosts.addAddress(address, 'ipv4'); // Alibaba, Azure's WireServer, everybody, Oracle's older one
for (const [network, prefix] of [
  ['fd00:ec2::', 32], // AWS: instance metadata and EKS Pod Identity
  ['fd20:ce::254', 128], // GCP; the rest of fd20::/20 are its customers' own networks
  ['fd00:c1::', 32], // Oracle
  ['fd00:100::100:200', 128], // Alibaba
  ['fd00:42::42', 128], // Scaleway
  ['fd00:a9fe:a9fe::', 48], // Linode
] as const)
  hosts.addSubnet(network, prefix, 'ipv6');

const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');

/** True for such an address, and for an IPv6 address that a translator on the way would turn into one. False for text that is not an address. */
export function isMetadataAddress(text: string): boolean {
  const [address = ''] = text.split('%');
  if (isIP(address) === 4) return holds(address, 'ipv4', true);
  if (isIP(address) !== 6) return false;
  if (holds(address, 'ipv6', true)) return true;
  const groups = groupsOf(address);
  const [first = 0, second = 0, third = 0] = groups;
  const [seventh = 0, eighth = 0] = groups.slice(6);
  // The last 32 bits: mapped (::ffff:0:0/96), compatible, NAT64 (64:ff9b::/96 and prefixes of a network's own, RFC 6052), ISATAP. On the
  // public internet any bytes may be there by chance, so only the addresses themselves count.
  if (holds(dotted(seventh, eighth), 'ipv4', !globalIpv6.check(address, 'ipv6'))) return true;
  if (first === 0x2002) return holds(dotted(second, third), 'ipv4', true); // 6to4
  if (first === 0x2001 && second === 0) return holds(dotted(seventh ^ 0xffff, eighth ^ 0xffff), 'ipv4', true); // Teredo
  return first === 0x64 && second === 0xff9b && third === 1; // NAT64 for local use (RFC 8215): the place of the address in it is not known.
}

const holds = (address: string, family: 'ipv4' | 'ipv6', withLinkLocal: boolean): boolean =>
  hosts.check(address, family) || (withLinkLocal && linkLocal.check(address, family));

const dotted = (high: number, low: number): string => [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');

/** The eight groups of an IPv6 address; `URL` writes them all in one way, an IPv4 address at the end in hexadecimal too. */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}
