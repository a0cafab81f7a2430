/** What an outage of a source may have cost: what was tried and not accepted, where the events show a hole, what to ask the provider for again. */
import { api, bodyOf, type GapReport } from '../api.ts';
import { useLive } from '../live.ts';
import { chosen, Filters } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Badge, Command, Empty, Fault, Id, Page, Table, Waiting } from '../parts/frame.tsx';
import { At } from '../parts/time.tsx';
import { href } from '../route.ts';

export function Gap({ source, query }: { readonly source: string; readonly query: URLSearchParams }) {
  const window = chosen(query, ['from', 'to']);
  const { data, error } = useLive(`gap ${source} ${query}`, (signal) =>
    bodyOf(api.getGap({ path: { name: source }, query: { ...window, masked: true } }, { signal })),
  );
  return (
    <Page
      title={`Gap of ${source}`}
      intro="What the latest outage may have cost, and what to ask the provider for again."
    >
      <Filters
        page={`gap/${source}`}
        query={query}
        fields={[
          { name: 'from', label: 'From, in place of the latest outage', kind: 'time' },
          { name: 'to', label: 'To', kind: 'time' },
        ]}
      />
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && <Report gap={data} />}
      <Command>{`pushdock health gap ${source}${flags(window)}`}</Command>
    </Page>
  );
}

function Report({ gap }: { readonly gap: GapReport }) {
  const { window, lost, holes, ask, truncated } = gap;
  if (window === undefined) return <Empty>No outage of {gap.source} is known.</Empty>;
  return (
    <>
      <dl class="facts">
        <dt>From</dt>
        <dd>
          <At at={window.from} />
        </dd>
        <dt>To</dt>
        <dd>{window.to === undefined ? 'now: it goes on' : <At at={window.to} />}</dd>
        <dt>What it was</dt>
        <dd>
          {window.kind === 'silence' ? 'nothing came' : 'pushes were not accepted'}
          {window.code !== undefined && <span class="quiet"> ({window.code.replaceAll('_', ' ')})</span>}
        </dd>
        <Around label="Last before it" messages={gap.before} />
        <Around label="First after it" messages={gap.after} />
      </dl>
      <h2>Tried and not accepted</h2>
      {lost.length === 0 ? (
        <Empty>Nothing that reached this gateway.</Empty>
      ) : (
        <Table label="Lost pushes" head={['Says that it is', 'First', 'Last', 'Tries', 'Now']}>
          {lost.map(({ digest, names, firstAt, lastAt, tries, waiting }) => (
            <tr key={digest}>
              <td>{names ?? <code>{digest}</code>}</td>
              <td class="nowrap">
                <At at={firstAt} />
              </td>
              <td class="nowrap">
                <At at={lastAt} />
              </td>
              <td>{tries}</td>
              <td>{waiting ? <Badge tone="warn">may still come</Badge> : <Badge tone="bad">lost</Badge>}</td>
            </tr>
          ))}
        </Table>
      )}
      <h2>Holes in the events</h2>
      {holes.length === 0 ? (
        <Empty>None is seen.</Empty>
      ) : (
        <ul class="todo">
          {holes.map(({ detail }) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
      <h2>Ask for</h2>
      <ul class="todo">
        {ask.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {truncated && (
        <p class="note">There were more events around it than were compared. Choose a shorter window above.</p>
      )}
    </>
  );
}

function Around({ label, messages }: { readonly label: string; readonly messages: GapReport['before'] }) {
  const [message] = messages;
  if (message === undefined) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <a href={href(['messages', message.id])}>
          <Id id={message.id} />
        </a>{' '}
        <At at={message.receivedAt} />
      </dd>
    </>
  );
}
