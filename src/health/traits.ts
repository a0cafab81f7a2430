/**
 * By what the pushes of a provider are known again: address, user agent and shape. A refusal that shares too little with pushes that
 * were proven is a stranger's, and changes no source's state. Otherwise anybody could fake an outage with a loop of bad requests.
 */
import type { AnsweredRequest } from '../running/answers.ts';

export type Traits = { readonly address: string; readonly agent: string; readonly shape: string };

const kinds = ['address', 'agent', 'shape'] as const satisfies readonly (keyof Traits)[];

/** By kind, when each value last came with a proof. */
export type KnownTraits = { readonly [K in keyof Traits]: Map<string, number> };

/** `ours`: the provider's. `likely`: the same without its address. */
export type Likeness = 'ours' | 'likely' | 'stranger';

// A provider pushes from a few addresses, with a few versions of its client; more are the users' of a proxy.
const VALUES_MAX = 64;
const TEXT_UNITS_MAX = 80;

export const noTraits = (): KnownTraits => ({ address: new Map(), agent: new Map(), shape: new Map() });

export function traitsOf({ remoteAddress, headers, bytes }: AnsweredRequest): Traits {
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  return {
    address: remoteAddress.slice(0, TEXT_UNITS_MAX),
    agent: (headers['user-agent'] ?? '').slice(0, TEXT_UNITS_MAX),
    shape: `${type.trim().toLowerCase()} ${beginningOf(bytes)}`.slice(0, TEXT_UNITS_MAX),
  };
}

const BEGINNING_BYTES_MAX = 96;

/** The first name in the document: of JSON the first key, of XML the first element. Values are left out: they may be personal. */
function beginningOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, BEGINNING_BYTES_MAX)).toString(
    'latin1',
  );
  const json = /^[^{<]{0,8}\{\s*"([\w$.-]{1,40})"/.exec(text)?.[1];
  if (json !== undefined) return `{${json}`;
  const xml = /<([A-Za-z][\w:.-]{0,40})/.exec(text)?.[1];
  if (xml !== undefined) return `<${xml}`;
  return text === '' ? 'empty' : 'other';
}

/** Notes what came with a proof. */
export function learn(known: KnownTraits, traits: Traits, nowMs: number): void {
  for (const kind of kinds) {
    const values = known[kind];
    values.delete(traits[kind]); // The least recently seen first.
    if (values.size >= VALUES_MAX) values.delete(values.keys().next().value ?? '');
    values.set(traits[kind], nowMs);
  }
}

/**
 * The address and one of the others, because an address alone may be that of a proxy that strangers share. Both others without the
 * address are `likely`: providers change their addresses, and strangers read published contracts.
 * Before anything was proven there is nothing to compare with, and everything that carries a document counts.
 */
export function likenessOf(known: KnownTraits, traits: Traits): Likeness {
  if (known.shape.size === 0)
    return /^(other|empty)$/.test(traits.shape.split(' ').at(-1) ?? '') ? 'stranger' : 'likely';
  const shared = (kind: keyof Traits) => known[kind].has(traits[kind]);
  if (shared('address') && (shared('agent') || shared('shape'))) return 'ours';
  return shared('agent') && shared('shape') ? 'likely' : 'stranger';
}
