/** Rules for OAuth across sources and keys: who gets a token from us, and where we get ours. */
import type { Fault } from './fault.ts';
import { networkFaults } from './listen-rules.ts';
import type { SourceSettings } from './settings.ts';
import { parseDurationMs } from './units.ts';

// Shorter, and a provider asks all the time; longer, and a token that leaked is good for days.
const TTL_MS_MIN = 60_000;
const TTL_MS_MAX = 86_400_000;

/** The part of a source's block that these rules check, as the file has it. */
type Block = {
  readonly auth?: {
    readonly oauth2?: { readonly clients: readonly { readonly id: string }[] };
  };
};

/** A client id leads to one source: a token is good for one, and the id alone must say for which. */
export function sharedClientFaults(sources: Readonly<Record<string, SourceSettings>>): readonly Fault[] {
  const owners = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [name, settings] of Object.entries(sources))
    for (const [index, { id }] of ((settings as Block).auth?.oauth2?.clients ?? []).entries()) {
      const owner = owners.get(id) ?? name;
      owners.set(id, owner);
      if (owner !== name)
        faults.push({
          path: ['sources', name, 'auth', 'oauth2', 'clients', index, 'id'],
          sentence: `is a client id of sources.${owner} too, and a token is valid for one source; give each source its own clients`,
        });
    }
  return faults;
}

/** What a provider may push with; one of the three goes into the header. */
type Proving = {
  readonly auth:
    | 'none'
    | {
        readonly addresses?: readonly string[];
        readonly oauth1?: unknown;
        readonly oauth2?: { readonly ttl?: string };
        readonly basic?: unknown;
      };
};

export function oauthFaults(settings: Proving): readonly Fault[] {
  const { auth } = settings;
  if (auth === 'none') return [];
  const faults: Fault[] = [...networkFaults(['auth', 'addresses'], auth.addresses)];
  const inHeader = (['oauth1', 'oauth2', 'basic'] as const).filter((scheme) => auth[scheme] !== undefined);
  if (inHeader.length === 0) faults.push({ path: ['auth'], sentence: 'names no proof; add oauth2, oauth1 or basic' });
  if (inHeader.length > 1)
    faults.push({
      path: ['auth'],
      sentence: `demands ${inHeader.join(' and ')} at once, and a request has one Authorization header; keep one of them`,
    });
  // Still as the file has it: `settle` turns it into milliseconds once nothing is wrong.
  const ttl = auth.oauth2 !== undefined && 'ttl' in auth.oauth2 ? auth.oauth2.ttl : '1h';
  const ttlMs = parseDurationMs(String(ttl)) ?? 0;
  if (ttlMs < TTL_MS_MIN || ttlMs > TTL_MS_MAX)
    faults.push({
      path: ['auth', 'oauth2', 'ttl'],
      sentence: 'is not between 1m and 24h; choose a value in between, such as 1h',
    });
  return faults;
}
