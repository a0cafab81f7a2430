/** After the ack: read envelope and payload, judge both against the contract, normalise. */
import { eventTypes } from '../../../generated/events/types.ts';
import { type Contract, openContract } from '../../contracts/contract.ts';
import { eventFit } from '../../contracts/fit.ts';
import { type Judgement, under, unknownEvent, unreadable, worst } from '../../contracts/judge.ts';
import { loadBundle } from '../../contracts/load.ts';
import { withContract } from '../../contracts/place.ts';
import { type JsonDocument, type JsonValue, parseJson } from '../../formats/json.ts';
import { cannotRead } from '../../formats/readable.ts';
import { isObject, textField } from '../../formats/values.ts';
import type { StoredMessage } from '../../store/store.ts';
import type { NormalisedEvent, Processed, Processing } from '../provider.ts';
import { type Convert, openConversions } from './conversion.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { eventType, openEventType } from './event-type.ts';
import { normalise, normaliseOpen } from './normalise.ts';
import type { ZettleSettings } from './settings.ts';
import { untimely } from './signed-time.ts';

/** What the contract says, in the forms that processing needs. */
export type ZettleContract = {
  readonly contract: Contract;
  /** By the name of a component schema. */
  readonly conversion: (schemaName: string) => Convert;
};

/** Throws `ContractError` when what `make generate` made is missing or not usable. */
export const openZettleContract = (): ZettleContract => ({
  contract: openContract('zettle-push'),
  conversion: openConversions(loadBundle('zettle-push')),
});

/** For the sources, each with its window. Throws as `openZettleContract` does. */
export function openProcessing(): (window: ZettleSettings['window']) => Processing {
  const zettle = openZettleContract();
  return (window) => ({
    process: async ({ message }) => withContract(process(message, zettle, window), zettle.contract),
  });
}

/** The schema of payloads that Zettle never published; their events have the open shape. */
const UNDOCUMENTED = 'UndocumentedPayload';

/** `window`: how old and how far ahead a signed time may be; absent, no time is looked at. */
export function process(
  message: Pick<StoredMessage, 'bytes' | 'receivedAtMs'>,
  zettle: ZettleContract,
  window?: ZettleSettings['window'],
): Processed {
  const read = readEnvelope(message.bytes);
  if (!read.ok) return quarantined(unreadable(read.finding), `The envelope cannot be read: ${read.finding.detail}`);
  const envelope = read.value;
  const judged = zettle.contract.judgeJson('PushEnvelope')(envelope.document);

  const payload =
    envelope.payload === undefined
      ? cannotRead('json_malformed', 'The envelope has no payload, or its payload is not a text.')
      : parseJson(envelope.payload);
  if (!payload.ok) {
    const judgement = worst(judged, under('/payload', unreadable(payload.finding)));
    return quarantined(judgement, `The payload cannot be read: ${payload.finding.detail}`);
  }
  const eventName = eventNameOf(envelope, payload.value.value);
  if (eventName === undefined) return quarantined(judged, 'The envelope names no event.');

  const judgement = worst(judged, judgePayload(eventName, payload.value, zettle.contract));
  const late = window && untimely(envelope.timestamp, message.receivedAtMs, window);
  if (late !== undefined) return quarantined(judgement, late);
  const event = eventOf(eventName, envelope, payload.value.value, zettle);
  if (event === undefined) return quarantined(judgement, `The payload of ${eventName} is not a JSON object.`);
  return { kind: 'processed', ...judgement, events: [event] };
}

/**
 * `PersonalAssertionDeleted` has been documented under the name `ApplicationConnectionRemoved`. Both say in `payload.type` what they
 * are, and the payload is signed while the name is not: so it decides.
 */
function eventNameOf({ eventName }: Envelope, payload: JsonValue): string | undefined {
  const type = textField(payload, 'type');
  return type === 'PersonalAssertionDeleted' || type === 'ApplicationConnectionRemoved' ? type : eventName;
}

function judgePayload(eventName: string, payload: JsonDocument, contract: Contract): Judgement {
  const known = contract.payloadSchema(eventName);
  if (known === undefined) return unknownEvent('/eventName', eventName);
  return under('/payload', contract.judgeJson(known.schema)(payload));
}

/** `undefined`: a described event whose payload is not an object, so its schema cannot judge it. */
function eventOf(
  eventName: string,
  envelope: Envelope,
  payload: JsonValue,
  { contract, conversion }: ZettleContract,
): NormalisedEvent | undefined {
  const known = contract.payloadSchema(eventName);
  if (known !== undefined && known.schema !== UNDOCUMENTED) {
    if (!isObject(payload)) return undefined;
    const event = normalise(eventName, envelope, payload, conversion(known.schema));
    const fitted = eventFit()(event.type, event.data);
    // Without what it is about it cannot be the event that its type promises. It is handed on all the same, for those who take the open shape.
    return fitted.ok ? event : normaliseOpen(openEventType, eventName, envelope, payload);
  }
  // An unknown name that is cut to a known one's type (`purchaseCreated`) must not bring the open shape to those who rely on the other.
  const type = eventType(eventName);
  const taken = known === undefined && Object.hasOwn(eventTypes, type);
  return normaliseOpen(taken ? openEventType : type, eventName, envelope, payload);
}

function quarantined({ verdict, findings }: Judgement, reason: string): Processed {
  return { kind: 'quarantined', verdict, findings, reason };
}
