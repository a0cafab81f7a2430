/** The mirror of verify.ts: a push as Zettle makes it. The envelope's text is composed here, and the values in it are signed. */
import { signHmac } from '../../trust/schemes/hmac.ts';
import type { Secret } from '../../trust/secrets.ts';
import { signatureHeader } from './verify.ts';

export type Envelope = {
  readonly organizationUuid: string;
  readonly messageUuid: string;
  readonly eventName: string;
  readonly messageId: string;
  /** JSON as text; what is signed is exactly this. */
  readonly payload: string;
  /** ISO with `Z`, three or six fraction digits. */
  readonly timestamp: string;
};

export type Push = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** The push that `verify` accepts under this key. */
export function signedPush(envelope: Envelope, key: Secret): Push {
  return {
    headers: {
      'content-type': 'application/json',
      [signatureHeader]: signHmac(Buffer.from(`${envelope.timestamp}.${envelope.payload}`, 'utf8'), key),
    },
    body: Buffer.from(JSON.stringify(envelope), 'utf8'),
  };
}

/** The unsigned message of a create call: it has no messageUuid and no timestamp, and its payload is not a text. */
export function testMessagePush(organizationUuid: string, messageId: string): Push {
  const envelope = { organizationUuid, eventName: 'TestMessage', messageId, payload: { data: 'payload' } };
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(envelope), 'utf8') };
}
