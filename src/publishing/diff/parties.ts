/**
 * Who is broken by a difference, by where it stands. The gateway's own code changes together with its contract, so what we write may
 * always be narrowed. What we read is another matter: code relies on what was promised.
 */
import type { Difference, Party } from './change.ts';

/** `push` and `public`: they call us. `api`: we call them. `events`: what we hand on. */
export type ContractKind = 'push' | 'api' | 'public' | 'events';
export type Direction = 'request' | 'response' | 'data';

/** `user`: who calls, or subscribes to, what the other side offers on its terms. */
type Sides = { readonly writer?: Party; readonly reader?: Party; readonly user?: Party };

export function sidesOf(kind: ContractKind, direction: Direction): Sides {
  // Events live on: one that was derived before the change is delivered and replayed after it. Whoever reads it by the new schema
  // must find that it fits, so a narrower schema breaks consumers just as a wider one does.
  if (kind === 'events') return { writer: 'consumers', reader: 'consumers' };
  if (kind === 'api') return direction === 'request' ? { writer: 'us', user: 'us' } : { reader: 'us', user: 'us' };
  // A push is what the provider offers; what we answer beside the pushes, such as tokens, is ours to offer.
  const user = kind === 'push' ? 'us' : 'provider';
  return direction === 'request' ? { writer: 'provider', reader: 'us', user } : { reader: 'provider', user };
}

/**
 * A push or an answer that departs from its contract is delivered all the same (deliver first, judge later), so code of ours has to bear values and texts
 * beyond those that are listed, and the absence that was seen: that they are listed now breaks nothing. What it may rely on is which fields
 * there are and of what type.
 */
const borneByUs = new Set<string>(['value-added', 'bound-loosened', 'optional-in-practice-added']);

export function brokenBy({ rule, effect }: Difference, { writer, reader, user }: Sides): readonly Party[] {
  const broken = new Set<Party>();
  if (effect === 'terms' && user !== undefined) broken.add(user);
  if ((effect === 'narrower' || effect === 'other') && writer !== undefined) broken.add(writer);
  if ((effect === 'wider' || effect === 'other') && reader !== undefined && !(reader === 'us' && borneByUs.has(rule)))
    broken.add(reader);
  return [...broken];
}
