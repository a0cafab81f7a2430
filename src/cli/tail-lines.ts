/** The lines of `pushdock tail`. */
import type { ListedDelivery, MessageSummary } from '../../generated/gateway/models.ts';
import { joined, type Visible, visible } from '../running/visible.ts';
import type { News } from './tail-feed.ts';
import type { Colour, Paint } from './terminal.ts';

const colours: Readonly<Record<MessageSummary['state'] | ListedDelivery['state'], Colour>> = {
  received: 'dim',
  processed: 'green',
  recorded: 'dim',
  quarantined: 'red',
  failed: 'red',
  due: 'yellow',
  delivered: 'green',
  dead: 'red',
};
const verdictColours: Readonly<Record<NonNullable<MessageSummary['verdict']>, Colour>> = {
  match: 'green',
  drift: 'yellow',
  violation: 'red',
  unknown: 'yellow',
};

export function newsLine(news: News, paint: Paint, nowMs: number): Visible {
  return news.kind === 'message' ? messageLine(news.message, paint) : deliveryLine(news.delivery, paint, nowMs);
}

function messageLine(
  { id, receivedAt, provider, source, state, verdict, receipts, reason = '' }: MessageSummary,
  paint: Paint,
) {
  const judged = verdict === undefined ? visible('-') : paint(verdictColours[verdict], verdict);
  const parts = [
    paint('dim', receivedAt),
    visible('message'),
    visible(id),
    visible(`${provider}/${source}`),
    paint(colours[state], state),
    judged,
    receipts > 1 ? paint('yellow', `received ${receipts} times`) : visible(''),
  ];
  return joined([...parts, visible(reason)], '  ');
}

function deliveryLine(delivery: ListedDelivery, paint: Paint, nowMs: number): Visible {
  const { id, sink, state, attempts, settledAt, replay, detail = '', event } = delivery;
  const parts = [
    paint('dim', settledAt ?? new Date(nowMs).toISOString()),
    visible('delivery'),
    visible(`${id} to ${sink}`),
    visible(`${event.type} ${event.id}`),
    paint(colours[state], attempts === 0 || state === 'delivered' ? state : `${state} after ${attempts}`),
    ...(replay === undefined ? [] : [paint('cyan', `replay ${replay}`)]),
    visible(state === 'delivered' ? '' : detail),
  ];
  return joined(parts, '  ');
}
