/** Gateways that make something else of a message than what it says. */
import { isJudged } from '../../../src/providers/processing.ts';
import type { Processed } from '../../../src/providers/provider.ts';
import type { Parts } from '../../contract/cases/subject.ts';
import { type Exhibit, withSource } from './exhibit.ts';

const processing = (provider: string, change: (processed: Processed) => Processed): Parts =>
  withSource(provider, ({ processing }) => ({
    processing: { ...processing, process: async (input, context) => change(await processing.process(input, context)) },
  }));

export const flawedProcessing: readonly Exhibit[] = [
  {
    mistake: 'makes an event twice, under two ids',
    caughtBy: 'repeats',
    at: 'zettle',
    parts: processing('zettle', (processed) =>
      processed.kind === 'processed'
        ? { ...processed, events: processed.events.flatMap((event) => [event, event]) }
        : processed,
    ),
  },
  {
    mistake: 'says of every message that it matches',
    caughtBy: 'cases',
    at: 'paazl',
    parts: processing('paazl', (processed) =>
      isJudged(processed) ? { ...processed, verdict: 'match', findings: [] } : processed,
    ),
  },
  {
    mistake: 'names another place than the one that departs',
    caughtBy: 'cases',
    at: 'oneshoppingcart',
    parts: processing('oneshoppingcart', (processed) =>
      isJudged(processed)
        ? {
            ...processed,
            findings: processed.findings.map(({ contract: _contract, ...finding }) => ({
              ...finding,
              path: '/somewhere',
            })),
          }
        : processed,
    ),
  },
  {
    mistake: 'makes no event, and says nothing',
    caughtBy: 'repeats',
    at: 'paazl',
    parts: processing('paazl', (processed) =>
      processed.kind === 'processed' ? { ...processed, events: [] } : processed,
    ),
  },
];
