/** A message that somebody tries: judged as one that counts, and nothing is fetched, kept or delivered. */
import type { Finding, StoredMessage, VerdictName } from '../store/store.ts';
import { contextOfTrial, isJudged, type ProcessingContext, type Source } from './provider.ts';

export type Tried = {
  readonly verdict: VerdictName;
  readonly findings: readonly Finding[];
  readonly events: readonly { readonly type: string; readonly subject?: string }[];
};

export async function tryMessage(
  message: StoredMessage,
  { processing }: Pick<Source, 'processing'>,
  {
    clock,
    log,
    alone = (work) => work(),
  }: Pick<ProcessingContext, 'clock' | 'log'> & Partial<Pick<ProcessingContext, 'alone'>>,
): Promise<Tried> {
  const { judge } = processing;
  if (judge !== undefined) return { ...alone(() => judge(message)), events: [] };
  const input = { message, documents: [], answerOwed: false, attempt: 1 };
  const context = contextOfTrial({ log, clock, alone });
  const processed = await alone(() => processing.process(input, context));
  if (!isJudged(processed)) return { verdict: 'unknown', findings: [], events: [] };
  const { verdict, findings } = processed;
  const events = processed.kind === 'processed' ? processed.events : [];
  return {
    verdict,
    findings,
    events: events.map(({ type, subject }) => ({ type, ...(subject !== undefined && { subject }) })),
  };
}
