/**
 * Who is answered personal data. A viewer never is. An operator is unless he asks for a masked answer; then his reading is in the audit log before he
 * has it.
 */
import type { OwnAnswer } from '../../contracts/own-answer.ts';
import type { Clock } from '../../running/clock.ts';
import type { Who } from '../access.ts';
import type { Audit } from '../audit.ts';
import { maskedAnswer, maskPlans, tellsPersonalData } from './plan.ts';

export type Reading = {
  readonly operationId: string;
  readonly query: URLSearchParams;
  readonly who: Who;
  readonly target: string;
  readonly address: string | undefined;
};

export type Masking = {
  /** What is done with the answer of an operation, or the sentence by which it is refused to a viewer. */
  of(reading: Reading): ((answer: OwnAnswer) => Promise<OwnAnswer>) | { readonly refused: string };
};

type Parts = {
  readonly contract: Parameters<typeof maskPlans>[0];
  readonly audit: Pick<Audit, 'note'>;
  readonly clock: Clock;
};

/** A program pulls many times a minute. Its work is one entry an hour for each of its pulls. */
const PULLED_AGAIN_MS = 3_600_000;
const PULLS_REMEMBERED_MAX = 1_000;
/** By these one pull differs from another. */
const pullParameters = ['consumer', 'type', 'source', 'provider', 'verdict'] as const;
/** Who uses one of these reads about somebody in particular, and does not work through a list. Each such reading is noted. */
const singlesOut = ['identity', 'text', 'field', 'message', 'createdFrom', 'createdTo'] as const;
const isPull = (query: URLSearchParams): boolean => query.has('consumer') || query.has('after');
/** Whether a text is found tells that it exists, however much of the answer is masked. */
const tellsByFinding = ['text', 'field'] as const;

const unmaskedRefused =
  'A viewer reads personal data masked. Leave masked out, or use a token whose role in admin.tokens is operator.';
const searchRefused =
  'A viewer does not search in payloads, because a match tells what they hold. Leave text and field out and search by reference, or use a token whose role in admin.tokens is operator.';

const unchanged = async (answer: OwnAnswer): Promise<OwnAnswer> => answer;

/** Throws where the contract marks personal data that nothing here masks. */
export function openMasking({ contract, audit, clock }: Parts): Masking {
  const plans = maskPlans(contract);
  const pulledAtMs = new Map<string, number>();

  function isNoted({ operationId, query, who, address }: Reading): boolean {
    if (operationId !== 'listEvents' || !isPull(query) || singlesOut.some((name) => query.has(name))) return false;
    const nowMs = clock.now();
    const chosen = pullParameters.map((name) => query.get(name) ?? '');
    const pull = [who.name, who.by, address ?? '', ...chosen].join('\n');
    const lastMs = pulledAtMs.get(pull);
    if (lastMs !== undefined && nowMs - lastMs < PULLED_AGAIN_MS) return true;
    if (pulledAtMs.size >= PULLS_REMEMBERED_MAX) pulledAtMs.clear();
    pulledAtMs.set(pull, nowMs);
    return false;
  }

  return {
    of(reading) {
      const { operationId, query, who, target, address } = reading;
      const plan = plans.get(operationId);
      if (plan === undefined) return unchanged;
      const asked = query.get('masked');
      if (who.role === 'viewer' && asked === 'false') return { refused: unmaskedRefused };
      if (who.role === 'viewer' && tellsByFinding.some((name) => query.has(name))) return { refused: searchRefused };
      if (who.role === 'viewer' || asked === 'true')
        return async (answer) =>
          answer.status === 200 ? { ...answer, body: maskedAnswer(answer.body, plan) } : answer;
      return async (answer) => {
        if (answer.status !== 200 || !tellsPersonalData(answer.body, plan) || isNoted(reading)) return answer;
        const { name, role, by } = who;
        await audit.note({
          name,
          role,
          by,
          action: operationId,
          target,
          status: 200,
          ...(address !== undefined && { address }),
        });
        return answer;
      };
    },
  };
}
