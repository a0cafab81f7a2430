/**
 * Who called, when proxies stand between. Whatever a stranger can write, it can forge, so the lists are read from the right, where our own
 * proxies write: each address is believed only because the one that wrote it down is trusted.
 */
import { isIP } from 'node:net';
import { type Networks, plainAddress } from '../networks.ts';

export type Forwarded = { readonly address: string; readonly scheme?: 'http' | 'https'; readonly host?: string };

type Hop = { readonly for: string; readonly proto?: string | undefined; readonly host?: string | undefined };

/**
 * `peer` is the address of the connection. Behind trusted proxies the address is the first from the right that is not theirs; a list that
 * breaks off (`unknown`, garbage) leaves the last proxy's own address, which no source's list will hold.
 *
 * A proxy maintains `Forwarded` or `X-Forwarded-For` and lets the other one pass as the stranger wrote it; we cannot know which.
 * Where both are there, only that is believed which both say.
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
      ? [{ proto: nearest(headers['x-forwarded-proto']), host: nearest(headers['x-forwarded-host']) }]
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

/** From the right while what is named is a proxy of ours: the caller, and the hop in which the outermost of our proxies wrote it down. */
function outermost(peer: string, hops: readonly Hop[], trusted: Networks): { address: string; hop: Hop | undefined } {
  let address = peer;
  let hop: Hop | undefined;
  for (const candidate of hops.toReversed()) {
    const named = addressOf(candidate.for);
    if (named === undefined) break;
    address = named;
    hop = candidate;
    if (trusted.holding(named) === undefined) break;
  }
  return { address, hop };
}

const customaryHops = (value: string): readonly Hop[] => value.split(',').map((part) => ({ for: part.trim() }));

/** RFC 7239 §4: `for=192.0.2.60;proto=http, for="[2001:db8::1]:4711"`. A value that does not follow it is one hop that names nobody. */
function standardHops(value: string): readonly Hop[] {
  const elements: Record<string, string>[] = [{}];
  let rest = value.trim();
  while (rest !== '') {
    const [whole, name, token, quoted, separator] =
      /^([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w:[\]-]+)|"((?:[^"\\]|\\.)*)")\s*([;,]|$)\s*/.exec(rest) ?? [];
    if (whole === undefined || name === undefined) return [{ for: '' }];
    const element = elements.at(-1);
    if (element) element[name.toLowerCase()] = token ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1');
    if (separator === ',') elements.push({});
    rest = rest.slice(whole.length);
  }
  return elements.map(({ for: by = '', proto, host }) => ({ for: by, proto, host }));
}

/** `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711` → the address; undefined for `unknown`, `_hidden` and the like. */
function addressOf(text: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  return isIP(address) === 0 ? undefined : plainAddress(address);
}

/** Of a list the one that the nearest proxy wrote. */
const nearest = (value: string | undefined): string | undefined => value?.split(',').at(-1)?.trim();

function schemeOf(text: string | undefined): 'http' | 'https' | undefined {
  const scheme = text?.toLowerCase();
  return scheme === 'http' || scheme === 'https' ? scheme : undefined;
}

const hostOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?$/.test(text) ? text : undefined;
