/**
 * Makes Zettle's subscriptions as declared, step by step. It may be killed at any moment: the uuid of a subscription is chosen and durable
 * before it is sent to Zettle, so the next sync finds it in the list, or asks again with the same one. Nothing is created twice.
 */
import { uuids } from '../../../running/uuids.ts';
import type { Asked, PlanChanged, SyncedStep, SyncPlan, Unasked } from '../../subscribing.ts';
import { listAndKeep, type Management, unfit } from './management.ts';
import { type Declared, type PlannedStep, planOf, planSteps } from './plan.ts';

export type SyncOptions = { readonly prune: boolean; readonly plan?: string };

/** The steps, with everything that they need. A subscription found as declared is linked to its uuid, so that a change made elsewhere is seen as one. */
export async function lookAround(management: Management, prune: boolean): Promise<Asked<readonly PlannedStep[]>> {
  const listed = await listAndKeep(management);
  if (!listed.ok) return listed;
  const { links } = management;
  const steps = planSteps({
    declared: management.declared,
    actual: listed.value,
    linked: new Map([...links.own].map(([name, { subscription }]) => [name, subscription])),
    ownedElsewhere: await links.elsewhere(),
    catalogue: management.catalogue,
    pushesHere: management.pushesHere,
    prune,
  });
  for (const { name, uuid } of steps) {
    const link = name === undefined ? undefined : links.own.get(name);
    if (name === undefined || uuid === undefined || (link?.subscription === uuid && link.state === 'made')) continue;
    await links.link(name, uuid, 'made');
  }
  return { ok: true, value: steps };
}

export async function plan(management: Management, { prune }: SyncOptions): Promise<Asked<SyncPlan>> {
  const steps = await lookAround(management, prune);
  if (!steps.ok) return steps;
  const refused = await firstUnfit(management, steps.value);
  return refused ?? { ok: true, value: planOf(steps.value) };
}

export function sync(
  management: Management,
  { prune, plan: agreed }: SyncOptions,
): Promise<Asked<{ readonly steps: readonly SyncedStep[] }> | PlanChanged> {
  return management.inTurn(async () => {
    const steps = await lookAround(management, prune);
    if (!steps.ok) return steps;
    if (agreed !== undefined && agreed !== planOf(steps.value).id) return { ok: false, code: 'plan_changed' } as const;
    const refused = await firstUnfit(management, steps.value);
    return refused ?? { ok: true as const, value: { steps: await take(management, steps.value) } };
  });
}

/** One after the other, until one fails. */
export async function take(management: Management, steps: readonly PlannedStep[]): Promise<readonly SyncedStep[]> {
  const done: SyncedStep[] = [];
  let failed = false;
  for (const step of steps) {
    const { name, uuid, action, detail, scopes } = step;
    const shown = { action, ...(name && { name }), ...(uuid && { uuid }), detail, scopes };
    if (failed) {
      done.push({ ...shown, outcome: 'skipped' });
      continue;
    }
    const taken = await takeOne(management, step);
    failed = !taken.ok;
    done.push(
      taken.ok
        ? { ...shown, ...(taken.value && { uuid: taken.value }), outcome: 'done' }
        : {
            ...shown,
            outcome: 'failed',
            fault: taken.faults.join('; '),
            ...(taken.provider && { provider: taken.provider }),
          },
    );
  }
  return done;
}

/** The uuid that it is about. */
async function takeOne(management: Management, step: PlannedStep): Promise<Asked<string | undefined>> {
  const { source, calls, ring, clock, log } = management;
  const { action, declared, actual, change = {} } = step;
  if (action === 'create' && declared !== undefined) return create(management, declared);
  if (action === 'change' && actual !== undefined) {
    const changed = await calls.update(actual.uuid, change);
    if (!changed.ok) return changed;
    // Its keys are those of the new destination too.
    await ring.keep([{ ...actual, destination: change.destination ?? actual.destination }], clock.now());
    log.info('subscription.changed', { source, subscription: actual.uuid, detail: step.detail });
  }
  if (action === 'delete' && actual !== undefined) {
    const removed = await calls.remove(actual.uuid);
    if (!removed.ok) return removed;
    await ring.noteGone([actual.uuid], clock.now());
    log.info('subscription.deleted', { source, subscription: actual.uuid });
  }
  return { ok: true, value: actual?.uuid };
}

async function create(management: Management, declared: Declared): Promise<Asked<string>> {
  const { source, calls, ring, links, clock, log } = management;
  const { name, ...fields } = declared;
  const link = links.own.get(name);
  // A subscription that was made and is not in the list was deleted, and its uuid cannot be used again.
  let subscription = link?.state === 'chosen' ? link.subscription : uuids().v1();
  for (let tries = 1; ; tries += 1) {
    await links.link(name, subscription, 'chosen');
    const created = await calls.create(subscription, fields);
    if (created.ok) {
      await ring.keep([created.value], clock.now());
      await links.link(name, subscription, 'made');
      log.info('subscription.created', { source, subscription, name });
      return { ok: true, value: subscription };
    }
    if (!('usedUp' in created) || tries > 1) return created;
    subscription = uuids().v1(); // It was created, and deleted before we came back.
  }
}

/** Checks the declared subscriptions first, because a plan that cannot be carried out is useless. */
async function firstUnfit(management: Management, steps: readonly PlannedStep[]): Promise<Unasked | undefined> {
  const faults: string[] = [];
  for (const { action, name, declared, change } of steps) {
    if (action !== 'create' && action !== 'change') continue;
    const refused = await unfit(management, action === 'create' ? (declared ?? {}) : (change ?? {}));
    faults.push(...(refused?.faults ?? []).map((fault) => `subscription ${name}: ${fault}`));
  }
  return faults.length === 0 ? undefined : { ok: false, code: 'subscription_unfit', faults };
}
