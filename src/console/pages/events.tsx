/** What was made of the messages: the newest first, filtered by what stands in the address. */
import { api, bodyOf, type EventSummary } from '../api.ts';
import { useLive } from '../live.ts';
import { Brief } from '../parts/brief.tsx';
import { chosen, chosenOf, Filters, Older } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { verdicts } from './messages.tsx';

const ROWS = 50;

export function Events({ query }: { readonly query: URLSearchParams }) {
  const mayAct = useMayAct();
  const verdict = chosenOf(query, 'verdict', verdicts);
  const { cursor, text, field } = chosen(query, ['cursor', 'text', 'field']);
  const filter = {
    ...chosen(query, ['type', 'source', 'provider', 'message', 'identity', 'createdFrom', 'createdTo']),
    ...(verdict && { verdict }),
    ...(mayAct && text && { text }),
    ...(mayAct && field && { field: [field] }),
  };
  const asked = { ...filter, limit: ROWS, masked: true, ...(cursor && { cursor }) };
  const { data, error } = useLive(`events ${query}`, (signal) => bodyOf(api.listEvents({ query: asked }, { signal })));
  return (
    <Page title="Events" intro="What was made of the messages, and is delivered to the sinks.">
      <Filters
        page="events"
        query={query}
        fields={[
          { name: 'type', label: 'Event type' },
          { name: 'source', label: 'Source (/provider/name)' },
          { name: 'createdFrom', label: 'Made since', kind: 'time' },
          ...(mayAct ? [{ name: 'text', label: 'Text in the event' }] : []),
        ]}
        more={[
          { name: 'provider', label: 'Provider' },
          { name: 'verdict', label: 'Contract says', options: verdicts },
          { name: 'message', label: 'Message' },
          { name: 'createdTo', label: 'Made before', kind: 'time' },
          { name: 'identity', label: 'Identity (kind:key)' },
          ...(mayAct ? [{ name: 'field', label: 'Field in its data (path=value)' }] : []),
        ]}
      />
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data?.items.length === 0 && (
        <Empty>
          {data.nextCursor === undefined
            ? 'No event fits.'
            : 'None among those looked at so far. Go on with older ones.'}
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && <Rows items={data.items} />}
      <Older page="events" query={query} cursor={data?.nextCursor} />
      <Command>{`pushdock events list${flags(filter)}`}</Command>
    </Page>
  );
}

const Rows = ({ items }: { readonly items: readonly EventSummary[] }) => (
  <Table label="Events" head={['Made', 'Type', 'About', 'Source', 'Message']}>
    {items.map(({ id, createdAt, type, subject, source, messageId }) => (
      <tr key={id}>
        <td class="nowrap">
          <Ago at={createdAt} />
        </td>
        <td>
          <a href={href(['events', id])}>{type}</a>
        </td>
        <td>{subject !== undefined && <Brief text={subject} />}</td>
        <td class="nowrap">{source}</td>
        <td class="nowrap">
          <a href={href(['messages', messageId])}>
            <code>…{messageId.slice(-8)}</code>
          </a>
        </td>
      </tr>
    ))}
  </Table>
);
