/**
 * Who called through proxies. A stranger can forge whatever it can write, so the lists are read from the right, where our own
 * proxies write: each address is believed only because the one that wrote it down is trusted.
 */
import { isIP } from 'node:net';
import { type Networks, plainAddress } from '../trust/networks.ts';
import { HOST } from './target.ts';

export type Forwarded = { readonly address: string; readonly scheme?: 'http' | 'https'; readonly host?: string };

type Hop = { readonly for: string; readonly proto?: string | undefined; readonly host?: string | undefined };

/**
 * `peer` is the address of the connection. Behind trusted proxies the address is the first from the right that is not theirs; a list that
 * breaks off (`unknown`, garbage) leaves the last proxy's own address, which no source's list will hold.
 *
 * A proxy maintains `Forwarded` or `X-Forwarded-For` and lets the other one pass as the stranger wrote it; we cannot know which.
 * If both headers are there, they must agree; otherwise neither is used.
 */
export function readForwarded(peer: string, headers: Readonly<Record<string, string>>, trusted: Networks): Forwarded {
  const address = plainAddress(peer);
  if (trusted.holding(address) === undefined) return { address };

  const standard = headers.forwarded === undefined ? undefined : standardHops(headers.forwarded);
  const customary = headers['x-forwarded-for'] === undefined ? undefined : customaryHops(headers['x-forwarded-for']);
  const byStandard = standard && outermost(address, standard, trusted);
  const byCustom = customary && outermost(address, customary, trusted);
  if (byStandard && byCustom && byStandard.address !== byCustom.address) return { address };

  const said = [
    ...(byStandard ? [byStandard.hop ?? {}] : []),
    ...(byCustom || !byStandard
      ? [
          {
            proto: protoOf(listOf(headers['x-forwarded-proto']), customary?.length, byCustom?.fromRight),
            host: hostAt(listOf(headers['x-forwarded-host']), byCustom?.fromRight),
          },
        ]
      : []),
  ];
  const scheme = agreed(said.map(({ proto }) => schemeOf(proto)));
  const host = agreed(said.map((one) => hostOf(one.host)));
  return {
    address: (byStandard ?? byCustom)?.address ?? address,
    ...(scheme !== undefined && { scheme }),
    ...(host !== undefined && { host }),
  };
}

const agreed = <T>([first, ...others]: readonly T[]): T | undefined =>
  others.every((other) => other === first) ? first : undefined;

type Outermost = { readonly address: string; readonly hop: Hop | undefined; readonly fromRight: number };

/**
 * From the right while what is named is a proxy of ours: the caller, the hop in which the outermost of our proxies wrote it down, and its
 * place in the list, 1 for the last.
 */
function outermost(peer: string, hops: readonly Hop[], trusted: Networks): Outermost {
  let found: Outermost = { address: peer, hop: undefined, fromRight: 0 };
  for (const [index, hop] of hops.toReversed().entries()) {
    const named = addressOf(hop.for);
    if (named === undefined) break;
    found = { address: named, hop, fromRight: index + 1 };
    if (trusted.holding(named) === undefined) break;
  }
  return found;
}

/** Members of a list; empty ones count for nothing (RFC 9110 §5.6.1), such as after a comma at the end. */
const listOf = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');

const customaryHops = (value: string): readonly Hop[] => listOf(value).map((member) => ({ for: member }));

/**
 * What the proxy that met the caller wrote. Proxies append to all three lists at once, or only to the first; so a list as long as that of the
 * addresses is read at the same place, and a shorter one as far to the left as it goes.
 */
const hostAt = (list: readonly string[], fromRight = 1): string | undefined =>
  list.at(-Math.max(1, Math.min(fromRight, list.length)));

/**
 * The same. Where the lists do not fit each other, `https` wins if anybody says so: TLS is ended once, and the proxies behind that add their own `http`
 * (`https,http`). A stranger who writes it himself only makes his own signature wrong.
 */
function protoOf(list: readonly string[], hops = 0, fromRight = 0): string | undefined {
  if (list.length > 1 && (list.length !== hops || fromRight === 0))
    return list.find((one) => one.toLowerCase() === 'https') ?? list.at(-1);
  return hostAt(list, fromRight);
}

/** RFC 7239 §4: `for=192.0.2.60;proto=http, for="[2001:db8::1]:4711"`. A value that does not follow it counts as one unnamed hop. */
function standardHops(value: string): readonly Hop[] {
  const elements: Record<string, string>[] = [{}];
  let rest = value.trim();
  while (rest !== '') {
    // Empty members, as in customary lists.
    const empty = /^,\s*/.exec(rest)?.[0];
    if (empty !== undefined) {
      rest = rest.slice(empty.length);
      continue;
    }
    const [whole, name, token, quoted, separator] =
      /^([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w:[\]-]+)|"((?:[^"\\]|\\.)*)")\s*([;,]|$)\s*/.exec(rest) ?? [];
    if (whole === undefined || name === undefined) return [{ for: '' }];
    const element = elements.at(-1);
    if (element) element[name.toLowerCase()] = token ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1');
    if (separator === ',') elements.push({});
    rest = rest.slice(whole.length);
  }
  if (Object.keys(elements.at(-1) ?? {}).length === 0) elements.pop(); // After a comma at the end.
  return elements.map(({ for: by = '', proto, host }) => ({ for: by, proto, host }));
}

/** `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711` → the address; undefined for `unknown`, `_hidden` and the like. */
function addressOf(text: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  return isIP(address) === 0 ? undefined : plainAddress(address);
}

function schemeOf(text: string | undefined): 'http' | 'https' | undefined {
  const scheme = text?.toLowerCase();
  return scheme === 'http' || scheme === 'https' ? scheme : undefined;
}

const hostOf = (text: string | undefined): string | undefined =>
  text !== undefined && HOST.test(text) ? text : undefined;
