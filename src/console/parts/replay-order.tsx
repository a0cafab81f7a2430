/** Sending again on purpose: first how much it is, then the button that does it, on all that was chosen and not on ticked rows. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type ReplayPlan } from '../api.ts';
import { go, href } from '../route.ts';
import { useMayAct } from '../session.tsx';
import { durationText } from '../time.ts';
import { Act } from './act.tsx';
import { flags, quoted } from './flags.ts';
import { Command } from './frame.tsx';

export type Order = NonNullable<Parameters<typeof api.startReplay>[0]['query']>;

/** `what` is sent: one of them in words. */
export function ReplayOrder({ order, what }: { readonly order: Order; readonly what: 'dead letter' | 'event' }) {
  const mayAct = useMayAct();
  const [plan, setPlan] = useState<ReplayPlan>();
  if (!mayAct) return null;
  const total = (plan?.sinks ?? []).reduce((sum, { deliveries }) => sum + deliveries, 0);
  // Of messages that were never processed nobody knows yet what will be sent.
  const isEmpty = plan !== undefined && total === 0 && plan.unprocessed === 0;
  return (
    <div class="plan">
      <Act
        label={plan === undefined ? 'Plan to send these again' : 'Plan again'}
        act={async () => {
          setPlan(await bodyOf(api.planReplay({ query: order })));
          return '';
        }}
      />
      {plan !== undefined && (
        <>
          <p>{isEmpty ? 'There is nothing to send.' : planText(plan, total, what, order.mode === 'as_sent')}</p>
          {!isEmpty && (
            <Act
              label={total === 0 ? 'Begin' : `Send ${total} again`}
              tone="primary"
              act={async () => {
                const { id } = await bodyOf(api.startReplay({ query: order }));
                go(href(['replays', id]));
                return '';
              }}
            />
          )}
        </>
      )}
      <Command>{commandOf(order)}</Command>
    </div>
  );
}

export function commandOf({ message = [], mode, ...rest }: Order): string {
  const ids = message.map((id) => ` ${quoted(id)}`).join('');
  return `pushdock replay${ids}${flags(rest)}${mode === 'as_sent' ? ' --as-sent' : ''}`;
}

const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

function planText(plan: ReplayPlan, total: number, what: string, asSent: boolean): string {
  const { messages, sinks, seconds, unprocessed, withoutBytes } = plan;
  const most = sinks.some(({ atMost }) => atMost) ? 'At most ' : '';
  const perSink = sinks.map(({ sink, deliveries }) => `${deliveries} to ${sink}`).join(', ');
  return [
    `${most}${counted(total, what)} of ${counted(messages, 'message')}, about ${durationText(seconds * 1_000)}${perSink === '' ? '' : `: ${perSink}`}.`,
    unprocessed > 0 && `Never processed: ${unprocessed}, ${asSent ? 'left out' : 'processed again'}.`,
    withoutBytes > 0 &&
      !asSent &&
      `Bytes already forgotten: ${withoutBytes}, left out; choose “as sent” to repeat their events.`,
  ]
    .filter(Boolean)
    .join(' ');
}
