/** The subscriptions of one source, for the operator: what `subscribing.ts` promises, by Zettle's API. */
import { uuids } from '../../../running/uuids.ts';
import type { Asked, ManagedSubscription, Reconciling, Subscribing, Unasked } from '../../subscribing.ts';
import type { ShownSubscription } from './api-answers.ts';
import { KEY_OUTLIVES_MS } from './key-ring.ts';
import { listAndKeep, type Management, managedView, unfit } from './management.ts';
import { plan, sync } from './sync.ts';

/** `canAsk`: whether there is a client with which Zettle can be asked. */
export function openSubscribing(management: Management, reconciling: Reconciling, canAsk: boolean): Subscribing {
  const { source, pushUrl, calls, grants, ring, catalogue, inTurn, clock, log } = management;

  async function list(): Promise<Asked<readonly ManagedSubscription[]>> {
    const listed = await listAndKeep(management);
    if (!listed.ok) return listed;
    return { ok: true, value: listed.value.map((one) => managedView(one, management)) };
  }

  /** Call it after a change, so that the conditions show it at once and not only at the next comparison. */
  async function lookAgain(): Promise<void> {
    if (management.declared.length > 0) await reconciling.look();
  }

  async function find(uuid: string): Promise<Asked<ShownSubscription>> {
    const listed = await listAndKeep(management);
    if (!listed.ok) return listed;
    const found = listed.value.find((one) => one.uuid.toLowerCase() === uuid.toLowerCase());
    if (found === undefined) return { ...refused, faults: [`Zettle has no subscription ${uuid}; ${whereToLook}`] };
    if (found.transport === 'WEBHOOK') return { ok: true, value: found };
    return {
      ...refused,
      faults: [`Its transport is ${found.transport}, and the gateway manages only WEBHOOK subscriptions`],
    };
  }

  return {
    events: catalogue,
    identity: () => calls.identity(),
    authorise: async ({ code, redirectUri }) => {
      const used = await grants.useCode(code, redirectUri);
      return used.ok ? calls.identity() : used;
    },
    list,
    create: async ({ destination = pushUrl, ...rest }) => {
      const fields = { ...rest, destination };
      const faults = await unfit(management, fields);
      if (faults !== undefined) return faults;
      const created = await inTurn(async () => {
        const asked = await calls.create(uuids().v1(), fields);
        if (asked.ok) await ring.keep([asked.value], clock.now());
        return asked;
      });
      if (!created.ok) return created;
      log.info('subscription.created', { source, subscription: created.value.uuid });
      await lookAgain();
      return { ok: true, value: managedView(created.value, management) };
    },
    update: async (uuid, change) => {
      const faults = await unfit(management, change);
      if (faults !== undefined) return faults;
      const found = await find(uuid);
      if (!found.ok) return found;
      const changed = await inTurn(() => calls.update(found.value.uuid, change));
      if (!changed.ok) return changed;
      log.info('subscription.changed', { source, subscription: uuid, fields: Object.keys(change) });
      await lookAgain();
      const after = await find(uuid);
      if (!after.ok) return after;
      return { ok: true, value: managedView(after.value, management) };
    },
    remove: async (uuid) => {
      const found = await find(uuid);
      if (!found.ok) return found;
      const removed = await inTurn(() => calls.remove(found.value.uuid));
      if (!removed.ok) return removed;
      const nowMs = clock.now();
      await ring.noteGone([found.value.uuid], nowMs);
      log.info('subscription.deleted', { source, subscription: uuid });
      await lookAgain();
      return { ok: true, value: { uuid: found.value.uuid, keysUntilMs: nowMs + KEY_OUTLIVES_MS } };
    },
    plan: (options) => plan(management, options),
    sync: async (options) => {
      const synced = await sync(management, options);
      if (synced.ok) await lookAgain();
      return synced;
    },
    ...(canAsk && { reconciling }),
  };
}

const refused = { ok: false, code: 'subscription_unfit' } as const satisfies Partial<Unasked>;
const whereToLook = '`pushdock zettle subscriptions list` shows those that it has';
