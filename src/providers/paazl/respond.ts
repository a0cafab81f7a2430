/** The answer to Paazl: 200 without a body for every stored message, because it counts everything else as a failure of the push. */
import type { ReceiveShipmentStatusAnswer } from '../../../generated/paazl/push/handlers.ts';
import { problemAnswer } from '../problem-answer.ts';
import type { Outcome } from '../provider.ts';

export function respond(outcome: Outcome): ReceiveShipmentStatusAnswer {
  return outcome.kind === 'refused' ? problemAnswer(outcome.code, 'Bearer realm="pushdock"') : { status: 200 };
}
