/** The fetched event document: judged against its contract, and the few values that decide what is done with it. */
import { type EventType, eventTypes } from '../../../generated/events/types.ts';
import type { Contract } from '../../contracts/contract.ts';
import { type Judgement, unknownEvent, unreadable, worst } from '../../contracts/judge.ts';
import { judgeWithin } from '../../contracts/unwrapped.ts';
import { firstSignificant } from '../../formats/decode.ts';
import { type JsonObject, type JsonValue, readJson } from '../../formats/json.ts';
import { field, isObject, textField } from '../../formats/values.ts';
import type { FetchedDocument } from '../../store/store.ts';

const SCHEMA = 'Event';

export type ReadEvent = {
  readonly judgement: Judgement;
  /** Absent when the document cannot be read as an event at all: malformed, no object, another root, or without a type. */
  readonly event?: MarketplaceEvent;
};

export type MarketplaceEvent = {
  /** The provider's name of the type, such as SUBSCRIPTION_ORDER. */
  readonly type: string;
  /** Whether the contract names that type. */
  readonly supported: boolean;
  /** A ping: to be answered, and of no effect. */
  readonly stateless: boolean;
  /** `marketplace.baseUrl` as sent. */
  readonly baseUrl?: string;
  /** JSON or parsed XML, in the provider's words. */
  readonly document: JsonObject;
};

type Fetched = Pick<FetchedDocument, 'bytes'> & Partial<Pick<FetchedDocument, 'mediaType'>>;

/** Judges and reads. The first character decides between JSON and XML, not the Content-Type; what was asked for does not either. */
export function readEvent(fetched: Fetched, token: string, contract: Contract): ReadEvent {
  const { judgement, document } =
    firstSignificant(fetched.bytes) === 'xml' ? readAsXml(fetched, contract) : readAsJson(fetched, contract);
  if (!isObject(document)) return { judgement };
  const type = textField(document, 'type')?.trim();
  if (type === undefined || type === '') return { judgement };
  const supported = supportedTypes.has(type);
  const baseUrl = textField(field(document, 'marketplace'), 'baseUrl');
  const event: MarketplaceEvent = {
    type,
    supported,
    // Blanks are not part of an enumeration's value.
    stateless: textField(document, 'flag')?.trim() === 'STATELESS' || dummyTokens.has(token),
    ...(baseUrl !== undefined && { baseUrl }),
    document,
  };
  return { judgement: supported ? judgement : worst(judgement, unknownEvent('/type', type)), event };
}

/** The marketplace's own pings; they are flagged STATELESS as well, where it does not forget to. */
const dummyTokens: ReadonlySet<string> = new Set([
  'dummyOrder',
  'dummyChange',
  'dummyCancel',
  'dummyNotice',
  'dummyAssign',
  'dummyUnassign',
]);

/** `SUBSCRIPTION_ORDER` → `com.appdirect.subscription.order`. */
export const eventTypeOf = (type: string): string => `com.appdirect.${type.toLowerCase().replaceAll('_', '.')}`;

/** Types of their own in `spec/events`, in the provider's words. */
const supportedTypes: ReadonlySet<string> = new Set(
  Object.keys(eventTypes)
    .filter((name) => name.startsWith('com.appdirect.') && name !== ('com.appdirect.*' satisfies EventType))
    .map((name) => name.slice('com.appdirect.'.length).replaceAll('.', '_').toUpperCase()),
);

type Document = { readonly judgement: Judgement; readonly document?: JsonValue };

function readAsXml({ bytes, mediaType }: Fetched, contract: Contract): Document {
  const { content, ...judgement } = contract.judgeXml(SCHEMA)(bytes, mediaType);
  // The XSD declares its elements globally, so <payload> alone would satisfy it.
  return content === undefined || content.root !== 'event' ? { judgement } : { judgement, document: content.value };
}

function readAsJson({ bytes, mediaType }: Fetched, contract: Contract): Document {
  const read = readJson(bytes, {}, mediaType);
  if (!read.ok) return { judgement: unreadable(read.finding) };
  // The name is the root's in XML.
  const { judgement, value } = judgeWithin(read.value, 'event', contract.judgeJson(SCHEMA));
  return { judgement, document: value };
}
