/** A replay of what the filters in the address find: plan, then begin. */
import { api, bodyOf } from '../api.ts';
import { useLive } from '../live.ts';
import { chosen, chosenOf, Filters } from '../parts/filters.tsx';
import { Empty, Fault, Page } from '../parts/frame.tsx';
import { type Order, ReplayOrder } from '../parts/replay-order.tsx';
import { useMayAct } from '../session.tsx';
import { verdicts } from './messages.tsx';

/** States whose messages can be sent again. */
const states = ['processed', 'quarantined', 'failed'] as const;
const modes = { 'made again': 'derived', 'as sent': 'as_sent' } as const;
const modeWords = ['made again', 'as sent'] as const;

export function NewReplay({ query }: { readonly query: URLSearchParams }) {
  const mayAct = useMayAct();
  const sources = useLive('sources', (signal) => bodyOf(api.listSources({}, { signal })), 60_000);
  const sinks = useLive('sinks', (signal) => bodyOf(api.listSinks({}, { signal })), 60_000);
  const order = orderOf(query);
  const { sink, perSecond, mode, ...narrowing } = order;
  if (!mayAct) return <Empty>Only an operator sends messages again.</Empty>;
  return (
    <Page title="Send messages again" intro="Events keep their ids, and carry the mark pushdockreplay.">
      <Filters
        page="replays/new"
        query={query}
        fields={[
          { name: 'source', label: 'Source', options: (sources.data?.items ?? []).map(({ name }) => name) },
          { name: 'state', label: 'State', options: states },
          { name: 'verdict', label: 'Contract says', options: verdicts },
          { name: 'type', label: 'Event type' },
          { name: 'receivedFrom', label: 'Received since', kind: 'time' },
          { name: 'receivedTo', label: 'Received before', kind: 'time' },
          { name: 'dead', label: 'Only dead letters', options: ['yes'] },
          { name: 'message', label: 'Ids of messages' },
          { name: 'provider', label: 'Provider' },
          { name: 'sink', label: 'To this sink only', options: (sinks.data?.items ?? []).map(({ name }) => name) },
          { name: 'mode', label: 'Events', options: modeWords },
          { name: 'perSecond', label: 'Messages a second' },
        ]}
      />
      <Fault error={sources.error ?? sinks.error} />
      {Object.keys(narrowing).length === 0 ? (
        <Empty>Choose what to send again. For everything, give an early time.</Empty>
      ) : (
        <ReplayOrder key={String(query)} order={order} what="event" />
      )}
    </Page>
  );
}

function orderOf(query: URLSearchParams): Order {
  const { sink, message, perSecond } = chosen(query, ['sink', 'message', 'perSecond']);
  const [state, verdict] = [chosenOf(query, 'state', states), chosenOf(query, 'verdict', verdicts)];
  const mode = chosenOf(query, 'mode', modeWords);
  return {
    ...chosen(query, ['provider', 'source', 'type', 'receivedFrom', 'receivedTo']),
    ...(state && { state }),
    ...(verdict && { verdict }),
    ...(message && { message: message.split(/[\s,]+/) }),
    ...(query.get('dead') === 'yes' && { dead: true }),
    ...(sink && { sink: [sink] }),
    ...(mode && { mode: modes[mode] }),
    // The gateway refuses what is not a number, with a sentence.
    ...(perSecond && { perSecond: Number(perSecond) }),
  };
}
