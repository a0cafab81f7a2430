/** The answer to Zettle: 200 without a body for every durable message. After repeated failures Zettle deletes the subscription. */
import type { ReceiveEventAnswer } from '../../../generated/zettle/push/handlers.ts';
import { problemAnswer } from '../problem-answer.ts';
import type { Outcome } from '../provider.ts';

/** No registered HTTP scheme covers a signature in a header of its own, so the challenge names the header. */
const challenge = 'X-iZettle-Signature realm="pushdock"';

export function respond(outcome: Outcome): ReceiveEventAnswer {
  return outcome.kind === 'refused' ? problemAnswer(outcome.code, challenge) : { status: 200 };
}
