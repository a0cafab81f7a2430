/** Business results that a provider was promised for later: which are owed, and giving one. */
import type { GatewayHandlers } from '../../generated/gateway/handlers.ts';
import type { BusinessResult as ResultView } from '../../generated/gateway/models.ts';
import type { Json } from '../formats/json.ts';
import { problemDocument } from '../problems.ts';
import type { Asking } from '../providers/provider.ts';
import type { Sources } from '../providers/sources.ts';
import type { Clock } from '../running/clock.ts';
import type { BusinessResult, ShownMessage, Store } from '../store/store.ts';
import { faulty, ok, orBadRequest, PAGE_ITEMS_DEFAULT, unknownItem } from './answers.ts';
import { timeText } from './time-text.ts';

export type ResultParts = { readonly store: Store; readonly clock: Clock; readonly sources: Sources };

type Asked = ShownMessage & { readonly asking: Asking };

export function resultHandlers({
  store,
  clock,
  sources,
}: ResultParts): Pick<GatewayHandlers<unknown>, 'listOwedResults' | 'getResult' | 'completeResult'> {
  /** A message of a source that asks for results. */
  async function find(id: string) {
    const shown = await orBadRequest(() => store.showMessage(id));
    if (shown === undefined) return unknownItem;
    if ('status' in shown) return shown;
    const asking = sources.find(shown.message.provider, shown.message.source)?.capabilities?.results;
    return asking === undefined ? unknownItem : { ...shown, asking };
  }

  async function owed(id: string) {
    const found = await find(id);
    return 'status' in found ? {} : await questionOf(found);
  }

  return {
    listOwedResults: async ({ query: { source, limit, cursor } }) => {
      const page = await orBadRequest(() =>
        store.listMessages(
          { resultOwed: true, ...(source !== undefined && { source }) },
          { limit: limit ?? PAGE_ITEMS_DEFAULT, ...(cursor !== undefined && { cursor }) },
        ),
      );
      if ('status' in page) return page;
      const items = await Promise.all(
        page.items.map(async ({ id, provider, source: name, receivedAtMs, reason }) => ({
          message: id,
          provider,
          source: name,
          receivedAt: timeText(receivedAtMs),
          ...(reason !== undefined && { reason }),
          ...(await owed(id)),
        })),
      );
      return ok({ items, ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }) });
    },

    getResult: async ({ path: { id } }) => {
      const found = await find(id);
      if ('status' in found) return found;
      const { message, result } = found;
      return ok({
        message: message.id,
        provider: message.provider,
        source: message.source,
        state: stateOf(found),
        ...(await questionOf(found)),
        ...(result && { result: resultView(result.value) }),
      });
    },

    completeResult: async ({ path: { id }, body }) => {
      const found = await find(id);
      if ('status' in found) return found;
      const { message, documents, asking, result: before } = found;
      if (before !== undefined) return completed(message.id, 'already_completed', before);
      if ((await asking.question(message, documents)) === undefined) return notOwed;
      const given = await asking.completion({ ...body }, message, documents);
      if (!given.ok) return faulty(422, 'result_unusable', given.faults);
      const done = await store.completeResult(message.id, given.result, clock.now());
      if (done === undefined) return unknownItem;
      return done.outcome === 'not_owed' ? notOwed : completed(message.id, done.outcome, done.result);
    },
  };
}

function stateOf({ result, answerOwed }: ShownMessage) {
  if (result === undefined) return answerOwed ? 'owed' : 'deciding';
  return answerOwed ? 'posting' : 'answered';
}

async function questionOf({
  asking,
  message,
  documents,
}: Asked): Promise<{ question?: { readonly [name: string]: Json } }> {
  const question = await asking.question(message, documents);
  return question === undefined ? {} : { question };
}

const completed = (message: string, outcome: 'completed' | 'already_completed', { value }: BusinessResult) =>
  ok({ message, outcome, result: resultView(value) });

const notOwed = {
  status: 409,
  contentType: 'application/problem+json',
  body: problemDocument('result_not_owed'),
} as const;

/** The store keeps what the provider made of a result; the contract names the fields that there are. */
function resultView(value: Json): ResultView {
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const of = (name: string): string | undefined => {
    const found = fields.find(([own]) => own === name)?.[1];
    return typeof found === 'string' ? found : undefined;
  };
  const texts = (['accountIdentifier', 'userIdentifier', 'errorCode', 'message'] as const).flatMap((name) => {
    const text = of(name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { success: fields.some(([name, one]) => name === 'success' && one === true), ...Object.fromEntries(texts) };
}
