/** The gateway itself: who shares its store, who is told of conditions, what is forgotten when, and its configuration. */
import { useState } from 'preact/hooks';
import { api, baseUrl, bodyOf, type Forgotten, type Retention } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { Badge, Command, Empty, Fault, Page, Table, type Tone, Waiting } from '../parts/frame.tsx';
import { Ago } from '../parts/time.tsx';
import { durationText } from '../time.ts';

/** A pass takes seconds, so its counts are followed. */
const FOLLOW_MS = 1_000;
const nodeTones: Readonly<Record<'up' | 'draining' | 'gone', Tone>> = { up: 'good', draining: 'warn', gone: 'bad' };

export function Gateway() {
  const nodes = useLive('nodes', (signal) => bodyOf(api.listNodes({}, { signal })));
  return (
    <Page
      title="Gateway"
      intro="Who shares the store, who is told when something is wrong, and what is forgotten when."
    >
      <Fault error={nodes.error} />
      {nodes.data === undefined && nodes.error === undefined && <Waiting />}
      {nodes.data !== undefined && (
        <Table label="Gateways on this store" head={['Gateway', 'Does', 'State', 'Started', 'Seen', 'Version']}>
          {nodes.data.items.map(({ id, epoch, role, state, startedAt, seenAt, version, own }) => (
            <tr key={epoch}>
              <td>
                <strong>{id}</strong> {own && <span class="quiet">answers here</span>}
              </td>
              <td>{role === 'all' ? 'receives and delivers' : `${role}s`}</td>
              <td>
                <Badge tone={nodeTones[state]}>{state}</Badge>
              </td>
              <td class="nowrap">
                <Ago at={startedAt} />
              </td>
              <td class="nowrap">
                <Ago at={seenAt} />
              </td>
              <td>{version}</td>
            </tr>
          ))}
        </Table>
      )}
      <Command>pushdock nodes</Command>
      <Ready />
      <AlertTargets />
      <Kept />
      <h2>Configuration</h2>
      <p>Read the file again, and take up sources, sinks, tokens and certificates: all of them or none.</p>
      <Act
        label="Reload the configuration"
        act={async () => {
          const { changes } = await bodyOf(api.reloadConfiguration({}));
          return changes.length === 0
            ? 'Nothing has changed.'
            : changes.map(({ kind, name, change }) => `${kind} ${name} ${change}`).join(', ');
        }}
      />
      <Command>{['pushdock reload', 'pushdock doctor']}</Command>
    </Page>
  );
}

function Ready() {
  const { data, error } = useLive('ready', (signal) => bodyOf(api.getReadiness({}, { signal })));
  return (
    <>
      <h2>Ready</h2>
      <Fault error={error} />
      {data !== undefined && (
        <p class="line">
          <Badge tone={data.status === 'ready' ? 'good' : 'bad'}>{data.status}</Badge> {data.reason}{' '}
          {data.backlog !== undefined && (
            <span class="quiet">
              {data.backlog.work} messages in work, {data.backlog.deliveries} deliveries not settled
            </span>
          )}{' '}
          <a href={`${baseUrl}/metrics`}>Metrics</a>
        </p>
      )}
    </>
  );
}

function AlertTargets() {
  const { data, error } = useLive('alerts', (signal) => bodyOf(api.listAlertTargets({}, { signal })));
  return (
    <>
      <h2>Alerts</h2>
      <Fault error={error} />
      {data?.items.length === 0 && (
        <Empty>Nobody is told when something is wrong. Name targets under alerts in the configuration.</Empty>
      )}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Who is told" head={['Target', 'Open', 'Waiting', 'Last sent', 'Fault', 'Test']}>
          {data.items.map(({ name, type, open, waiting, lastSentAt, fault }) => (
            <tr key={name}>
              <td>
                <strong>{name}</strong> <span class="quiet">{type}</span>
              </td>
              <td>{open}</td>
              <td>{waiting}</td>
              <td class="nowrap">{lastSentAt === undefined ? 'never' : <Ago at={lastSentAt} />}</td>
              <td>{fault !== undefined && <Badge tone="bad">{fault}</Badge>}</td>
              <td>
                <Act
                  label={`Test ${name}`}
                  act={async () => {
                    await bodyOf(api.testAlertTarget({ path: { name } }));
                    return 'It has taken the test.';
                  }}
                />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Command>{['pushdock alerts list', 'pushdock alerts test <target>']}</Command>
    </>
  );
}

function Kept() {
  const [follows, setFollows] = useState(false);
  const { data, error, again } = useLive(
    'retention',
    (signal) => bodyOf(api.getRetention({}, { signal })),
    follows ? FOLLOW_MS : undefined,
  );
  const [planned, setPlanned] = useState<Forgotten>();
  const plan = async () => {
    const counted = await bodyOf(api.planPrune({}));
    setPlanned(sumOf(counted) === 0 ? undefined : counted);
    return sumOf(counted) === 0 ? 'Nothing is older than that.' : '';
  };
  const isRunning = data?.pass?.state === 'running';
  const stop = async () => {
    await bodyOf(api.stopPrune({}));
    again();
    return 'It ends after its batch.';
  };
  const prune = async () => {
    await bodyOf(api.prune({}));
    setPlanned(undefined);
    setFollows(true);
    again();
    return '';
  };
  return (
    <>
      <h2>What is forgotten</h2>
      <Fault error={error} />
      {data !== undefined && (
        <>
          <dl class="facts">
            {ages.map(([name, label]) => (
              <Age key={name} label={label} seconds={data.keeps[name]} />
            ))}
            <dt>Latest pass</dt>
            <dd>{data.pass === undefined ? 'none since the start' : <Pass pass={data.pass} />}</dd>
          </dl>
          <p>The gateway forgets by itself once an hour. What it forgets cannot be restored.</p>
          <p class="actions">
            {isRunning ? (
              <Act label="Stop the pass" tone="danger" act={stop} />
            ) : (
              <Act label="Count what is older" act={plan} />
            )}
            {planned !== undefined && !isRunning && (
              <Act label={`Forget ${forgottenText(planned)} for good`} tone="danger" act={prune} />
            )}
          </p>
        </>
      )}
      <Command>{['pushdock prune --plan', 'pushdock prune', 'pushdock prune --stop']}</Command>
    </>
  );
}

const ages = [
  ['messagesSeconds', 'Messages'],
  ['eventsSeconds', 'Events'],
  ['bodiesSeconds', 'Bodies'],
] as const;

const Age = ({ label, seconds }: { readonly label: string; readonly seconds: number | undefined }) => (
  <>
    <dt>{label}</dt>
    <dd>{seconds === undefined ? 'kept for ever' : `kept for ${durationText(seconds * 1_000)}`}</dd>
  </>
);

const Pass = ({ pass: { state, startedAt, forgotten, reason } }: { readonly pass: NonNullable<Retention['pass']> }) => (
  <>
    {state}, <Ago at={startedAt} />: {forgottenText(forgotten)}
    {reason !== undefined && `; ${reason}`}
  </>
);

const sumOf = ({ messages, events, bodies }: Forgotten): number => messages + events + bodies;

const forgottenText = ({ messages, events, bodies }: Forgotten): string =>
  `${messages} messages, ${events} events and ${bodies} bodies`;
