/** The responder over HTTP: the question is POSTed as a CloudEvent, and the answer is the result or the word that it comes later. */

import type { Outbound } from '../../outbound/client.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import type { Clock } from '../../running/clock.ts';
import { readWebhookKey, signStandardWebhook, type WebhookKey } from '../../trust/schemes/standard-webhooks.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { Ask, Responded } from './question.ts';
import { parseResult } from './read-result.ts';
import type { HttpResponderSettings } from './settings.ts';

// A result document is a few hundred bytes.
const ANSWER_BYTES_MAX = 65_536;

/** Throws for a key that cannot sign; `config/appdirect-rules.ts` has said so before. */
export function openHttpResponder(
  { url, secret, signingKeys = [] }: Pick<HttpResponderSettings, 'url' | 'secret' | 'signingKeys'>,
  outbound: Outbound,
  clock: Clock,
): Ask {
  const keys = signingKeys.map(keyOf);
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    accept: 'application/json',
    ...(secret !== undefined && { authorization: `Bearer ${secret.reveal()}` }),
  };
  return async ({ envelope }, { timeoutMs, signal }) => {
    const body = Buffer.from(JSON.stringify(envelope));
    const timestampSeconds = Math.floor(clock.now() / 1000);
    const signature = keys.length > 0 && signStandardWebhook({ id: String(envelope.id), timestampSeconds, body }, keys);
    const fetch = outbound.within({ timeoutMs, responseBytesMax: ANSWER_BYTES_MAX, needsBody: holdsResult });
    try {
      return await read(await fetch(url, { method: 'POST', headers: { ...headers, ...signature }, body, signal }));
    } catch (error) {
      if (error instanceof OutboundFault) return failed(`the responder gave no answer: ${error.message}`);
      throw error;
    }
  };
}

/** Any other status has said everything: that it comes later, or that there is none. */
const holdsResult = (status: number) => status >= 200 && status < 300 && !isTaken(status);
const isTaken = (status: number) => status === 202 || status === 204;

async function read(answer: Response): Promise<Responded> {
  if (isTaken(answer.status)) return { kind: 'taken' };
  if (!answer.ok) return failed(`the responder answered ${answer.status}`);
  const result = parseResult(new Uint8Array(await answer.arrayBuffer()));
  return result === undefined
    ? failed('the answer of the responder is not a result document')
    : { kind: 'result', result };
}

const failed = (fault: string): Responded => ({ kind: 'failed', fault });

function keyOf(secret: Secret): WebhookKey {
  const read = readWebhookKey(secret);
  if (!read.ok) throw new TypeError(`a signing key of the responder ${read.sentence}`);
  return read.key;
}
