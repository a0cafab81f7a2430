/** Raises conditions if Zettle's subscriptions are not as declared. If one is deleted and nobody notices, its events are lost. */
import type { Found } from '../../../running/conditions.ts';
import type { Reconciling, Unasked } from '../../subscribing.ts';
import { isGood } from './key-ring.ts';
import type { Management } from './management.ts';
import type { PlannedStep } from './plan.ts';
import { lookAround, take } from './sync.ts';

/** How long a recreated subscription stays a condition, because events in between are lost. */
const SHOWN_AFTER_RECREATION_MS = 86_400_000;

export function openReconciling(
  management: Management,
  { recreate, provesByKey }: { readonly recreate: boolean; readonly provesByKey: () => boolean },
): Reconciling {
  const { source, clock, log, ring } = management;
  const recreated = new Map<string, number>();
  let departures: readonly Found[] = [];

  function keyConditions(): readonly Found[] {
    const about = `sources.${source}`;
    const unreadable: Found = {
      kind: 'signing-key-unreadable',
      about,
      detail: `${ring.unreadable} stored signing keys were sealed with another encryptionKey. Put that one back, or run \`pushdock zettle subscriptions list --source ${source}\`, which stores those that Zettle still shows.`,
    };
    const missing: Found = {
      kind: 'signing-key-missing',
      about,
      detail: `No signing key is known, so every push except a TestMessage is answered 401. Run \`pushdock zettle subscriptions sync --source ${source}\`.`,
    };
    return [...(ring.unreadable > 0 ? [unreadable] : []), ...(provesByKey() ? [] : [missing])];
  }

  async function look(): Promise<void> {
    await management.inTurn(async () => {
      let steps = await lookAround(management, false);
      if (!steps.ok) {
        departures = [unknown(source, steps)];
        return;
      }
      if (recreate && steps.value.some(isDeparture)) {
        const taken = await take(management, steps.value.filter(isDeparture));
        for (const step of taken) {
          if (step.outcome === 'done' && step.action === 'create' && step.name) recreated.set(step.name, clock.now());
          if (step.outcome === 'failed') log.error('subscription.not_recreated', { source, reason: step.fault });
        }
        steps = await lookAround(management, false);
        if (!steps.ok) return;
      }
      departures = conditionsOf(management, steps.value);
    });
    for (const [name, atMs] of recreated) if (clock.now() - atMs >= SHOWN_AFTER_RECREATION_MS) recreated.delete(name);
  }

  return {
    look,
    conditions: () => [
      ...keyConditions(),
      ...departures,
      ...[...recreated].map(([name, atMs]) => ({
        kind: 'subscription-recreated',
        about: aboutOf(source, name),
        detail: `It was missing at Zettle and was created again at ${new Date(atMs).toISOString()}. What happened in between was not pushed. Find out why it was missing: Zettle deletes a subscription whose pushes fail for three days.`,
      })),
    ],
  };
}

const isDeparture = ({ action }: PlannedStep) => action === 'create' || action === 'change';

const aboutOf = (source: string, name: string) => `sources.${source} subscription ${name}`;

const unknown = (source: string, { faults }: Unasked): Found => ({
  kind: 'subscriptions-unknown',
  about: `sources.${source}`,
  detail: `The gateway cannot check whether its subscriptions still exist: ${faults.join('; ')}.`,
});

function conditionsOf(management: Management, steps: readonly PlannedStep[]): readonly Found[] {
  const { own } = management.links;
  const cure = `Run \`pushdock zettle subscriptions sync --source ${management.source}\`.`;
  return steps.flatMap(({ action, name, detail, actual }) => {
    if (name === undefined) return [];
    const about = aboutOf(management.source, name);
    const found: Found[] = [];
    if (action === 'create' && own.get(name)?.state === 'made')
      found.push({ kind: 'subscription-deleted', about, detail: `Zettle does not have it any more. ${cure}` });
    else if (action === 'create')
      found.push({
        kind: 'subscription-missing',
        about,
        detail: `It is declared, and Zettle does not have it. ${cure}`,
      });
    if (action === 'change')
      found.push({
        kind: 'subscription-changed',
        about,
        detail: `Zettle has it otherwise than it is declared: ${detail}. ${cure}`,
      });
    if (actual !== undefined && actual.status !== 'ACTIVE')
      found.push({
        kind: 'subscription-failing',
        about,
        detail: `Zettle says ${actual.status}: its pushes do not reach ${actual.destination}. After three days of that, Zettle deletes it. Check whether this URL reaches this gateway.`,
      });
    return found;
  });
}

/** Whether a push can be proven: a configured key, or a stored one whose subscription is there or went lately. */
export const hasGoodKey = ({ ring, pushesHere, clock }: Management): boolean =>
  ring.all.some((one) => pushesHere(one.destination) && isGood(one, clock.now()));
