/** One event as it is delivered, and where it went. */
import { useState } from 'preact/hooks';
import { api, done } from '../api.ts';
import { memberText, pretty } from '../bytes.ts';
import { useLive } from '../live.ts';
import { Brief } from '../parts/brief.tsx';
import { Code } from '../parts/code.tsx';
import { Command, Empty, Fault, Page, Table, Waiting } from '../parts/frame.tsx';
import { Masked } from '../parts/masked.tsx';
import { answerText, DeliveryState } from '../parts/states.tsx';
import { At } from '../parts/time.tsx';
import { href } from '../route.ts';

export function EventPage({ id }: { readonly id: string }) {
  const [revealed, setRevealed] = useState('');
  const masked = revealed !== id;
  // What was revealed is not asked for again by itself: each reading is in the audit log.
  const { data, error } = useLive(
    `event ${id} ${masked}`,
    (signal) => done(api.getEvent({ path: { id }, query: { masked } }, { signal })),
    masked ? undefined : 0,
  );
  const event = data?.body;
  return (
    <Page title={event === undefined ? 'Event' : event.type}>
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && event !== undefined && (
        <>
          <dl class="facts">
            <dt>Id</dt>
            <dd>
              <code>{event.id}</code>
            </dd>
            {event.subject !== undefined && (
              <>
                <dt>About</dt>
                <dd>
                  <Brief text={event.subject} />
                </dd>
              </>
            )}
            <dt>Source</dt>
            <dd>{event.source}</dd>
            <dt>Made</dt>
            <dd>
              <At at={event.createdAt} />
            </dd>
            <dt>Message</dt>
            <dd>
              <a href={href(['messages', event.messageId])}>
                <code>{event.messageId}</code>
              </a>
            </dd>
          </dl>
          <h2>Deliveries</h2>
          {event.deliveries.length === 0 && <Empty>No sink takes it.</Empty>}
          {event.deliveries.length > 0 && (
            <Table label="Deliveries" head={['Delivery', 'Sink', 'State', 'Attempts', 'Last answer']}>
              {event.deliveries.map(({ id: delivery, sink, state, attempts, status, detail }) => (
                <tr key={delivery}>
                  <td>
                    <a href={href(['deliveries', delivery])}>{delivery}</a>
                  </td>
                  <td>{sink}</td>
                  <td>
                    <DeliveryState state={state} />
                  </td>
                  <td>{attempts}</td>
                  <td>{answerText(status, detail)}</td>
                </tr>
              ))}
            </Table>
          )}
          <h2>As it is delivered</h2>
          <Masked masked={masked} reveal={() => setRevealed(id)} />
          <Code label="The event" text={pretty(memberText(new TextDecoder().decode(data.bytes), 'envelope') ?? '')} />
        </>
      )}
      <Command>{`pushdock events show ${id}`}</Command>
    </Page>
  );
}
