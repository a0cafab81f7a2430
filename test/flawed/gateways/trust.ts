/** Gateways that believe too much, or say too much. */

import type { PushInput } from '../../../src/providers/provider.ts';
import { vouch } from '../../../src/trust/trust.ts';
import { secrets } from '../../contract/cases/pushing.ts';
import { type Exhibit, withProvider, withSource } from './exhibit.ts';

const believed = ({ request }: PushInput) =>
  ({ ok: true, value: vouch(request, [{ scheme: 'bearer', credential: 'bearer:believed' }]) }) as const;

export const flawedTrust: readonly Exhibit[] = [
  {
    mistake: 'takes a push before it is verified',
    caughtBy: 'forgeries',
    at: 'zettle',
    parts: withSource('zettle', ({ receiving }) => ({ receiving: { ...receiving, verify: believed } })),
  },
  {
    mistake: 'compares only as much of a token as was sent',
    caughtBy: 'forgeries',
    at: 'paazl',
    parts: withSource('paazl', ({ receiving }) => ({
      receiving: {
        ...receiving,
        verify: (input, nowMs) => {
          const sent = /^Bearer (.+)$/.exec(input.request.headers.authorization ?? '')?.[1];
          return sent !== undefined && secrets.paazl?.startsWith(sent)
            ? believed(input)
            : receiving.verify(input, nowMs);
        },
      },
    })),
  },
  {
    mistake: 'parses a body and writes it out again before it verifies and keeps it',
    caughtBy: 'cases',
    at: 'zettle',
    parts: withSource('zettle', ({ receiving }) => ({
      receiving: { ...receiving, verify: (input, nowMs) => receiving.verify(writtenAnew(input), nowMs) },
    })),
  },
  {
    mistake: 'notes in its log with which headers a push came',
    caughtBy: 'discretion',
    at: 'paazl',
    parts: (folder, log) => {
      const noted = withProvider('paazl', (provider) => ({
        handlers: (receive) =>
          Object.fromEntries(
            Object.entries(provider.handlers(receive)).map(([operation, handle]) => [
              operation,
              (input: PushInput) => {
                log.info('push.came', { headers: JSON.stringify(input.request.headers) });
                return handle(input);
              },
            ]),
          ),
      }));
      return noted(folder, log);
    },
  },
];

/** What is not JSON stays as it is. */
function writtenAnew(input: PushInput): PushInput {
  try {
    const bytes = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(input.request.bytes).toString('utf8'))));
    return { ...input, request: { ...input.request, bytes } };
  } catch {
    return input;
  }
}
