/** What a provider has made, held against what we promise of our events, so that none need know how to keep that promise. */
import { eventFit } from '../contracts/fit.ts';
import { judgement, worst } from '../contracts/judge.ts';
import type { NormalisedEvent, Processed, Processing } from './provider.ts';

/** Only where the message was found without a violation is a repair news: else the finding that led to it stands there already. */
export function fitting(processing: Processing): Processing {
  return { ...processing, process: async (input, context) => fitted(await processing.process(input, context)) };
}

function fitted(processed: Processed): Processed {
  if (processed.kind !== 'processed') return processed;
  const fit = eventFit();
  const events: NormalisedEvent[] = [];
  let judged = { verdict: processed.verdict, findings: processed.findings };
  for (const event of processed.events) {
    const made = fit(event.type, event.data);
    if (!made.ok)
      return {
        kind: 'quarantined',
        ...judged,
        reason: `The message cannot become an event ${event.type}: ${made.why}.`,
      };
    if (made.findings.length > 0 && processed.verdict !== 'violation') judged = worst(judged, judgement(made.findings));
    events.push(made.findings.length > 0 || made.data !== event.data ? { ...event, data: made.data } : event);
  }
  return { kind: 'processed', ...judged, events };
}
