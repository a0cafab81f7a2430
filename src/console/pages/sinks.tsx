/** The sinks: what waits for each, whether it is paused, and the switch for it. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type Sink } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { Badge, Command, Empty, Fault, Page, Waiting } from '../parts/frame.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';

export function Sinks() {
  const { data, error, again } = useLive('sinks', (signal) => bodyOf(api.listSinks({}, { signal })));
  return (
    <Page title="Sinks" intro="Where events go, and what waits for each.">
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>No sink is configured. Events are made and kept, and go to nobody.</Empty>}
      <ul class="sources">
        {(data?.items ?? []).map((sink) => (
          <SinkCard key={sink.name} sink={sink} again={again} />
        ))}
      </ul>
      <Command>pushdock sinks list</Command>
    </Page>
  );
}

function SinkCard({ sink, again }: { readonly sink: Sink; readonly again: () => void }) {
  const { name, configured, paused, waiting, dead, oldestDueAt } = sink;
  const mayAct = useMayAct();
  const [reason, setReason] = useState('');
  const total = waiting.live + waiting.retry + waiting.replay + waiting.behind;
  const failing = waiting.retry > 0 && paused === undefined;
  return (
    <li class={dead > 0 || failing ? 'source ill' : 'source'}>
      <div class="head">
        <h2>{name}</h2>
        {paused !== undefined && <Badge tone="warn">paused</Badge>}
        {!configured && <Badge tone="bad">not configured any more</Badge>}
        {failing && <Badge tone="bad">failing</Badge>}
        {dead > 0 && (
          <Badge tone="bad">
            {dead} {dead === 1 ? 'dead letter' : 'dead letters'}
          </Badge>
        )}
        {paused === undefined && configured && !failing && dead === 0 && (
          <Badge tone="good">{total === 0 ? 'nothing waits' : 'at work'}</Badge>
        )}
      </div>
      {paused !== undefined && (
        <p>
          Since <Ago at={paused.since} />: {paused.reason}
        </p>
      )}
      <dl class="facts">
        <dt>Waiting</dt>
        <dd>
          <a href={href(['deliveries'], { sink: name, state: 'due' })}>{total}</a>
          {total > 0 && <span class="quiet"> ({waitingText(waiting)})</span>}
        </dd>
        {oldestDueAt !== undefined && (
          <>
            <dt>Oldest due</dt>
            <dd>
              <Ago at={oldestDueAt} />
            </dd>
          </>
        )}
        <dt>Dead letters</dt>
        <dd>{dead === 0 ? '0' : <a href={href(['deliveries'], { sink: name, state: 'dead' })}>{dead}</a>}</dd>
      </dl>
      {mayAct && paused === undefined && (
        <details>
          <summary>Pause</summary>
          <label class="stacked">
            <span>Why, for the next person who looks</span>
            <input
              type="text"
              maxLength={200}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <Act
            label={`Pause ${name}`}
            tone="danger"
            act={async () => {
              await bodyOf(
                api.pauseSink({ path: { name }, query: reason.trim() === '' ? {} : { reason: reason.trim() } }),
              );
              again();
              return 'Paused. Events wait in the store.';
            }}
          />
        </details>
      )}
      {paused !== undefined && (
        <Act
          label={`Resume ${name}`}
          tone="primary"
          act={async () => {
            await bodyOf(api.resumeSink({ path: { name } }));
            again();
            return 'Resumed.';
          }}
        />
      )}
    </li>
  );
}

const waitingText = (waiting: Sink['waiting']): string =>
  Object.entries({
    new: waiting.live,
    'to be tried again': waiting.retry,
    replayed: waiting.replay,
    'behind another of their order key': waiting.behind,
  })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
