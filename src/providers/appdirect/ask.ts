/** Putting a question to the responder: within a budget, for later, or, where there is no later, while the connection waits. */
import type { Processed, ProcessingContext } from '../provider.ts';
import type { Ask, Question, Responded } from './question.ts';
import type { Responder } from './responder.ts';

type Prompt = Extract<Responder, { readonly kind: 'prompt' }>;
type Later = Extract<Responder, { readonly kind: 'later' }>;
type Waiting = Extract<Processed, { readonly kind: 'waiting' }>;
type Retry = Extract<Processed, { readonly kind: 'retry' }>;
type Decisive = Exclude<Responded, { readonly kind: 'taken' }>;

// Doubling waits with jitter bring twelve tries to about half an hour: a restart of the responder, not an evening's outage, since whoever
// ordered waits as well.
const ASK_ATTEMPTS_MAX = 12;

const owed = 'the event needs a result, which an operator gives (`pushdock appdirect pending` shows it)';

/** The answer, if it comes within the budget. If not, the result is promised for later, and the answer has its late time. */
export async function askPrompt(
  { ask, budgetMs, lateMs }: Prompt,
  question: Question,
  context: ProcessingContext,
): Promise<Decisive | Waiting> {
  const answering = ask(question, { timeoutMs: budgetMs + lateMs, signal: context.signal });
  if (!(await within(budgetMs, answering, context))) await context.defer();
  const answer = await answering;
  if (answer.kind !== 'taken') return answer;
  await context.defer();
  return { kind: 'waiting', reason: `the responder took it, and ${owed}` };
}

/** Promises the result at once, and tells the deciding system, if there is a way, until that has the event. Then the event waits for the decision. */
export async function askLater(
  { ask, timeoutMs }: Later,
  question: Question,
  attempt: number,
  context: ProcessingContext,
): Promise<Decisive | Waiting | Retry> {
  await context.defer();
  if (ask === undefined) return { kind: 'waiting', reason: owed };
  const answer = await ask(question, { timeoutMs, signal: context.signal });
  switch (answer.kind) {
    case 'result':
      return answer;
    case 'taken':
      return { kind: 'waiting', reason: `the responder took it, and ${owed}` };
    case 'failed':
      if (attempt < ASK_ATTEMPTS_MAX) return { kind: 'retry', reason: answer.fault };
      context.log.error('responder.given_up', { attempts: attempt, reason: answer.fault });
      return {
        kind: 'waiting',
        reason: `after ${attempt} attempts the responder could not be asked (${answer.fault}), and ${owed}`,
      };
  }
}

/**
 * A notice says what has happened, so that it was taken is all the answer there is to wait for. With nobody to be told it is answered by
 * the promise that was made of it when it was stored: it becomes an event.
 */
export async function askNotice(
  responder: Responder,
  question: Question,
  leftMs: number,
  context: ProcessingContext,
): Promise<Decisive> {
  const { ask } = responder;
  if (ask === undefined) return done;
  const ownMs = responder.kind === 'prompt' ? responder.budgetMs : responder.timeoutMs;
  const timeoutMs = leftMs > 0 ? Math.min(leftMs, ownMs) : ownMs;
  const answer = await ask(question, { timeoutMs, signal: context.signal });
  return answer.kind === 'taken' ? done : answer;
}

const done: Decisive = { kind: 'result', result: { success: true } };

/** Whether `answering` came to an end, whichever, before the budget did. */
async function within(budgetMs: number, answering: ReturnType<Ask>, { clock }: ProcessingContext): Promise<boolean> {
  const ended = new AbortController();
  const over = clock.sleep(budgetMs, ended.signal).then(() => false);
  const answered = answering.then(
    () => true,
    () => true, // The caller that waits for the answer gets it.
  );
  try {
    return await Promise.race([answered, over]);
  } finally {
    ended.abort();
  }
}
