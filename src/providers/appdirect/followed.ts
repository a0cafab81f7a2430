/** The event that a notification names: kept from an earlier attempt, or fetched and kept before anything is done with it. */
import type { Contract } from '../../contracts/contract.ts';
import type { Judgement } from '../../contracts/judge.ts';
import type { FetchedDocument } from '../../store/store.ts';
import type { ProcessingContext, ProcessingInput } from '../provider.ts';
import type { EventUrl } from './allow-list.ts';
import { type MarketplaceEvent, readEvent } from './event.ts';
import { eventDocument, type Marketplace } from './follow-up.ts';

export type Followed =
  | { readonly kind: 'event'; readonly event: MarketplaceEvent; readonly judgement: Judgement }
  | { readonly kind: 'unreadable'; readonly judgement: Judgement }
  | { readonly kind: 'unfetched'; readonly reason: string };

export type FollowUpParts = { readonly contract: Contract; readonly marketplace: Marketplace };

export async function followUp(
  url: EventUrl,
  { documents, result }: ProcessingInput,
  context: ProcessingContext,
  { contract, marketplace }: FollowUpParts,
): Promise<Followed> {
  const kept = documents.find(({ name }) => name === eventDocument);
  const readAlone = (document: FetchedDocument) => context.alone(() => read(document, url.token, contract));
  if (kept !== undefined) return readAlone(kept);
  // A result without a document: an earlier attempt could not fetch it and said so. The marketplace has its answer.
  if (result !== undefined)
    return {
      kind: 'unfetched',
      reason: 'the event could not be fetched; if AppDirect sends it again, it is processed again',
    };
  const fetched = await context.outside('follow-up', () => marketplace.fetchEvent(url, context.signal));
  if (!fetched.ok)
    return {
      kind: 'unfetched',
      reason: `the event could not be fetched (${fetched.reason}); if AppDirect sends it again, it is processed again`,
    };
  await context.keep(fetched.document);
  return readAlone(fetched.document);
}

function read(document: FetchedDocument, token: string, contract: Contract): Followed {
  const { judgement, event } = readEvent(document, token, contract);
  return event === undefined ? { kind: 'unreadable', judgement } : { kind: 'event', event, judgement };
}
