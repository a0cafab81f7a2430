/** What is owed to each sink, dead letters among it, and sending them again: by the filter, after a plan. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type ListedDelivery, type ReplayPlan } from '../api.ts';
import { useLive } from '../live.ts';
import { Act } from '../parts/act.tsx';
import { Filters, Older } from '../parts/filters.tsx';
import { Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { answerText, DeliveryState } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { go, href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { durationText } from '../time.ts';
import { flags } from './messages.tsx';

const states = ['due', 'delivered', 'dead'] as const;
const ROWS = 50;

export function Deliveries({ query }: { readonly query: URLSearchParams }) {
  const mayAct = useMayAct();
  const sinks = useLive('sinks', (signal) => bodyOf(api.listSinks({}, { signal })));
  const state = states.find((word) => word === query.get('state'));
  const [sink, source, type, text, cursor] = ['sink', 'source', 'type', 'text', 'cursor'].map(
    (name) => query.get(name) ?? undefined,
  );
  const filter = {
    ...(sink && { sink }),
    ...(state && { state }),
    ...(source && { source }),
    ...(type && { type }),
    ...(mayAct && text && { text }),
  };
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
          { name: 'source', label: 'Source' },
          { name: 'type', label: 'Event type' },
          ...(mayAct ? [{ name: 'text', label: 'Text in the event' }] : []),
        ]}
      />
      {state !== 'dead' && dead > 0 && (
        <p class="note">
          <a href={href(['deliveries'], { state: 'dead' })}>
            {dead} {dead === 1 ? 'dead letter' : 'dead letters'}
          </a>
        </p>
      )}
      {state === 'dead' && (
        <SendAgain key={String(query)} filter={{ sink, source, type }} withText={text !== undefined} />
      )}
      <Fault error={listed.error} />
      {listed.data === undefined && listed.error === undefined && <Waiting />}
      {listed.data?.items.length === 0 && (
        <Empty>{state === 'dead' ? 'There is no dead letter.' : 'No delivery fits.'}</Empty>
      )}
      {listed.data !== undefined && listed.data.items.length > 0 && <Rows items={listed.data.items} />}
      <Older page="deliveries" query={query} cursor={listed.data?.nextCursor} />
      <Command>{`pushdock ${state === 'dead' ? 'dead-letters' : 'deliveries'} list${flags(
        state === 'dead' ? { sink, source, type } : filter,
      )}`}</Command>
    </Page>
  );
}

const Rows = ({ items }: { readonly items: readonly ListedDelivery[] }) => (
  <Table label="Deliveries" head={['State', 'Sink', 'About', 'Message', 'Attempts', 'Last answer']}>
    {items.map(({ id, state, sink, event, attempts, detail, status, dueAt, settledAt, behind }) => (
      <tr key={id}>
        <td class="nowrap">
          <DeliveryState state={state} />
        </td>
        <td class="nowrap">{sink}</td>
        <td>
          {event.subject !== undefined && <strong>{event.subject} </strong>}
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

type DeadFilter = {
  readonly sink?: string | undefined;
  readonly source?: string | undefined;
  readonly type?: string | undefined;
};

/** On the whole of what the filter finds, not on rows that were ticked: first how much it is, then the button that does it. */
function SendAgain({
  filter: { sink, source, type },
  withText,
}: {
  readonly filter: DeadFilter;
  readonly withText: boolean;
}) {
  const mayAct = useMayAct();
  const [plan, setPlan] = useState<ReplayPlan>();
  const query = { dead: true, ...(sink && { sink: [sink] }), ...(source && { source }), ...(type && { type }) };
  if (!mayAct) return null;
  if (withText)
    return (
      <p class="quiet">To send dead letters again, choose them by sink, source or type: a replay knows no text.</p>
    );
  const total = (plan?.sinks ?? []).reduce((sum, { deliveries }) => sum + deliveries, 0);
  return (
    <div class="plan">
      <Act
        label={plan === undefined ? 'Plan to send these again' : 'Plan again'}
        act={async () => {
          setPlan(await bodyOf(api.planReplay({ query })));
          return '';
        }}
      />
      {plan !== undefined && (
        <>
          <p>
            {total === 0
              ? 'There is nothing to send.'
              : `${total} ${total === 1 ? 'dead letter' : 'dead letters'} of ${plan.messages} ${plan.messages === 1 ? 'message' : 'messages'}, about ${durationText(plan.seconds * 1_000)}: ${plan.sinks.map((one) => `${one.deliveries} to ${one.sink}`).join(', ')}.`}
          </p>
          {total > 0 && (
            <Act
              label={`Send ${total} again`}
              tone="primary"
              act={async () => {
                const { id } = await bodyOf(api.startReplay({ query }));
                go(href(['replays', id]));
                return '';
              }}
            />
          )}
          <Command>{`pushdock replay --dead${flags({ sink, source, type })}`}</Command>
        </>
      )}
    </div>
  );
}
