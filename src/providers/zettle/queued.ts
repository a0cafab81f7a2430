/**
 * Zettle's pushes as they come through a queue. Zettle documents only that `transportName` may be `SQS`. That the message is the envelope of an HTTP push, and
 * that its signature is in a message attribute, is inferred; which attribute is configuration.
 */
import type { Queued } from '../queued.ts';
import { signatureHeader } from './verify.ts';

/** `attribute`: the name of the one that holds the signature. */
export function queuedPushes(source: string, attribute: string): Queued {
  const name = attribute.toLowerCase();
  return {
    operationId: 'receiveEvent',
    request: ({ attributes: { [name]: signature, [signatureHeader]: _, ...others } }) => ({
      method: 'POST',
      path: `/push/zettle/${source}`,
      headers: { ...others, ...(signature !== undefined && { [signatureHeader]: signature }) },
    }),
  };
}
