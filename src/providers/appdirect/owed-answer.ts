/** The result of an event that was answered 202: POSTed to the marketplace, again and again until it has it. */
import { worst } from '../../contracts/judge.ts';
import { admitMarketplaceBase, type EventUrl } from '../../outbound/allow-list.ts';
import type { BusinessResult } from '../../store/store.ts';
import type { Processed, ProcessingContext, ProcessingInput } from '../provider.ts';
import { type DecisionParts, synchronousOnly } from './decide.ts';
import type { Followed } from './followed.ts';
import { resultOf } from './result.ts';

export type Paid =
  | Extract<Processed, { kind: 'retry' }>
  /** With a finding where the marketplace could not be given its answer. */
  | { readonly kind: 'done'; readonly followed: Followed };

// Below the worker's own bound (15), so that an event whose result nobody takes is delivered all the same, and flagged. Doubling
// waits with jitter bring twelve tries to about half an hour.
const ATTEMPTS_MAX = 12;

export async function payOwed(
  result: BusinessResult,
  followed: Followed,
  url: EventUrl,
  { message, attempt }: ProcessingInput,
  context: ProcessingContext,
  { marketplace, rules }: DecisionParts,
): Promise<Paid> {
  if (followed.kind === 'event' && synchronousOnly(followed.event))
    return undelivered(followed, 'this type is answered synchronously only, and the result came too late');
  const document = resultOf(result.value);
  if (document === undefined) return undelivered(followed, 'the stored result cannot be read');
  const base = baseOf(followed, url, rules);
  if (!base.ok) return undelivered(followed, base.sentence);

  const posted = await marketplace.postResult(base.value.marketplaceBase, url.token, document, context.signal);
  context.log.info('result.posted', { message_id: message.id, source: message.source, attempt, outcome: posted.kind });
  if (posted.kind === 'failed' && attempt < ATTEMPTS_MAX) {
    const { reason, retryAfterMs } = posted;
    return {
      kind: 'retry',
      reason: `the result is still owed: ${reason}`,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  if (posted.kind === 'failed') return undelivered(followed, `${posted.reason}, ${attempt} times`);
  await context.answered();
  // An earlier POST may have arrived without our hearing of it.
  return posted.kind === 'gone'
    ? undelivered(followed, 'the marketplace knows no such event, or has its result already')
    : { kind: 'done', followed };
}

/** The event's own `marketplace.baseUrl`. Where there is no event to read, the marketplace that named it, which is on the same list. */
function baseOf(followed: Followed, url: EventUrl, rules: DecisionParts['rules']) {
  if (followed.kind !== 'event') return { ok: true, value: { marketplaceBase: url.marketplaceBase } } as const;
  return admitMarketplaceBase(followed.event.baseUrl ?? '', rules);
}

function undelivered(followed: Followed, why: string): Paid {
  if (followed.kind === 'unfetched')
    return {
      kind: 'done',
      followed: { ...followed, reason: `${followed.reason}; its result was not delivered: ${why}` },
    };
  const finding = {
    rule: 'result_not_delivered',
    path: '/marketplace/baseUrl',
    severity: 'drift',
    expected: 'the marketplace takes the result that it was promised',
    seen: why,
  } as const;
  return {
    kind: 'done',
    followed: { ...followed, judgement: worst(followed.judgement, { verdict: 'drift', findings: [finding] }) },
  };
}
