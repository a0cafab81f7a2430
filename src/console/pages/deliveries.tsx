/** What is owed to each sink, dead letters among it, and sending them again: by the filter, after a plan. */
import { api, bodyOf, type ListedDelivery } from '../api.ts';
import { useLive } from '../live.ts';
import { Brief } from '../parts/brief.tsx';
import { chosen, chosenOf, Filters, Older } from '../parts/filters.tsx';
import { flags } from '../parts/flags.ts';
import { Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { ReplayOrder } from '../parts/replay-order.tsx';
import { answerText, DeliveryState } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { verdicts } from './messages.tsx';

const states = ['due', 'delivered', 'dead'] as const;
const ROWS = 50;

export function Deliveries({ query }: { readonly query: URLSearchParams }) {
  const mayAct = useMayAct();
  const sinks = useLive('sinks', (signal) => bodyOf(api.listSinks({}, { signal })));
  const [state, verdict] = [chosenOf(query, 'state', states), chosenOf(query, 'verdict', verdicts)];
  const { cursor, text, field } = chosen(query, ['cursor', 'text', 'field']);
  const shared = {
    ...chosen(query, ['sink', 'source', 'type', 'provider', 'replay', 'identity', 'createdFrom', 'createdTo']),
    ...(verdict && { verdict }),
    ...(mayAct && text && { text }),
    ...(mayAct && field && { field: [field] }),
  };
  const filter = { ...shared, ...(state && { state }) };
  const asked = { ...filter, limit: ROWS, masked: true, ...(cursor && { cursor }) };
  const listed = useLive(`deliveries ${query}`, (signal) => bodyOf(api.listDeliveries({ query: asked }, { signal })));
  const dead = (sinks.data?.items ?? []).reduce((total, one) => total + one.dead, 0);
  return (
    <Page title={state === 'dead' ? 'Dead letters' : 'Deliveries'}>
      <Filters
        page="deliveries"
        query={query}
        fields={[
          { name: 'sink', label: 'Sink', options: (sinks.data?.items ?? []).map(({ name }) => name) },
          { name: 'state', label: 'State', options: states },
          { name: 'source', label: 'Source (/provider/name)' },
          { name: 'type', label: 'Event type' },
          ...(mayAct ? [{ name: 'text', label: 'Text in the event' }] : []),
        ]}
        more={[
          { name: 'provider', label: 'Provider' },
          { name: 'verdict', label: 'Contract says', options: verdicts },
          { name: 'replay', label: 'Made by replay' },
          { name: 'createdFrom', label: 'Event made since', kind: 'time' },
          { name: 'createdTo', label: 'Event made before', kind: 'time' },
          { name: 'identity', label: 'Identity (kind:key)' },
          ...(mayAct ? [{ name: 'field', label: 'Field in its data (path=value)' }] : []),
        ]}
      />
      {state !== 'dead' && dead > 0 && (
        <p class="note">
          <a href={href(['deliveries'], { state: 'dead' })}>
            {dead} {dead === 1 ? 'dead letter' : 'dead letters'}
          </a>
        </p>
      )}
      {state === 'dead' && <SendAgain query={query} />}
      <Fault error={listed.error} />
      {listed.data === undefined && listed.error === undefined && <Waiting />}
      {listed.data?.items.length === 0 && (
        <Empty>{state === 'dead' ? 'There is no dead letter.' : 'No delivery fits.'}</Empty>
      )}
      {listed.data !== undefined && listed.data.items.length > 0 && <Rows items={listed.data.items} />}
      <Older page="deliveries" query={query} cursor={listed.data?.nextCursor} />
      <Command>
        {state === 'dead' && shared.replay === undefined
          ? [`pushdock dead-letters list${flags(shared)}`, 'pushdock dead-letters redeliver <id>']
          : `pushdock deliveries list${flags(filter)}`}
      </Command>
    </Page>
  );
}

const Rows = ({ items }: { readonly items: readonly ListedDelivery[] }) => (
  <Table label="Deliveries" head={['Delivery', 'State', 'Sink', 'About', 'Message', 'Attempts', 'Last answer']}>
    {items.map(({ id, state, sink, event, attempts, detail, status, dueAt, settledAt, behind }) => (
      <tr key={id}>
        <td>
          <a href={href(['deliveries', id])}>{id}</a>
        </td>
        <td class="nowrap">
          <DeliveryState state={state} />
        </td>
        <td class="nowrap">{sink}</td>
        <td>
          {event.subject !== undefined && (
            <strong>
              <Brief text={event.subject} />{' '}
            </strong>
          )}
          <span class="quiet">{event.type}</span>
        </td>
        <td class="nowrap">
          <a href={href(['messages', event.messageId])}>
            <code>…{event.messageId.slice(-8)}</code>
          </a>{' '}
          <Ago at={event.createdAt} />
        </td>
        <td>{attempts}</td>
        <td>
          {answerText(status, detail)}
          <div class="quiet small">
            {behind === true && 'waits behind another of its order key'}
            {dueAt !== undefined && (
              <>
                due <Ago at={dueAt} />
              </>
            )}
            {settledAt !== undefined && (
              <>
                ended <Ago at={settledAt} />
              </>
            )}
          </div>
        </td>
      </tr>
    ))}
  </Table>
);

/** A replay chooses by fewer things than the list. */
function SendAgain({ query }: { readonly query: URLSearchParams }) {
  const mayAct = useMayAct();
  if (!mayAct) return null;
  if (unknownToReplays.some((name) => query.get(name)))
    return (
      <p class="quiet">
        To send dead letters again, choose them by sink, source, provider, type or verdict: a replay knows nothing else
        of them.
      </p>
    );
  const { sink, source, ...rest } = chosen(query, ['sink', 'source', 'type', 'provider']);
  const verdict = chosenOf(query, 'verdict', verdicts);
  // Of an event it is `/provider/name`, of a message the name.
  const name = source?.split('/').at(-1);
  const order = {
    dead: true,
    ...rest,
    ...(name && { source: name }),
    ...(verdict && { verdict }),
    ...(sink && { sink: [sink] }),
  };
  return (
    <>
      <ReplayOrder key={String(query)} order={order} what="dead letter" />
      <p>
        <a
          href={href(['replays', 'new'], {
            dead: 'yes',
            ...rest,
            ...(name && { source: name }),
            ...(verdict && { verdict }),
            ...(sink && { sink }),
          })}
        >
          Choose the time, the rate, or to repeat them as they were sent
        </a>
      </p>
    </>
  );
}

const unknownToReplays = ['text', 'field', 'identity', 'replay', 'createdFrom', 'createdTo'] as const;
