/** After the ack: read, judge, follow up, judge the order, normalise. Unreadable and unknown messages are quarantined for the operator. */
import { type Contract, openContract } from '../../contracts/contract.ts';
import { type Judgement, worst } from '../../contracts/judge.ts';
import { withContract } from '../../contracts/place.ts';
import type { JsonValue } from '../../formats/json.ts';
import { compressed } from '../compressed.ts';
import type { NormalisedEvent, Processed, Processing, ProcessingContext, ProcessingInput } from '../provider.ts';
import type { AccountApi } from './account-api.ts';
import { type FollowUp, openFollowUp } from './follow-up.ts';
import { normaliseOrder, normaliseTest } from './normalise.ts';
import { tokenOf } from './token.ts';

export type ProcessParts = {
  readonly push: Contract;
  readonly api: Contract;
  readonly followUp: FollowUp;
};

/** For the sources of each account. Throws `ContractError` when what `make generate` made is missing or not usable. */
export function openProcessing(): (account: AccountApi) => Processing {
  const [push, api] = [openContract('oneshoppingcart-push'), openContract('oneshoppingcart-api')];
  return (account) => {
    const parts = { push, api, followUp: openFollowUp(account) };
    return {
      process: async (input, context) => withContract(await process(input, context, parts), push),
      judge: ({ bytes, headers }) => {
        const { content: _, ...judgement } = push.judgeXml('Test', 'NewOrder')(bytes, headers['content-type']);
        return withContract({ kind: 'judged', ...judgement }, push);
      },
    };
  };
}

export async function process(
  input: ProcessingInput,
  context: ProcessingContext,
  parts: ProcessParts,
): Promise<Processed> {
  const { bytes, headers } = input.message;
  const { content, ...judgement } = parts.push.judgeXml('Test', 'NewOrder')(bytes, headers['content-type']);
  if (content === undefined)
    return {
      kind: 'quarantined',
      ...(compressed(input.message) ?? { ...judgement, reason: 'The notification is not readable as XML.' }),
    };
  switch (content.root) {
    case 'Test':
      return settled(judgement, normaliseTest(content.value));
    case 'NewOrder':
      return newOrder(judgement, content.value, input, context, parts);
    default:
      return quarantined(judgement, 'The root element of the notification is neither Test nor NewOrder.');
  }
}

async function newOrder(
  judgement: Judgement,
  notification: JsonValue,
  { documents }: ProcessingInput,
  context: ProcessingContext,
  parts: ProcessParts,
): Promise<Processed> {
  const token = tokenOf(notification);
  if (token === undefined)
    return quarantined(judgement, 'The notification names no order: its token is missing, or cannot be part of a URL.');

  const fetched = await parts.followUp(token, documents, context);
  if (!fetched.ok) {
    const { reason, retryAfterMs } = fetched;
    return { kind: 'retry', reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const { bytes, mediaType } = fetched.document;
  const judge = parts.api.judgeXml('OrderResponse');
  const { content: order, ...orderJudgement } = context.alone(() => judge(bytes, mediaType));
  const both = worst(judgement, orderJudgement);
  if (order === undefined) return quarantined(both, 'The stored order is not readable.');
  return settled(both, normaliseOrder(order.value, token));
}

const settled = ({ verdict, findings }: Judgement, event: NormalisedEvent): Processed => ({
  kind: 'processed',
  verdict,
  findings,
  events: [event],
});

const quarantined = ({ verdict, findings }: Judgement, reason: string): Processed => ({
  kind: 'quarantined',
  verdict,
  findings,
  reason,
});
