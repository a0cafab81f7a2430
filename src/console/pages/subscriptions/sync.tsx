/** What would make the subscriptions at the provider those that are declared, and doing it. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type SourceSummary, type SyncPlan } from '../../api.ts';
import { Act } from '../../parts/act.tsx';
import { Badge, Command, type Tone } from '../../parts/frame.tsx';

type Action = SyncPlan['steps'][number]['action'];

const tones: Readonly<Record<Action, Tone>> = {
  create: 'good',
  change: 'warn',
  delete: 'bad',
  nothing: 'plain',
  leave: 'plain',
};
const words: Readonly<Record<Action, string>> = {
  create: 'create',
  change: 'change',
  delete: 'delete',
  nothing: 'as declared',
  leave: 'left alone',
};

export function Sync({
  source,
  plan,
  prune,
  setPrune,
  again,
}: {
  readonly source: SourceSummary;
  readonly plan: SyncPlan;
  readonly prune: boolean;
  readonly setPrune: (prune: boolean) => void;
  readonly again: () => void;
}) {
  const [applied, setApplied] = useState('');
  const work = plan.steps.filter(({ action }) => action !== 'nothing' && action !== 'leave').length;
  return (
    <>
      <h3>{work === 0 ? 'Nothing to do: all is as declared' : 'What a sync would do'}</h3>
      <ul class="todo steps">
        {plan.steps.map((step) => (
          <li key={`${step.action} ${step.name} ${step.uuid}`}>
            <Badge tone={tones[step.action]}>{words[step.action]}</Badge> {step.name ?? step.uuid}: {step.detail}
            {step.action === 'create' && step.scopes.length > 0 && (
              <span class="quiet"> (needs {step.scopes.join(', ')})</span>
            )}
          </li>
        ))}
      </ul>
      <p class="line">
        <label>
          <input type="checkbox" checked={prune} onChange={({ currentTarget }) => setPrune(currentTarget.checked)} />{' '}
          Delete what pushes to this source and is not declared
        </label>
      </p>
      {work > 0 && (
        <Act
          label={`Do ${work === 1 ? 'this step' : `these ${work} steps`}`}
          tone="primary"
          act={async () => {
            const { steps } = await bodyOf(
              api.applySync({ path: { source: source.name }, query: { prune, plan: plan.id } }),
            );
            setApplied(
              steps
                .map(({ outcome, name, uuid, fault }) => `${name ?? uuid ?? ''} ${outcome}${fault ? `: ${fault}` : ''}`)
                .join('; '),
            );
            again();
            return '';
          }}
        />
      )}
      <p aria-live="polite">{applied}</p>
      <Command>{`pushdock ${source.provider} subscriptions sync --source ${source.name}${prune ? ' --prune' : ''} --yes`}</Command>
    </>
  );
}
