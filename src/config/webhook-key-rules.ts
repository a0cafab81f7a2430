/** What a key must be that signs as Standard Webhooks has it. */
import { readWebhookKey } from '../trust/schemes/standard-webhooks.ts';
import type { Secret } from '../trust/secrets.ts';

/** Why it cannot sign; undefined when it can. Never repeats the key. */
export function signingFault(secret: Secret): string | undefined {
  const read = readWebhookKey(secret);
  if (!read.ok) return read.sentence;
  if (read.key.version === 'v1a' && read.key.privateKey === undefined)
    return 'is a whpk_, the public half, which signs nothing; give the gateway the whsk_ and keep the whpk_ for the receiver';
  return undefined;
}
