/** What arrived: the newest first, filtered by what stands in the address. */
import type { ComponentChildren } from 'preact';
import { api, bodyOf, type MessageSummary } from '../api.ts';
import { useLive } from '../live.ts';
import { Filters, Older } from '../parts/filters.tsx';
import { Command, Empty, Fault, Id, Page, Table, Waiting } from '../parts/frame.tsx';
import { MessageState, VerdictBadge } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { Totals } from '../parts/totals.tsx';
import { Columns, SavedViews } from '../parts/views.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { settings } from '../settings.ts';

export const messageStates = ['received', 'processed', 'quarantined', 'failed', 'recorded'] as const;
export const verdicts = ['match', 'drift', 'violation', 'unknown'] as const;
const ROWS = 50;

const oneOf = <Word extends string>(words: readonly Word[], text: string | null): Word | undefined =>
  words.find((word) => word === text);

export function Messages({ query }: { readonly query: URLSearchParams }) {
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const mayReadPayloads = useMayAct();
  const [source, state, verdict, type, text, since, cursor] = [
    query.get('source') ?? undefined,
    oneOf(messageStates, query.get('state')),
    oneOf(verdicts, query.get('verdict')),
    query.get('type') ?? undefined,
    (mayReadPayloads && query.get('text')) || undefined,
    query.get('receivedFrom') ?? undefined,
    query.get('cursor') ?? undefined,
  ];
  const filter = {
    ...(source && { source }),
    ...(state && { state }),
    ...(verdict && { verdict }),
    ...(type && { type }),
    ...(text && { text }),
  };
  const asked = {
    ...filter,
    ...(since && { receivedFrom: since }),
    limit: ROWS,
    masked: true,
    ...(cursor && { cursor }),
  };
  const listed = useLive(`messages ${query}`, (signal) => bodyOf(api.listMessages({ query: asked }, { signal })));
  return (
    <Page title="Messages">
      <Filters
        page="messages"
        query={query}
        fields={[
          { name: 'source', label: 'Source', options: (sources.data?.items ?? []).map(({ name }) => name) },
          { name: 'state', label: 'State', options: messageStates },
          { name: 'verdict', label: 'Contract says', options: verdicts },
          { name: 'type', label: 'Event type' },
          { name: 'receivedFrom', label: 'Received since', kind: 'time' },
          ...(mayReadPayloads ? [{ name: 'text', label: 'Text in the payload' }] : []),
        ]}
      />
      <SavedViews page="messages" query={query} />
      <Columns names={columns.map(({ name }) => name).filter((name) => name !== 'Message')} />
      <Totals source={source} />
      <Fault error={listed.error} />
      {listed.data === undefined && listed.error === undefined && <Waiting />}
      {listed.data !== undefined && listed.data.items.length === 0 && (
        <Empty>
          {listed.data.nextCursor === undefined
            ? 'No message fits.'
            : 'None among those looked at so far. Go on with older ones.'}
        </Empty>
      )}
      {listed.data !== undefined && listed.data.items.length > 0 && <MessageTable items={listed.data.items} />}
      <Older page="messages" query={query} cursor={listed.data?.nextCursor} />
      <Command>{`pushdock messages list${flags({ ...filter, since })}`}</Command>
    </Page>
  );
}

/** As the command line takes them. */
export const flags = (filter: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(filter)
    .flatMap(([name, value]) =>
      value === undefined
        ? []
        : ` --${name} ${/^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`}`,
    )
    .join('');

type Column = {
  readonly name: string;
  readonly class?: string;
  readonly show: (message: MessageSummary) => ComponentChildren;
};

const columns: readonly Column[] = [
  { name: 'Received', class: 'nowrap', show: ({ receivedAt }) => <Ago at={receivedAt} /> },
  { name: 'Source', class: 'nowrap', show: ({ source }) => source },
  {
    name: 'Message',
    show: ({ id }) => (
      <a href={href(['messages', id])}>
        <Id id={id} />
      </a>
    ),
  },
  {
    name: 'State',
    class: 'nowrap',
    show: ({ state, verdict }) => (
      <>
        <MessageState state={state} /> <VerdictBadge verdict={verdict} />
      </>
    ),
  },
  { name: 'Remarks', class: 'remarks', show: remarks },
];

function MessageTable({ items }: { readonly items: readonly MessageSummary[] }) {
  const shown = columns.filter(({ name }) => name === 'Message' || !settings.hiddenColumns.includes(name));
  return (
    <Table label="Messages" head={shown.map(({ name }) => name)}>
      {items.map((message) => (
        <tr key={message.id}>
          {shown.map((column) => (
            <td key={column.name} class={column.class}>
              {column.show(message)}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function remarks({ reason, findings, receipts, possibleRepeatOf, legalHold }: MessageSummary): string {
  return [
    reason,
    findings.length > 0 && `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`,
    receipts > 1 && `arrived ${receipts} times`,
    possibleRepeatOf && 'may be a repeat',
    legalHold && `legal hold: ${legalHold}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
