/** The sinks: what waits for each, whether it is paused, and the switch for it. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type Sink, type SinkCircuit } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { TextField } from '../parts/fields.tsx';
import { Badge, Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { durationText } from '../time.ts';

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
      <Command>
        {[
          'pushdock sinks list',
          'pushdock sinks test <name>',
          "pushdock sinks pause <name> --reason '…'",
          'pushdock sinks resume <name>',
        ]}
      </Command>
      <Consumers />
    </Page>
  );
}

/** Programs that fetch their events themselves. */
function Consumers() {
  const { data, error, again } = useLive('consumers', (signal) => bodyOf(api.listConsumers({}, { signal })));
  if (data?.items.length === 0) return null;
  return (
    <>
      <h2>Consumers that pull</h2>
      <Fault error={error} />
      {data !== undefined && (
        <Table label="Consumers that pull" head={['Consumer', 'Acknowledged', 'Waiting', 'Oldest', 'Missed', 'Forget']}>
          {data.items.map(({ name, acknowledgedAt, waiting, oldestWaitingAt, forgottenUntil }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                <Ago at={acknowledgedAt} />
              </td>
              <td>{waiting}</td>
              <td>{oldestWaitingAt !== undefined && <Ago at={oldestWaitingAt} />}</td>
              <td>
                {forgottenUntil !== undefined && <Badge tone="bad">events were forgotten before it pulled them</Badge>}
              </td>
              <td>
                <Act
                  label={`Forget ${name} and its place`}
                  tone="danger"
                  act={async () => {
                    await bodyOf(api.deleteConsumer({ path: { name } }));
                    again();
                    return '';
                  }}
                />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Command>{['pushdock consumers list', 'pushdock consumers delete <name>']}</Command>
    </>
  );
}

function SinkCard({ sink, again }: { readonly sink: Sink; readonly again: () => void }) {
  const { name, configured, paused, waiting, dead, oldestDueAt, circuit, throughput } = sink;
  const mayAct = useMayAct();
  const [reason, setReason] = useState('');
  const total = waiting.live + waiting.retry + waiting.replay + waiting.behind;
  const away = circuit !== undefined && circuit.state !== 'closed';
  const failing = waiting.retry > 0 && paused === undefined && !away;
  return (
    <li class={dead > 0 || failing || away ? 'source ill' : 'source'}>
      <div class="head">
        <h2>{name}</h2>
        {paused !== undefined && <Badge tone="warn">paused</Badge>}
        {!configured && <Badge tone="bad">not configured any more</Badge>}
        {away && <Badge tone="bad">away</Badge>}
        {failing && <Badge tone="bad">failing</Badge>}
        {dead > 0 && (
          <Badge tone="bad">
            {dead} {dead === 1 ? 'dead letter' : 'dead letters'}
          </Badge>
        )}
        {paused === undefined && configured && !failing && !away && dead === 0 && (
          <Badge tone="good">{total === 0 ? 'nothing waits' : 'at work'}</Badge>
        )}
      </div>
      {paused !== undefined && (
        <p>
          Since <Ago at={paused.since} />: {paused.reason}
        </p>
      )}
      <dl class="facts">
        {circuit !== undefined && (
          <>
            <dt>Circuit</dt>
            <dd>
              <CircuitText circuit={circuit} node={sink.node} />
            </dd>
          </>
        )}
        {throughput !== undefined && (
          <>
            <dt>Last hour</dt>
            <dd>
              {sum(throughput.delivered)} delivered
              {sum(throughput.failed) > 0 && <>, {sum(throughput.failed)} failed</>}
            </dd>
          </>
        )}
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
      {throughput !== undefined && (
        <Sparkline counts={throughput.delivered} label={`Delivered to ${name} by the minute`} since={throughput.from} />
      )}
      {configured && (
        <p class="actions">
          <Act
            label={`Send a test event to ${name}`}
            act={async () => {
              const { outcome, detail, answer, tookMs } = await bodyOf(api.testSink({ path: { name } }));
              return `${outcome}: ${detail}, after ${durationText(tookMs)}.${answer === undefined ? '' : ` It said: ${answer}`}`;
            }}
          />
        </p>
      )}
      {mayAct && paused === undefined && (
        <details>
          <summary>Pause</summary>
          <TextField label="Why, for the next person who looks" value={reason} set={setReason} />
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

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function CircuitText({ circuit, node }: { readonly circuit: SinkCircuit; readonly node: string | undefined }) {
  const { state, since, until, reason } = circuit;
  if (since === undefined) return <>closed</>;
  return (
    <>
      {state === 'open' ? 'open' : 'half open'} since <Ago at={since} />: {reason}.{' '}
      {until === undefined ? (
        'One event is being tried.'
      ) : (
        <>
          The next try is due <Ago at={until} />.
        </>
      )}{' '}
      <span class="quiet">As seen by the gateway {node}.</span>
    </>
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
