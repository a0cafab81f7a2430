/**
 * The identities of a message: Zettle's own uuid, and the signature. `messageUuid`, `eventName` and `organizationUuid` are
 * outside of the signature, so an attacker could send a captured push again as something else. The same signature bound to anything else is a
 * conflict, which the store quarantines and Zettle gets a 200 for.
 */
import { createHash } from 'node:crypto';
import { parseJson } from '../../formats/json.ts';
import { textField } from '../../formats/values.ts';
import type { Identity } from '../../store/store.ts';
import type { Verified } from '../../trust/trust.ts';
import type { Identification } from '../provider.ts';
import { type Envelope, isTestMessage, readEnvelope } from './envelope.ts';
import { signatureHeader } from './verify.ts';

/** Zettle's ids have 36 characters, its event names up to 28. What is longer is known by its digest, so that no index holds what a stranger wrote. */
const name_units_max = 128;

export function identify(message: Verified, source: string): Identification {
  const read = readEnvelope(message.bytes);
  if (read.ok && isTestMessage(read.value)) {
    return {
      identities: [],
      disposition: {
        kind: 'record',
        reason: 'A TestMessage: Zettle is creating a subscription. It is not signed and never becomes an event.',
        group: `zettle test message ${source}`,
        most: 20,
        perMinute: 30,
      },
    };
  }
  const names = read.ok ? [...byUuid(read.value), ...bySignature(message, read.value)] : [];
  return { identities: names.length > 0 ? names : [byBody(message.bytes)], disposition: { kind: 'process' } };
}

/**
 * A known uuid with another payload is not a repeat but a signed push under a foreign name. It is quarantined and shown. Counting it as
 * a repeat would swallow a push whose own copy was intercepted. The timestamp stays outside: a retry may be signed again.
 *
 * Zettle's page prints one uuid on two messages, and the one of them that says no more than that an API key was deleted
 * (`PersonalAssertionDeleted`) would look the same for each key. So its signed time is part of its name.
 */
function byUuid(envelope: Envelope): Identity[] {
  const uuid = uuidOf(envelope);
  if (uuid === undefined) return [];
  const { timestamp, payload } = envelope;
  const deleted = payload !== undefined && saysKeyDeleted(payload);
  return [
    {
      kind: 'uuid',
      key: bounded(deleted ? `${uuid} ${timestamp}` : uuid),
      binding: bind(envelope.eventName, envelope.organizationUuid, payloadDigest(envelope)),
    },
  ];
}

/** The payload has one member; what is much longer is not parsed before the ack. */
const key_deleted_units_max = 1_000;

function saysKeyDeleted(payload: string): boolean {
  if (payload.length > key_deleted_units_max) return false;
  const read = parseJson(payload);
  return read.ok && textField(read.value.value, 'type') === 'PersonalAssertionDeleted';
}

/** Only a signature that was proven: under `auth: none` the header is anybody's text. */
function bySignature(message: Verified, envelope: Envelope): Identity[] {
  const signature = message.headers[signatureHeader];
  if (signature === undefined || !message.proofs.some(({ scheme }) => scheme === 'hmac')) return [];
  const { eventName, organizationUuid } = envelope;
  const binding = bind(uuidOf(envelope), eventName, organizationUuid);
  return [{ kind: 'signature', key: signature.trim().toLowerCase(), binding }];
}

function byBody(bytes: Uint8Array): Identity {
  const digest = sha256(bytes);
  return { kind: 'body', key: digest, binding: digest };
}

const payloadDigest = ({ payload }: Envelope): string | undefined => payload && sha256(Buffer.from(payload));

const uuidOf = ({ messageUuid, messageId }: Envelope): string | undefined => messageUuid ?? messageId;

/** As JSON, so that no two lists of texts make the same binding. */
const bind = (...texts: readonly (string | undefined)[]): string =>
  bounded(JSON.stringify(texts.map((text) => text ?? null)));

const bounded = (text: string): string => (text.length > name_units_max ? `sha256:${sha256(Buffer.from(text))}` : text);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
