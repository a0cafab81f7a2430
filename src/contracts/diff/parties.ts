/**
 * Who is broken by a difference, by where it stands. The gateway's own code changes together with its contract, so what we write may
 * always be narrowed. What we read is another matter: code relies on what was promised.
 */
import type { Difference, Party } from './change.ts';

/** `push` and `public`: they call us. `api`: we call them. `events`: what we hand on. */
export type ContractKind = 'push' | 'api' | 'public' | 'events';
export type Direction = 'request' | 'response' | 'data';

type Sides = { readonly writer?: Party; readonly reader?: Party };

export function sidesOf(kind: ContractKind, direction: Direction): Sides {
  // Events live on: one that was derived before the change is delivered and replayed after it. Whoever reads it by the new schema
  // must find that it fits, so a narrower schema breaks consumers just as a wider one does.
  if (kind === 'events') return { writer: 'consumers', reader: 'consumers' };
  if (kind === 'api') return direction === 'request' ? { writer: 'us' } : { reader: 'us' };
  return direction === 'request' ? { writer: 'provider', reader: 'us' } : { reader: 'provider' };
}

/**
 * A push or an answer that departs from its contract is delivered all the same (deliver first, judge later), so code of ours has to bear values and texts
 * beyond those that are listed: that they are listed now breaks nothing. What it may rely on is which fields there are and of what type.
 */
const borneByUs = new Set<string>(['value-added', 'bound-loosened']);

export function brokenBy({ rule, effect }: Difference, { writer, reader }: Sides): readonly Party[] {
  const broken = new Set<Party>();
  if ((effect === 'narrower' || effect === 'other') && writer !== undefined) broken.add(writer);
  if ((effect === 'wider' || effect === 'other') && reader !== undefined && !(reader === 'us' && borneByUs.has(rule)))
    broken.add(reader);
  return [...broken];
}
