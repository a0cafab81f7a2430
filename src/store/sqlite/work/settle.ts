/** Takes the steps of settling one claim, together or not at all. */

import type { WrittenEnd, WrittenSteps } from '../../shared/serialize-completion.ts';
import type { BusinessResult, WorkSettled } from '../../store.ts';
import type { deferredWorkCommands, resultCommands } from '../results/writes.ts';
import type { Held } from './claims.ts';
import type { completer } from './complete.ts';
import type { workCommands } from './writes.ts';

export type Settling = { readonly claim: Held; readonly steps: WrittenSteps; readonly nowMs: number };
/** `result`: the present one, if a step concerns it. */
export type SettledSteps = { readonly settled: WorkSettled; readonly result?: BusinessResult };

type Parts = ReturnType<typeof workCommands> &
  ReturnType<typeof resultCommands> &
  ReturnType<typeof deferredWorkCommands> & { readonly completeWork: ReturnType<typeof completer> };

export function workSettler(parts: Parts): (settling: Settling) => SettledSteps {
  function ended(claim: Held, end: WrittenEnd): WorkSettled {
    switch (end.kind) {
      case 'complete':
        return parts.completeWork({ claim, completion: end.completion, nowMs: end.nowMs });
      case 'retry':
        return parts.retryWork({ claim, dueAtMs: end.dueAtMs, reason: end.reason });
      case 'give_back':
        return parts.giveBackWork({ claim, reason: end.reason });
      case 'fail':
        return parts.failWork({ claim, reason: end.reason });
      case 'await_result':
        return parts.awaitResult({ claim, reason: end.reason });
    }
  }

  return ({ claim, steps, nowMs }) => {
    const { document, answerOwed, result, answered, end } = steps;
    // The fence does not change in between, so a fenced claim is refused at the first step, before anything was changed.
    let settled: WorkSettled = 'done';
    let valid: BusinessResult | undefined;
    if (document) settled = parts.keepDocument({ claim, document });
    if (answerOwed && settled !== 'fenced') {
      const deferred = parts.deferResult({ claim });
      settled = deferred.settled;
      valid = deferred.result;
    }
    if (result && settled !== 'fenced') {
      const given = parts.settleResult({ claim, result, nowMs });
      settled = given.settled === 'done' && given.answerOwed ? 'answer_owed' : given.settled;
      valid = given.result;
    }
    if (answered && settled !== 'fenced' && parts.keepAnswered({ claim }) === 'fenced') settled = 'fenced';
    if (end && settled !== 'fenced' && ended(claim, end) === 'fenced') settled = 'fenced';
    return { settled, ...(valid && { result: valid }) };
  };
}
