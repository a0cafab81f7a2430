/** The result of an event that was answered 202: POSTed to the marketplace, again and again until it has it. */
import { worst } from '../../contracts/judge.ts';
import { waitMs } from '../../outbound/backoff.ts';
import type { BusinessResult } from '../../store/store.ts';
import type { Processed, ProcessingContext, ProcessingInput } from '../provider.ts';
import { admitMarketplaceBase, type EventUrl } from './allow-list.ts';
import { type DecisionParts, synchronousOnly } from './decide.ts';
import type { Followed } from './followed.ts';
import { resultOf } from './result.ts';

export type Paid =
  | Extract<Processed, { kind: 'retry' }>
  /** With a finding where the marketplace could not be given its answer. `again`: it is tried on all the same. */
  | { readonly kind: 'done'; readonly followed: Followed; readonly again?: Again };

type Again = NonNullable<Extract<Processed, { kind: 'processed' }>['again']>;

// If the marketplace does not take the result, the event still goes out, flagged. Doubling waits with jitter bring twelve tries to about half an hour.
const HOLDS_UP_EVENT_MAX = 12;

// What we promised by 202 is brought for a day at least: an evening's outage of a marketplace, and the night until somebody looks. By the
// clock and by tries, since a clock that was set ahead is not a day. The contract names no time and no rate: one try an hour does no harm.
const TRIED_FOR_MS = 86_400_000;
const TRIES_MIN = 24;
const TRIES_MAX = 200;
const spread = { firstMs: 1_000, factor: 2, capMs: 3_600_000, jitter: 'none' } as const;

export async function payOwed(
  result: BusinessResult,
  followed: Followed,
  url: EventUrl,
  { message, attempt, result: before, resultSinceMs }: ProcessingInput,
  context: ProcessingContext,
  { marketplace, rules }: DecisionParts,
): Promise<Paid> {
  if (followed.kind === 'event' && synchronousOnly(followed.event)) {
    await context.answered(); // There is no later answer to wait for.
    return undelivered(followed, 'events of this type can only be answered at once, and the result came too late');
  }
  const document = resultOf(result.value);
  if (document === undefined) return undelivered(followed, 'the stored result cannot be read');
  const base = baseOf(followed, url, rules);
  if (!base.ok) return undelivered(followed, base.sentence);

  const posted = await marketplace.postResult(base.value.marketplaceBase, url.token, document, context.signal);
  context.log.info('result.posted', { message_id: message.id, source: message.source, attempt, outcome: posted.kind });
  if (posted.kind === 'failed') {
    const nowMs = context.clock.now();
    const triedForMs = nowMs - (resultSinceMs ?? (before ? message.receivedAtMs : nowMs));
    const enough = attempt >= TRIES_MAX || (attempt >= TRIES_MIN && triedForMs >= TRIED_FOR_MS);
    if (enough) return undelivered(followed, `${posted.reason}, ${attempt} times`);
    const reason = `the result has not reached the marketplace yet: ${posted.reason}`;
    if (attempt < HOLDS_UP_EVENT_MAX) return again(reason, posted.retryAfterMs);
    // Half the computed wait at the least, so that the tries fill the day.
    const nextInMs = Math.max(posted.retryAfterMs ?? 0, waitMs(spread, attempt) / 2);
    if (followed.kind !== 'event') return again(reason, nextInMs);
    return {
      ...undelivered(followed, `${posted.reason}, ${attempt} times so far`),
      again: { reason, waitMs: nextInMs },
    };
  }
  await context.answered();
  // An earlier POST may have arrived without our hearing of it.
  return posted.kind === 'gone'
    ? undelivered(followed, 'the marketplace does not know this event, or already has its result')
    : { kind: 'done', followed };
}

const again = (reason: string, retryAfterMs: number | undefined) =>
  ({ kind: 'retry', reason, patient: true, ...(retryAfterMs !== undefined && { retryAfterMs }) }) as const;

/** The event's own `marketplace.baseUrl`. Where there is no event to read, the marketplace that named it, which is on the same list. */
function baseOf(followed: Followed, url: EventUrl, rules: DecisionParts['rules']) {
  if (followed.kind !== 'event') return { ok: true, value: { marketplaceBase: url.marketplaceBase } } as const;
  return admitMarketplaceBase(followed.event.baseUrl ?? '', rules);
}

function undelivered(followed: Followed, why: string): Extract<Paid, { kind: 'done' }> {
  if (followed.kind === 'unfetched')
    return {
      kind: 'done',
      followed: { ...followed, reason: `${followed.reason}; its result was not delivered: ${why}` },
    };
  const finding = {
    rule: 'result_not_delivered',
    path: '/marketplace/baseUrl',
    severity: 'drift',
    expected: 'the marketplace accepts the result that it was promised',
    seen: why,
  } as const;
  return {
    kind: 'done',
    followed: { ...followed, judgement: worst(followed.judgement, { verdict: 'drift', findings: [finding] }) },
  };
}
