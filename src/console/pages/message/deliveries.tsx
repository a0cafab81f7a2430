/** Where the events of a message went, attempt by attempt. */
import { api, bodyOf } from '../../api.ts';
import { Act } from '../../parts/act.tsx';
import { Empty, Table } from '../../parts/frame.tsx';
import { DeliveryState } from '../../parts/states.tsx';
import { At, Took } from '../../parts/time.tsx';
import { href } from '../../route.ts';
import type { ShownEvent } from './load.ts';

/** What stands in place of what is masked. */
const MASK = '•••';

/** In it a sink may have repeated what the event holds. */
const Answer = ({ sink, text }: { readonly sink: string; readonly text: string }) => (
  <p class="small">
    {sink} said:{' '}
    {text === MASK ? <span class="quiet">{MASK} (reveal the message to read it)</span> : <code>{text}</code>}
  </p>
);

export function Deliveries({ events, again }: { readonly events: readonly ShownEvent[]; readonly again: () => void }) {
  const rows = events.flatMap(({ event, deliveries }) => deliveries.map((history) => ({ event, history })));
  return (
    <section>
      <h2>Deliveries</h2>
      {rows.length === 0 && <Empty>No sink takes an event of this message.</Empty>}
      {rows.map(({ event, history: { delivery, attempts } }) => (
        <div class="delivery" key={delivery.id}>
          <div class="head">
            <DeliveryState state={delivery.state} />
            <strong>
              <a href={href(['sinks'])}>{delivery.sink}</a>
            </strong>
            <span class="quiet">{event.type}</span>
            {event.subject !== undefined && <span>{event.subject}</span>}
            {delivery.state === 'dead' && (
              <Act
                label="Send again"
                act={async () => {
                  const { replay } = await bodyOf(api.redeliver({ path: { id: delivery.id } }));
                  again();
                  return <a href={href(['replays', replay])}>Replay {replay} began</a>;
                }}
              />
            )}
          </div>
          {delivery.dueAt !== undefined && (
            <p class="small">
              Next attempt <At at={delivery.dueAt} />
            </p>
          )}
          {delivery.answer !== undefined && <Answer sink={delivery.sink} text={delivery.answer} />}
          {attempts.length > 0 && (
            <Table label={`Attempts at ${delivery.sink}`} head={['Ended', 'Outcome', 'Answer', 'Took', 'Detail']}>
              {attempts.map((attempt) => (
                <tr key={attempt.endedAt}>
                  <td class="nowrap">
                    <At at={attempt.endedAt} />
                  </td>
                  <td>{attempt.outcome}</td>
                  <td>{attempt.status}</td>
                  <td class="nowrap">{attempt.tookMs !== undefined && <Took ms={attempt.tookMs} />}</td>
                  <td>{attempt.detail}</td>
                </tr>
              ))}
            </Table>
          )}
        </div>
      ))}
    </section>
  );
}
