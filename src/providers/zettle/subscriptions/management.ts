/** Shared by the parts that manage one source's subscriptions: the client, the declared subscriptions, and what is known of each. */

import type { Log } from '../../../log.ts';
import type { Clock } from '../../../running/clock.ts';
import type { InTurn } from '../../../running/in-turn.ts';
import type { Keeping } from '../../keeping.ts';
import type { Asked, ManagedSubscription, SubscribableEvent, Unasked } from '../../subscribing.ts';
import type { ZettleCalls } from './api.ts';
import type { ShownSubscription } from './api-answers.ts';
import type { Grants } from './grants.ts';
import { isGood, type KeyRing } from './key-ring.ts';
import type { Declared } from './plan.ts';
import type { Links } from './subscription-links.ts';
import { type FitnessRules, unfitness } from './validate-subscription.ts';

export type Management = {
  readonly source: string;
  readonly pushUrl: string;
  readonly declared: readonly Declared[];
  readonly calls: ZettleCalls;
  readonly grants: Grants;
  readonly ring: KeyRing;
  readonly links: Links;
  readonly keeping: Keeping | undefined;
  readonly catalogue: readonly SubscribableEvent[];
  readonly pushesHere: (destination: string) => boolean;
  readonly development: boolean;
  /** Runs everything that changes something at Zettle, so that two syncs or two processes do not create the same subscription. */
  readonly inTurn: InTurn;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Reads Zettle's list, and acts on it: shown keys are kept, missing subscriptions are noted as gone, and keys
 * whose time is over are forgotten.
 */
export async function listAndKeep(management: Management): Promise<Asked<readonly ShownSubscription[]>> {
  const { calls, ring, clock } = management;
  const listed = await calls.list();
  if (!listed.ok) return listed;
  const there = new Set(listed.value.map(({ uuid }) => uuid));
  await ring.keep(listed.value, clock.now());
  const gone = ring.all.map(({ subscription }) => subscription).filter((uuid) => !there.has(uuid));
  await ring.noteGone([...new Set(gone)], clock.now());
  await ring.forget(clock.now());
  return listed;
}

/** Its declared name, where it has one. */
export function nameOf({ links, declared }: Pick<Management, 'links' | 'declared'>, uuid: string): string | undefined {
  return declared.find(({ name }) => links.own.get(name)?.subscription === uuid)?.name;
}

export async function rulesOf(management: Management): Promise<FitnessRules> {
  const { catalogue, development, pushesHere, grants } = management;
  return { catalogue, development, pushesHere, scopes: await grants.scopes() };
}

/** Why Zettle is not asked for it, or `undefined`. */
export async function unfit(
  management: Management,
  fields: Parameters<typeof unfitness>[0],
): Promise<Unasked | undefined> {
  if (management.keeping === undefined) return notKept;
  const faults = unfitness(fields, await rulesOf(management));
  return faults.length === 0 ? undefined : { ok: false, code: 'subscription_unfit', faults };
}

const notKept: Unasked = {
  ok: false,
  code: 'subscription_unfit',
  faults: [
    'The configuration does not say how to store the signing key that Zettle returns: add encryptionKey: { env: NAME } to the configuration, or storedSecrets: plain, and restart',
  ],
};

export function managedView(shown: ShownSubscription, management: Management) {
  const name = nameOf(management, shown.uuid);
  const { uuid, transport, events, destination, contactEmail, status, updated } = shown;
  const { ring, pushesHere, clock } = management;
  return {
    uuid,
    ...(name !== undefined && { name }),
    transport,
    events,
    destination,
    contactEmail,
    status,
    updated,
    pushesHere: pushesHere(destination),
    keys: ring.all
      .filter((one) => one.subscription === uuid && isGood(one, clock.now()))
      .map(({ label, keptAtMs }) => ({ label, sinceMs: keptAtMs })),
  } satisfies ManagedSubscription;
}
