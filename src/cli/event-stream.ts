/** Events as they are made, pulled from the operator API: each once, in their order, over the gateway's restarts too. */
import type { EventSummary } from '../../generated/gateway/models.ts';
import type { Clock } from '../running/clock.ts';
import { CommandFailed } from './failure.ts';
import { answered, type Operator } from './operator.ts';

export type StreamedEvent = EventSummary & { readonly envelope: NonNullable<EventSummary['envelope']> };
export type StreamNews =
  | { readonly kind: 'event'; readonly event: StreamedEvent }
  /** Something that the person should know; a sentence. */
  | { readonly kind: 'notice'; readonly text: string };

// Below the contract's thirty seconds, so that a proxy's usual limit of thirty does not cut it off.
const WAIT_SECONDS = 25;
const AGAIN_AFTER_MS = 1_000;
const PULLED_MAX = 50;

export type StreamParts = {
  readonly operator: Operator;
  readonly filter: Pick<NonNullable<Parameters<Operator['listEvents']>[0]['query']>, 'type' | 'source' | 'createdFrom'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** From now on, or from `createdFrom` on. Rejects when the gateway cannot be reached; once it is open, it waits until the gateway is there again. */
export async function openEventStream({
  operator,
  filter,
  clock,
  signal,
}: StreamParts): Promise<AsyncIterable<StreamNews>> {
  const pull = (after: string, waitSeconds: number) =>
    answered(operator.listEvents({ query: { ...filter, after, waitSeconds, limit: PULLED_MAX } }, { signal }));

  const first = await pull(filter.createdFrom === undefined ? 'newest' : 'oldest', 0);
  return follow();

  async function* follow(): AsyncGenerator<StreamNews> {
    yield* newsOf(first);
    let after = first.nextCursor ?? 'newest';
    let away = false;
    while (!signal.aborted) {
      try {
        const askedMs = clock.now();
        const page = await pull(after, WAIT_SECONDS);
        if (away) yield { kind: 'notice', text: 'The gateway answers again.' };
        away = false;
        yield* newsOf(page);
        after = page.nextCursor ?? after;
        // It would not wait (it stops, or too many wait already): no reason to ask without a pause.
        if (page.items.length === 0 && clock.now() - askedMs < AGAIN_AFTER_MS)
          await clock.sleep(AGAIN_AFTER_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof CommandFailed) || error.kind !== 'unreachable') throw error;
        if (!away) yield { kind: 'notice', text: 'The gateway, or its store, does not answer. Waiting for it.' };
        away = true;
        await clock.sleep(AGAIN_AFTER_MS, signal);
      }
    }
  }
}

function* newsOf({
  items,
  forgottenUntil,
}: {
  readonly items: readonly EventSummary[];
  readonly forgottenUntil?: string;
}): Generator<StreamNews> {
  if (forgottenUntil !== undefined)
    yield { kind: 'notice', text: `The gateway forgot events up to ${forgottenUntil} before they could be sent here.` };
  for (const { envelope, ...event } of items)
    if (envelope !== undefined) yield { kind: 'event', event: { ...event, envelope } };
}
