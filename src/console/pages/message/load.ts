/** A message with all that was made of it, in one look. */
import { api, bodyOf, type DeliveryHistory, done, type Event as EventView, type Message } from '../../api.ts';
import { memberText } from '../../bytes.ts';

export type Shown = {
  readonly message: Message;
  readonly events: readonly ShownEvent[];
};
export type ShownEvent = {
  readonly event: EventView;
  /** The envelope as it was answered, digit for digit. */
  readonly envelope: string;
  readonly deliveries: readonly DeliveryHistory[];
};

/** More are named, and looked at one by one. */
const EVENTS_MAX = 10;

export async function loadMessage(id: string, masked: boolean, signal: AbortSignal): Promise<Shown> {
  const message = await bodyOf(api.getMessage({ path: { id }, query: { masked } }, { signal }));
  const events = await Promise.all(
    message.eventIds.slice(0, EVENTS_MAX).map(async (event): Promise<ShownEvent> => {
      const answer = await done(api.getEvent({ path: { id: event }, query: { masked } }, { signal }));
      const deliveries = await Promise.all(
        answer.body.deliveries.map((delivery) => bodyOf(api.getDelivery({ path: { id: delivery.id } }, { signal }))),
      );
      const envelope = memberText(new TextDecoder().decode(answer.bytes), 'envelope') ?? '';
      return { event: answer.body, envelope, deliveries };
    }),
  );
  return { message, events };
}
