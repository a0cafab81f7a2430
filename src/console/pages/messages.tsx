/** What arrived: the newest first, filtered by what stands in the address. */
import type { ComponentChildren } from 'preact';
import { api, bodyOf, type MessageSummary, type SourceSummary } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { download, everyPage } from '../parts/download.ts';
import { chosen, chosenOf, type Field, Filters, Older } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Command, Empty, Fault, Id, Page, Table, Waiting } from '../parts/frame.tsx';
import { DeadLetters, MessageState, VerdictBadge } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { Totals } from '../parts/totals.tsx';
import { Columns, SavedViews } from '../parts/views.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { settings } from '../settings.ts';

export const messageStates = ['received', 'processed', 'quarantined', 'failed', 'recorded'] as const;
export const verdicts = ['match', 'drift', 'violation', 'unknown'] as const;
const ROWS = 50;
const EXPORT_MAX = 200;

/** Of a payload: for operators, because a match tells what it holds. */
const searched = ['text', 'field'] as const;

type Filter = NonNullable<Parameters<typeof api.listMessages>[0]['query']>;

function filterOf(query: URLSearchParams, mayReadPayloads: boolean): Filter {
  const { text, field } = chosen(query, searched);
  const [state, verdict] = [chosenOf(query, 'state', messageStates), chosenOf(query, 'verdict', verdicts)];
  return {
    ...chosen(query, ['provider', 'source', 'type', 'reference', 'identity', 'receivedFrom', 'receivedTo']),
    ...(state && { state }),
    ...(verdict && { verdict }),
    ...(mayReadPayloads && text && { text }),
    ...(mayReadPayloads && field && { field: [field] }),
  };
}

export function Messages({ query }: { readonly query: URLSearchParams }) {
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const mayAct = useMayAct();
  const filter = filterOf(query, mayAct);
  const { cursor } = chosen(query, ['cursor']);
  const asked = { ...filter, limit: ROWS, masked: true, ...(cursor && { cursor }) };
  const listed = useLive(`messages ${query}`, (signal) => bodyOf(api.listMessages({ query: asked }, { signal })));
  const configured = sources.data?.items ?? [];
  return (
    <Page
      title="Messages"
      actions={
        <>
          <a class="button" href={href(['holds'])}>
            Legal holds
          </a>
          {mayAct && canReplay(filter) && (
            <a class="button" href={href(['replays', 'new'], Object.fromEntries(query))}>
              Replay these
            </a>
          )}
          <Act label="Export as JSON lines" act={() => exportNewest(filter, configured)} />
        </>
      }
    >
      <Filters
        page="messages"
        query={query}
        fields={[
          { name: 'source', label: 'Source', options: configured.map(({ name }) => name) },
          { name: 'state', label: 'State', options: messageStates },
          { name: 'verdict', label: 'Contract says', options: verdicts },
          { name: 'type', label: 'Event type' },
          { name: 'receivedFrom', label: 'Received since', kind: 'time' },
          ...(mayAct ? [{ name: 'text', label: 'Text in the payload' }] : []),
        ]}
        more={moreFields(new Set(configured.map(({ provider }) => provider)), mayAct)}
      />
      <SavedViews page="messages" query={query} />
      <Columns names={columns.map(({ name }) => name).filter((name) => name !== 'Message')} />
      <Totals source={filter.source} />
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
      <Command>
        {[
          `pushdock messages list${flags(filter)}`,
          `pushdock messages export session.ndjson${flags(exported(filter))}`,
          `pushdock tail${flags({ source: filter.source })}`,
        ]}
      </Command>
    </Page>
  );
}

const moreFields = (providers: ReadonlySet<string>, mayAct: boolean): readonly Field[] => [
  { name: 'provider', label: 'Provider', options: [...providers] },
  { name: 'reference', label: 'Order, shipment or purchase' },
  { name: 'receivedTo', label: 'Received before', kind: 'time' },
  { name: 'identity', label: 'Identity (kind:key)' },
  ...(mayAct ? [{ name: 'field', label: 'Field in the payload (path=value)' }] : []),
];

/** A replay chooses by fewer things than the list, and takes what was processed or could be. */
const canReplay = ({ text, field, identity, reference, state, ...narrowing }: Filter): boolean =>
  text === undefined &&
  field === undefined &&
  identity === undefined &&
  reference === undefined &&
  state !== 'received' &&
  state !== 'recorded' &&
  (state !== undefined || Object.keys(narrowing).length > 0);

/** The command chooses by fewer things than the list. */
const exported = ({ type, text, field, reference, identity, ...taken }: Filter) => taken;

/** Masked by the gateway, the oldest first, with what the business said of each: a scenario of the mocks can be made of it. */
async function exportNewest(filter: Filter, sources: readonly SourceSummary[]): Promise<string> {
  const found = await everyPage(
    (cursor) =>
      bodyOf(api.listMessages({ query: { ...filter, limit: EXPORT_MAX, masked: true, ...(cursor && { cursor }) } })),
    EXPORT_MAX,
  );
  const asking = new Set(sources.filter(({ offers }) => offers?.includes('results')).map(({ name }) => name));
  const whole: object[] = [];
  for (const { id, source } of found.toReversed()) {
    const call = { path: { id }, query: { masked: true } };
    const result = asking.has(source) ? (await bodyOf(api.getResult(call))).result : undefined;
    whole.push({ ...(await bodyOf(api.getMessage(call))), ...(result && { result }) });
  }
  download('pushdock-messages.ndjson', whole);
  return `${whole.length} ${whole.length === 1 ? 'message' : 'messages'}, with personal data masked`;
}

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
    show: ({ state, verdict, deadLetters }) => (
      <>
        <MessageState state={state} /> <VerdictBadge verdict={verdict} /> <DeadLetters count={deadLetters} />
      </>
    ),
  },
  { name: 'Remarks', class: 'remarks', show: remarks },
];

export function MessageTable({ items }: { readonly items: readonly MessageSummary[] }) {
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
