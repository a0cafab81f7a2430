/**
 * Facts about the gateway itself that become events by the same way as a provider's: a message in the store, made by us, processed, fanned out,
 * retried. Its bytes are `{ type, subject, data }`. No push reaches it, because it is no source of the configuration.
 */
import { parseJson } from '../formats/json.ts';
import { field, plainJson, textField } from '../formats/values.ts';
import type { NormalisedEvent, Source } from './provider.ts';

export const OWN_PROVIDER = 'pushdock';

export function ownFacts(name: string): Source {
  return {
    name,
    provider: OWN_PROVIDER,
    pushUrl: '',
    pushPolicy: {},
    credentials: [],
    setup: [],
    receiving: {
      verify: () => ({ ok: false, code: 'unknown_source', detail: 'the gateway makes these messages itself' }),
      identify: () => {
        throw new Error('nobody pushes facts of the gateway');
      },
      redactTarget: () => '',
    },
    processing: {
      process: async ({ message }) => {
        const fact = factOf(message.bytes);
        return fact === undefined
          ? { kind: 'failed', reason: 'This fact of the gateway cannot be read.' }
          : { kind: 'processed', verdict: 'match', findings: [], events: [fact] };
      },
    },
  };
}

function factOf(bytes: Uint8Array): NormalisedEvent | undefined {
  const read = parseJson(Buffer.from(bytes).toString('utf8'));
  if (!read.ok) return undefined;
  const { value } = read.value;
  const [type, subject, time] = ['type', 'subject', 'time'].map((one) => textField(value, one));
  const data = field(value, 'data');
  if (type === undefined || data === undefined) return undefined;
  return {
    type,
    data: plainJson(data),
    ...(subject !== undefined && { subject }),
    ...(time !== undefined && { time }),
  };
}
