/** What sources are subscribed to at their providers, beside what the configuration declares: plan, then apply. */
import { useState } from 'preact/hooks';
import { api, bodyOf, Refused, type SourceSummary, type SubscriptionList, type SyncPlan } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { ShowAddresses } from '../parts/addresses.tsx';
import { Badge, Command, Empty, Fault, Page, Table, type Tone, Waiting } from '../parts/frame.tsx';

type Standing = {
  readonly source: SourceSummary;
  readonly listed?: SubscriptionList;
  readonly plan?: SyncPlan;
  readonly error?: Error;
};

/** A source whose provider has no subscriptions that we manage is answered 404. */
async function standingOf(source: SourceSummary, masked: boolean, signal: AbortSignal): Promise<readonly Standing[]> {
  const [path, query] = [{ source: source.name }, { masked }];
  try {
    const listed = await bodyOf(api.listSubscriptions({ path, query }, { signal }));
    return [{ source, listed, plan: await bodyOf(api.planSync({ path, query }, { signal })) }];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.status === 404 ? [] : [{ source, error }];
  }
}

export function Subscriptions() {
  // Each look asks the provider, so it is not repeated by itself.
  const [shown, show] = useState(false);
  const { data, error, again } = useLive(
    `subscriptions ${shown}`,
    async (signal) => {
      const { items } = await bodyOf(api.listSources({}, { signal }));
      return (await Promise.all(items.map((source) => standingOf(source, !shown, signal)))).flat();
    },
    0,
  );
  return (
    <Page
      title="Subscriptions"
      intro="What the configuration declares, beside what is at the provider."
      actions={
        <>
          <ShowAddresses shown={shown} show={show} />
          <button type="button" class="small" onClick={again}>
            Look again
          </button>
        </>
      }
    >
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.length === 0 && <Empty>No source has subscriptions that Pushdock manages.</Empty>}
      {(data ?? []).map((standing) => (
        <Source key={standing.source.name} standing={standing} again={again} />
      ))}
    </Page>
  );
}

const tones: Readonly<Record<SyncPlan['steps'][number]['action'], Tone>> = {
  create: 'good',
  change: 'warn',
  delete: 'bad',
  nothing: 'plain',
  leave: 'plain',
};
const words: Readonly<Record<SyncPlan['steps'][number]['action'], string>> = {
  create: 'create',
  change: 'change',
  delete: 'delete',
  nothing: 'as declared',
  leave: 'left alone',
};

function Source({ standing, again }: { readonly standing: Standing; readonly again: () => void }) {
  const { source, listed, plan, error } = standing;
  const [applied, setApplied] = useState('');
  const work = (plan?.steps ?? []).filter(({ action }) => action !== 'nothing' && action !== 'leave').length;
  return (
    <section>
      <h2>{source.name}</h2>
      <Fault error={error} />
      {listed !== undefined && listed.items.length > 0 && (
        <Table
          label={`At the provider: ${source.name}`}
          head={['Status', 'Declared as', 'Events', 'Destination', 'Contact']}
        >
          {listed.items.map(({ uuid, status, name, events, destination, contactEmail, pushesHere }) => (
            <tr key={uuid}>
              <td>
                <Badge tone={status === 'ACTIVE' ? 'good' : 'bad'}>{status}</Badge>
              </td>
              <td>{name ?? <span class="quiet">not declared</span>}</td>
              <td>{events.length === 0 ? 'every event' : events.join(', ')}</td>
              <td>
                {destination} {!pushesHere && <Badge tone="warn">not this source</Badge>}
              </td>
              <td>{contactEmail}</td>
            </tr>
          ))}
        </Table>
      )}
      {listed?.items.length === 0 && <Empty>There is no subscription at the provider.</Empty>}
      {plan !== undefined && (
        <>
          <h3>{work === 0 ? 'Nothing to do: all is as declared' : 'What a sync would do'}</h3>
          <ul class="todo steps">
            {plan.steps.map((step) => (
              <li key={`${step.action} ${step.name} ${step.uuid}`}>
                <Badge tone={tones[step.action]}>{words[step.action]}</Badge> {step.name ?? step.uuid}: {step.detail}
              </li>
            ))}
          </ul>
          {work > 0 && (
            <Act
              label={`Do ${work === 1 ? 'this step' : `these ${work} steps`}`}
              tone="primary"
              act={async () => {
                const { steps } = await bodyOf(
                  api.applySync({ path: { source: source.name }, query: { plan: plan.id } }),
                );
                setApplied(
                  steps
                    .map(({ outcome, name, fault }) => `${name ?? ''} ${outcome}${fault ? `: ${fault}` : ''}`)
                    .join('; '),
                );
                again();
                return '';
              }}
            />
          )}
          <p aria-live="polite">{applied}</p>
        </>
      )}
      <Command>{`pushdock ${source.provider} subscriptions sync --source ${source.name}`}</Command>
    </section>
  );
}
