/** A message that somebody tries: judged as one that counts, and nothing is fetched, kept or delivered. */
import type { Finding, StoredMessage, VerdictName } from '../store/store.ts';
import { contextOfTrial, isJudged } from './processing.ts';
import type { NormalisedEvent, ProcessingContext, Source } from './provider.ts';

export type Tried = {
  readonly verdict: VerdictName;
  readonly findings: readonly Finding[];
  readonly events: readonly { readonly type: string; readonly subject?: string }[];
};

type Parts = Pick<ProcessingContext, 'clock' | 'log'> & Partial<Pick<ProcessingContext, 'alone'>>;

export async function tryMessage(
  message: StoredMessage,
  source: Pick<Source, 'processing'>,
  parts: Parts,
): Promise<Tried> {
  const { verdict, findings, events } = await judgeTrial(message, source, parts);
  return {
    verdict,
    findings,
    events: events.map(({ type, subject }) => ({ type, ...(subject !== undefined && { subject }) })),
  };
}

/** The same with the events whole. There are none of a message that only names what a provider has to be asked for. */
export async function judgeTrial(
  message: StoredMessage,
  { processing }: Pick<Source, 'processing'>,
  { clock, log, alone = (work) => work() }: Parts,
): Promise<Omit<Tried, 'events'> & { readonly events: readonly NormalisedEvent[] }> {
  const judged = await alone(() => processing.judge?.(message));
  if (judged !== undefined) return { ...judged, events: [] };
  const input = { message, documents: [], answerOwed: false, attempt: 1 };
  const context = contextOfTrial({ log, clock, alone });
  const processed = await alone(() => processing.process(input, context));
  if (!isJudged(processed)) return { verdict: 'unknown', findings: [], events: [] };
  const { verdict, findings } = processed;
  return { verdict, findings, events: processed.kind === 'processed' ? processed.events : [] };
}
