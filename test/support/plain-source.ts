/** A source whose messages become one event each, without looking at them. `subject` is the last part of the target. */
import type { Source } from '../../src/providers/provider.ts';

export function plainSource(): Source {
  return {
    name: 'shipping',
    provider: 'paazl',
    receiving: {
      verify: () => {
        throw new TypeError('nothing is received here');
      },
      identify: () => ({ identities: [], disposition: { kind: 'process' } }),
      redactTarget: () => '',
    },
    processing: {
      process: async ({ message }) => ({
        kind: 'processed',
        verdict: 'match',
        findings: [],
        events: [
          {
            type: 'com.example.plain',
            subject: message.target.split('/').at(-1) ?? '',
            data: JSON.parse(new TextDecoder().decode(message.bytes)),
          },
        ],
      }),
    },
    pushUrl: '',
    setup: [],
    pushPolicy: {},
    credentials: [],
  };
}
