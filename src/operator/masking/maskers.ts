/**
 * How each property that `spec/gateway.yaml` marks `x-pii` is masked. Where one is missing here, no call of the API is answered (plan.ts throws when
 * the first call opens it).
 */
import { MASK } from '../../formats/mask.ts';
import { masked } from './mask.ts';
import type { ShownNames } from './names.ts';
import { withoutSought } from './sought.ts';

export type Fields = Readonly<Record<string, unknown>>;

export type Masker = {
  /** What of the owner is another thing when masked. `names` are those of the provider that the answer speaks of. */
  readonly mask: (owner: Fields, names: ShownNames) => Fields;
  /** Whether the owner tells something that masking would hide. Where it is absent the masked one is compared. */
  readonly tells?: (owner: Fields) => boolean;
};

/** `Schema.property`, as the contract names them. */
export const maskers: Readonly<Record<string, Masker>> = {
  'Body.content': { mask: maskedBody, tells: ({ content }) => content !== '' },
  'Message.headers': { mask: ({ headers }, names) => ({ headers: maskedHeaders(headers, names) }) },
  'Message.target': { mask: maskedTarget },
  'MessageSummary.target': { mask: maskedTarget },
  'EventSummary.envelope': { mask: envelopeAt('envelope'), tells: holdsData('envelope') },
  'Event.envelope': { mask: envelopeAt('envelope'), tells: holdsData('envelope') },
  'OwedResult.question': { mask: envelopeAt('question'), tells: holdsData('question') },
  'MessageResult.question': { mask: envelopeAt('question'), tells: holdsData('question') },
  'Delivery.answer': whole('answer'),
  'ListedDelivery.answer': whole('answer'),
  'RefusedEntry.address': whole('address'),
  'AuditEntry.address': whole('address'),
  'AuditEntry.target': { mask: ({ target }) => ({ target: withoutSought(String(target)) }) },
  'BusinessResult.userIdentifier': whole('userIdentifier'),
  'Subscription.contactEmail': whole('contactEmail'),
  'SyncStep.detail': { mask: ({ detail }) => ({ detail: withoutMailAddresses(detail) }) },
  'SyncedStep.detail': { mask: ({ detail }) => ({ detail: withoutMailAddresses(detail) }) },
};

function whole(property: string): Masker {
  return { mask: () => ({ [property]: MASK }), tells: (owner) => owner[property] !== '' };
}

/** Bytes that are not text are masked whole. */
function maskedBody({ encoding, content }: Fields, names: ShownNames): Fields {
  const text = String(content);
  return { encoding: 'text', content: text === '' ? '' : encoding === 'text' ? masked(text, names) : MASK };
}

/** Of the envelope only `data` comes from the provider. */
function envelopeAt(property: string): Masker['mask'] {
  return (owner, names) => {
    const { data, ...envelope } = fieldsOf(owner[property]);
    const text = data === undefined ? undefined : masked(JSON.stringify(data), names);
    return { [property]: { ...envelope, ...(text !== undefined && { data: JSON.parse(text) }) } };
  };
}
function holdsData(property: string): (owner: Fields) => boolean {
  return (owner) => fieldsOf(owner[property]).data !== undefined;
}

/** They say what a request is, or who the provider's program is. Any other header may say who a person is, or where. */
const plainHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'host',
  'transfer-encoding',
  'user-agent',
]);

function maskedHeaders(headers: unknown, names: ShownNames): Fields {
  const known = new Set([...names].map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(fieldsOf(headers)).map(([name, value]) => [
      name,
      plainHeaders.has(name) || known.has(name) ? value : MASK,
    ]),
  );
}

/** The query of a push may hold what others have in their body. What a secret was is `***` already. */
function maskedTarget({ target }: Fields, names: ShownNames): Fields {
  const [path = '', ...query] = String(target).split('?');
  if (query.length === 0) return { target };
  const parts = query.join('?').split('&');
  const shown = parts.map((part) => {
    const [name = '', value] = part.split(/=(.*)/s);
    // Without `=` a part may be a value as well as a name.
    if (value === undefined) return part === '' || names.has(name) ? part : MASK;
    return value === '***' || names.has(name) ? part : `${name}=${MASK}`;
  });
  return { target: `${path}?${shown.join('&')}` };
}

const withoutMailAddresses = (text: unknown): string => String(text).replaceAll(/[^\s,;<>@]+@[^\s,;<>@]+/g, MASK);

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
