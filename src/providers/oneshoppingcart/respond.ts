/** The answer to 1ShoppingCart: exactly 200 once the message is stored, whatever its content, because it repeats without end until it gets that. */
import type { ReceiveNotificationAnswer } from '../../../generated/oneshoppingcart/push/handlers.ts';
import { notFound, storeUnavailable, tooManyRequests } from '../problem-answer.ts';
import type { Outcome } from '../provider.ts';

export function respond(outcome: Outcome): ReceiveNotificationAnswer {
  return outcome.kind === 'refused' ? refused(outcome.code) : { status: 200 };
}

function refused(code: Extract<Outcome, { kind: 'refused' }>['code']): ReceiveNotificationAnswer {
  switch (code) {
    case 'too_many_requests':
      return tooManyRequests();
    case 'store_unavailable':
      return storeUnavailable();
    case 'unknown_source':
    // The contract knows no 401. Whatever is wrong with a proof sounds like a source that does not exist.
    case 'proof_missing':
    case 'proof_wrong':
    case 'nonce_reused':
      return notFound();
  }
}
