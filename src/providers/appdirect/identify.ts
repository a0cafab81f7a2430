/**
 * A notification has no body: what it is about is the event token in its event URL. The same token at another marketplace is
 * another event, so the marketplace is part of the key. The older and the newer path of one event are the same event.
 */
import { createHash } from 'node:crypto';
import type { Identity } from '../../store/store.ts';
import type { Verified } from '../../trust/trust.ts';
import type { Identification } from '../provider.ts';
import { type EventUrlRules, readEventUrl } from './event-url.ts';

export function identify(message: Verified, rules: EventUrlRules): Identification {
  return { identities: [identityOf(message.query, rules)], disposition: { kind: 'process' } };
}

/** A refused URL is known by its query: stored and answered once, and news again as soon as the configuration admits it. */
function identityOf(query: string, rules: EventUrlRules): Identity {
  const event = readEventUrl(query, rules);
  if (event.ok) {
    const key = `${event.value.marketplaceBase} ${event.value.token}`;
    return { kind: 'token', key, binding: key };
  }
  const digest = createHash('sha256').update(query).digest('hex');
  return { kind: 'query', key: digest, binding: digest };
}
