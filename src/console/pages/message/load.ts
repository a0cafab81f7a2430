/** A message with all that was made of it, in one look. */
import { api, bodyOf, type DeliveryHistory, done, type Event as EventView, type Message } from '../../api.ts';
import { memberText } from '../../bytes.ts';

export type Shown = {
  readonly message: Message;
  readonly events: readonly ShownEvent[];
  /** What stands before `/push/` in the URL that the provider calls; absent where no source says it. */
  readonly publicUrl?: string;
  /** Its provider waits for what the business says of it. */
  readonly asksForResult: boolean;
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
  const [message, sources] = await Promise.all([
    bodyOf(api.getMessage({ path: { id }, query: { masked } }, { signal })),
    bodyOf(api.listSources({}, { signal })),
  ]);
  const source = sources.items.find(({ name }) => name === message.source) ?? sources.items[0];
  const publicUrl = source?.pushUrl.slice(0, Math.max(0, source.pushUrl.indexOf('/push/')));
  const events = await Promise.all(
    message.eventIds.slice(0, EVENTS_MAX).map(async (event): Promise<ShownEvent> => {
      const answer = await done(api.getEvent({ path: { id: event }, query: { masked } }, { signal }));
      const deliveries = await Promise.all(
        answer.body.deliveries.map((delivery) =>
          bodyOf(api.getDelivery({ path: { id: delivery.id }, query: { masked } }, { signal })),
        ),
      );
      const envelope = memberText(new TextDecoder().decode(answer.bytes), 'envelope') ?? '';
      return { event: answer.body, envelope, deliveries };
    }),
  );
  const own = sources.items.find(({ name }) => name === message.source);
  const asksForResult = own?.offers?.includes('results') ?? false;
  return { message, events, asksForResult, ...(publicUrl && { publicUrl }) };
}
