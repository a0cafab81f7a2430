/** One delivery with its attempts. */
import { useState } from 'preact/hooks';
import { api, bodyOf } from '../api.ts';
import { useLive } from '../live.ts';
import { Brief } from '../parts/brief.tsx';
import { Answer, Attempts, SendAgain } from '../parts/delivery.tsx';
import { Command, Fault, Page, Waiting } from '../parts/frame.tsx';
import { Masked } from '../parts/masked.tsx';
import { DeliveryState } from '../parts/states.tsx';
import { At } from '../parts/time.tsx';
import { href } from '../route.ts';

export function DeliveryPage({ id }: { readonly id: string }) {
  const [revealed, setRevealed] = useState('');
  const masked = revealed !== id;
  // What was revealed is not asked for again by itself: each reading is in the audit log.
  const { data, error, again } = useLive(
    `delivery ${id} ${masked}`,
    (signal) => bodyOf(api.getDelivery({ path: { id }, query: { masked } }, { signal })),
    masked ? undefined : 0,
  );
  const delivery = data?.delivery;
  return (
    <Page title={`Delivery ${id}`}>
      <Fault error={error} />
      {data === undefined && error === undefined && <Waiting />}
      {data !== undefined && delivery !== undefined && (
        <>
          <p class="line">
            <DeliveryState state={delivery.state} />{' '}
            {delivery.state === 'dead' && <SendAgain id={delivery.id} again={again} />}
          </p>
          <dl class="facts">
            <dt>Sink</dt>
            <dd>
              <a href={href(['sinks'])}>{delivery.sink}</a>
            </dd>
            <dt>Event</dt>
            <dd>
              <a href={href(['events', delivery.event.id])}>{delivery.event.type}</a>{' '}
              {delivery.event.subject !== undefined && <Brief text={delivery.event.subject} />}
            </dd>
            <dt>Message</dt>
            <dd>
              <a href={href(['messages', delivery.event.messageId])}>
                <code>{delivery.event.messageId}</code>
              </a>
            </dd>
            <dt>Waits in</dt>
            <dd>{delivery.behind ? 'line behind another of its order key' : `the lane ${delivery.lane}`}</dd>
            {delivery.dueAt !== undefined && (
              <>
                <dt>Due</dt>
                <dd>
                  <At at={delivery.dueAt} />
                </dd>
              </>
            )}
            {delivery.settledAt !== undefined && (
              <>
                <dt>Ended</dt>
                <dd>
                  <At at={delivery.settledAt} />
                </dd>
              </>
            )}
            {delivery.replay !== undefined && (
              <>
                <dt>Replay</dt>
                <dd>
                  <a href={href(['replays', delivery.replay])}>{delivery.replay}</a>
                </dd>
              </>
            )}
          </dl>
          <h2>Attempts</h2>
          {delivery.answer !== undefined && (
            <>
              <Masked masked={masked} reveal={() => setRevealed(id)} />
              <Answer sink={delivery.sink} text={delivery.answer} />
            </>
          )}
          <Attempts sink={delivery.sink} attempts={data.attempts} />
        </>
      )}
      <Command>
        {[
          `pushdock deliveries show ${id}`,
          ...(delivery?.state === 'dead' ? [`pushdock dead-letters redeliver ${id}`] : []),
        ]}
      </Command>
    </Page>
  );
}
