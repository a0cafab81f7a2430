/** Replays: how far each is, and how to stop one. */
import { api, bodyOf, type Replay } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { chosen, Older } from '../parts/filters.tsx';
import { Badge, Command, Empty, Fault, Page, Table, type Tone, Waiting } from '../parts/frame.tsx';
import { Ago, At } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';

const tones: Readonly<Record<Replay['state'], Tone>> = { running: 'news', done: 'good', stopped: 'warn' };
const FOLLOW_MS = 1_000;

export function Replays({ query }: { readonly query: URLSearchParams }) {
  const mayAct = useMayAct();
  const { cursor } = chosen(query, ['cursor']);
  const { data, error } = useLive(`replays ${query}`, (signal) =>
    bodyOf(api.listReplays({ query: { limit: 50, ...(cursor && { cursor }) } }, { signal })),
  );
  return (
    <Page
      title="Replays"
      intro="What was sent again on purpose."
      actions={
        mayAct && (
          <a class="button primary" href={href(['replays', 'new'])}>
            Send messages again
          </a>
        )
      }
    >
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>Nothing was replayed yet.</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <Table label="Replays" head={['Replay', 'What', 'State', 'Began', 'Messages', 'Deliveries']}>
          {data.items.map((replay) => (
            <tr key={replay.id}>
              <td>
                <a href={href(['replays', replay.id])}>{replay.id}</a>
              </td>
              <td>{whatText(replay)}</td>
              <td>
                <Badge tone={tones[replay.state]}>{replay.state}</Badge>
              </td>
              <td>
                <Ago at={replay.createdAt} />
              </td>
              <td>
                {replay.walked} of {replay.messages}
                {replay.skipped > 0 && `, ${replay.skipped} left out`}
              </td>
              <td>{deliveriesText(replay)}</td>
            </tr>
          ))}
        </Table>
      )}
      <Older page="replays" query={query} cursor={data?.nextCursor} />
      <Command>pushdock replay list</Command>
    </Page>
  );
}

const deliveriesText = ({ deliveries: { due, delivered, dead } }: Replay): string =>
  `${delivered} delivered, ${due} due${dead > 0 ? `, ${dead} dead` : ''}`;

/** `as sent, dead letters, source shipping, since …`. */
function whatText({ mode, filter }: Replay): string {
  const { messages, dead, delivery, ...named } = filter;
  return [
    mode === 'as_sent' && 'as sent',
    delivery !== undefined ? `delivery ${delivery}` : dead && 'dead letters',
    messages && (messages.length === 1 ? `message ${messages[0]}` : `${messages.length} messages`),
    ...Object.entries(named).map(([name, value]) => `${words[name] ?? name} ${value}`),
  ]
    .filter(Boolean)
    .join(', ');
}
const words: Readonly<Record<string, string>> = { receivedFrom: 'since', receivedTo: 'until' };

export function ReplayPage({ id }: { readonly id: string }) {
  const { data, error, again } = useLive(
    `replay ${id}`,
    (signal) => bodyOf(api.getReplay({ path: { id } }, { signal })),
    FOLLOW_MS,
  );
  return (
    <Page title={`Replay ${id}`}>
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && (
        <>
          <p class="line" aria-live="polite">
            <Badge tone={tones[data.state]}>{data.state}</Badge> {data.walked} of {data.messages}{' '}
            {data.messages === 1 ? 'message' : 'messages'}; {deliveriesText(data)}.
          </p>
          <progress aria-label="Messages walked through" value={data.walked} max={Math.max(1, data.messages)} />
          <dl class="facts">
            <dt>Began</dt>
            <dd>
              <At at={data.createdAt} />
            </dd>
            {data.endedAt !== undefined && (
              <>
                <dt>Ended</dt>
                <dd>
                  <At at={data.endedAt} />
                </dd>
              </>
            )}
            <dt>What</dt>
            <dd>{whatText(data)}</dd>
            <dt>Sinks</dt>
            <dd>{data.sinks === undefined ? 'every one that takes the event' : data.sinks.join(', ')}</dd>
            <dt>Rate</dt>
            <dd>{data.perSecond} messages a second</dd>
            {data.reopened > 0 && (
              <>
                <dt>Never processed before</dt>
                <dd>{data.reopened}, processed again</dd>
              </>
            )}
            {data.skipped > 0 && (
              <>
                <dt>Left out</dt>
                <dd>
                  {data.skipped}
                  {data.lastSkip !== undefined && `: ${data.lastSkip}`}
                </dd>
              </>
            )}
          </dl>
          <p class="actions">
            <a class="button" href={href(['deliveries'], { replay: id })}>
              All deliveries
            </a>
            {(data.state === 'running' || data.deliveries.due > 0) && (
              <Act
                label="Stop"
                tone="danger"
                act={async () => {
                  await bodyOf(api.stopReplay({ path: { id } }));
                  again();
                  return 'Stopped. What was delivered stays delivered.';
                }}
              />
            )}
          </p>
          <Command>{[`pushdock replay show ${id}`, `pushdock replay stop ${id}`]}</Command>
        </>
      )}
    </Page>
  );
}
