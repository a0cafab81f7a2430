/** Where the events of a message went, attempt by attempt. */

import { Brief } from '../../parts/brief.tsx';
import { Answer, Attempts, SendAgain } from '../../parts/delivery.tsx';
import { Empty } from '../../parts/frame.tsx';
import { DeliveryState } from '../../parts/states.tsx';
import { At } from '../../parts/time.tsx';
import { href } from '../../route.ts';
import type { ShownEvent } from './load.ts';

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
            <a class="quiet" href={href(['events', event.id])}>
              {event.type}
            </a>
            {event.subject !== undefined && (
              <span>
                <Brief text={event.subject} />
              </span>
            )}
            {delivery.state === 'dead' && <SendAgain id={delivery.id} again={again} />}
          </div>
          {delivery.dueAt !== undefined && (
            <p class="small">
              Next attempt <At at={delivery.dueAt} />
            </p>
          )}
          {delivery.answer !== undefined && <Answer sink={delivery.sink} text={delivery.answer} />}
          <Attempts sink={delivery.sink} attempts={attempts} />
        </div>
      ))}
    </section>
  );
}
