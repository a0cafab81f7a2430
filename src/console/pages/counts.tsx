/** How many messages arrived, by the hour or the day: by source, state and what their contract says. */
import { api, bodyOf } from '../api.ts';
import { perStep } from '../counts.ts';
import { useLive } from '../live.ts';
import { chosen, chosenOf, Filters } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { MessageState, VerdictBadge } from '../parts/states.tsx';
import { At } from '../parts/time.tsx';
import { href } from '../route.ts';

const steps = ['hour', 'day'] as const;

export function Counts({ query }: { readonly query: URLSearchParams }) {
  const step = chosenOf(query, 'step', steps);
  const { source, from, to } = chosen(query, ['source', 'from', 'to']);
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const asked = { ...(source && { source }), ...(from && { from }), ...(to && { to }), ...(step && { step }) };
  const { data, error } = useLive(`counted ${query}`, (signal) =>
    bodyOf(api.countMessages({ query: asked }, { signal })),
  );
  return (
    <Page
      title="Counts"
      intro="Messages that arrived, the newest step first; those that were forgotten are counted too."
    >
      <Filters
        page="counts"
        query={query}
        fields={[
          { name: 'source', label: 'Source', options: (sources.data?.items ?? []).map(({ name }) => name) },
          { name: 'step', label: 'By the', options: steps },
          { name: 'from', label: 'Since', kind: 'time' },
          { name: 'to', label: 'Until', kind: 'time' },
        ]}
      />
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && <Empty>No message arrived in that time.</Empty>}
      {data !== undefined && data.items.length > 0 && (
        <>
          <Sparkline counts={perStep(data)} label="Messages" since={data.from} />
          <Table label="Counts" head={['Since', 'Source', 'State', 'Count']}>
            {data.items.toReversed().map(({ at, source: name, state, verdict, count }) => (
              <tr key={`${at} ${name} ${state} ${verdict}`}>
                <td class="nowrap">
                  <At at={at} />
                </td>
                <td>
                  <a
                    href={href(['messages'], {
                      source: name,
                      receivedFrom: at,
                      receivedTo: stepEnd(at, data.stepSeconds),
                    })}
                  >
                    {name}
                  </a>
                </td>
                <td>
                  <MessageState state={state} /> <VerdictBadge verdict={verdict} />
                </td>
                <td>{count}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
      <Command>{`pushdock messages count${flags({ source, since: from, until: to, step })}`}</Command>
    </Page>
  );
}

const stepEnd = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1_000).toISOString();
