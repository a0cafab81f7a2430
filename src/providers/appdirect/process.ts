/**
 * After the append, while the marketplace may still wait: fetch the event, judge it, have it decided, settle the result (the waiting
 * connection answers with it), post it where it was promised for later, and only then make the event of it. Whatever an attempt
 * before a crash kept or settled is not asked for again.
 */
import { worst } from '../../contracts/judge.ts';
import type { BusinessResult } from '../../store/store.ts';
import type { Processed, ProcessingContext, ProcessingInput } from '../provider.ts';
import { type Decision, type DecisionParts, decide, type Undecided } from './decide.ts';
import { queryOf, readEventUrl } from './event-url.ts';
import { type Followed, followUp } from './followed.ts';
import { missingParts, normalise } from './normalise.ts';
import { payOwed } from './owed-answer.ts';
import { businessResult, failure, resultOf } from './result.ts';
import { unreadValues } from './unread.ts';

export type ProcessParts = DecisionParts;

export async function process(
  input: ProcessingInput,
  context: ProcessingContext,
  parts: ProcessParts,
): Promise<Processed> {
  const url = readEventUrl(queryOf(input.message.target), parts.rules);
  if (!url.ok) return refuseUrl(url.sentence, input, context);
  try {
    const followed = await followUp(url.value, input, context, parts);
    const decision: Decision | Undecided = input.result
      ? { kind: 'decided', result: input.result }
      : await decide(followed, url.value, input, context, parts);
    if (decision.kind !== 'decided') return decision;
    const answerOwed = input.result ? input.answerOwed : await settle(decision.result, input, context);
    if (!answerOwed) return conclude(followed, decision, url.value.token);

    const paid = await context.outside('answer', () =>
      payOwed(decision.result, followed, url.value, input, context, parts),
    );
    if (paid.kind === 'retry') return paid;
    const concluded = conclude(paid.followed, decision, url.value.token);
    if (paid.again === undefined) return concluded;
    if (concluded.kind === 'processed' && concluded.events.length > 0) return { ...concluded, again: paid.again };
    return { kind: 'retry', reason: paid.again.reason, retryAfterMs: paid.again.waitMs, patient: true };
  } catch (error) {
    // Our own stop broke a call off. Nothing is decided by that.
    if (context.signal.aborted) return { kind: 'retry', reason: 'the gateway was stopped meanwhile' };
    throw error;
  }
}

/** Never fetched, and there is nowhere to post a result to. Final: a configuration that admits the URL makes another message of it. */
async function refuseUrl(sentence: string, input: ProcessingInput, context: ProcessingContext): Promise<Processed> {
  const result = businessResult(failure('CONFIGURATION_ERROR', 'The event URL is not one that this source fetches.'));
  if (input.result === undefined) await settle(result, input, context);
  return {
    kind: 'quarantined',
    verdict: 'violation',
    findings: [
      {
        rule: 'event_url',
        path: '/eventUrl',
        severity: 'violation',
        expected: 'an event URL that eventHosts admits',
        seen: sentence,
      },
    ],
    reason: `The event URL is refused and was not fetched: ${sentence}.`,
  };
}

async function settle(
  result: BusinessResult,
  { message }: ProcessingInput,
  context: ProcessingContext,
): Promise<boolean> {
  const { answerOwed } = await context.settle(result);
  const { success, errorCode } = resultOf(result.value) ?? {};
  context.log.info('result.settled', {
    message_id: message.id,
    source: message.source,
    success,
    error_code: errorCode,
    final: result.final,
    answer_owed: answerOwed,
  });
  return answerOwed;
}

/** Decides how the message ends. Without a final result there is no event: a resend makes it, and there must not be two. */
function conclude(followed: Followed, { result, fault }: Decision, token: string): Processed {
  if (followed.kind === 'unfetched') return { kind: 'failed', reason: followed.reason };
  const { verdict, findings } = followed.judgement;
  if (followed.kind === 'unreadable')
    return {
      kind: 'quarantined',
      verdict,
      findings,
      reason: 'The fetched event could not be read. If AppDirect sends it again, it is processed again.',
    };
  const { event } = followed;
  if (event.stateless) return { kind: 'processed', verdict, findings, events: [] };
  const outcome = resultOf(result.value);
  if (!result.final)
    return {
      kind: 'failed',
      reason: `${fault ?? `the result is ${outcome?.errorCode}`}; if AppDirect sends it again, it is processed again`,
    };
  const missing = {
    verdict: 'violation',
    findings: [...missingParts(event), ...unreadValues(event.document)],
  } as const;
  const whole = missing.findings.length === 0 ? followed.judgement : worst(followed.judgement, missing);
  return { kind: 'processed', ...whole, events: [normalise(event, token, outcome)] };
}
