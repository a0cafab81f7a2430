/** Our events as an AsyncAPI 3 document: one channel, one message for each type, made from the same schemas and examples as the pages. */
import { type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { ENVELOPE } from '../diff/events.ts';
import { membersOf } from '../diff/json.ts';
import type { Snapshot } from '../snapshot.ts';
import { batchExample, type EventExample, RECEIVER } from './event-requests.ts';
import { aboutBatches } from './site/pages/delivery-answers.ts';

/** No type has this name: each begins with `com.`. */
const BATCH = 'batch';

/** `publishedAs` is the version that stands in it. */
export function asyncApi(
  { document, files }: Snapshot,
  publishedAs: string,
  examples: readonly EventExample[],
): JsonObject {
  const rows = itemsOf(field(document, 'x-event-types'));
  const info = field(document, 'info');
  const schemas = schemasOf(files);
  const envelope = textField(schemaOf(files.get(ENVELOPE)), 'title') ?? 'Envelope';
  const messages = [
    ...rows.map((row) => [messageId(row), message(row, envelope, examples)] as const),
    [BATCH, batchMessage(envelope, examples)] as const,
  ];
  return {
    asyncapi: '3.0.0',
    info: {
      title: textField(info, 'title') ?? 'Events',
      version: publishedAs,
      description:
        'What a receiver gets over HTTP: CloudEvents 1.0 in structured mode, signed as Standard Webhooks; several as one batch where the sink is set to it. Delivery is at least once, and a repeat has the same `id`.',
      license: field(info, 'license') ?? { name: 'MIT' },
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      receiver: {
        host: RECEIVER.host,
        protocol: 'https',
        description: 'Your own: the URL of a sink in the configuration of the gateway.',
      },
    },
    channels: {
      events: {
        address: RECEIVER.path,
        title: 'Your receiver',
        messages: Object.fromEntries(messages.map(([id]) => [id, { $ref: `#/components/messages/${id}` }])),
      },
    },
    operations: {
      deliver: {
        action: 'send',
        channel: { $ref: '#/channels/events' },
        title: 'The gateway delivers an event',
        summary: 'A POST that is tried again until it is answered 2xx, or until its attempts are used up.',
        messages: messages.map(([id]) => ({ $ref: `#/channels/events/messages/${id}` })),
        bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
      },
    },
    components: { messages: Object.fromEntries(messages), schemas },
  };
}

/** A key of `components`: letters, digits, full stops, hyphens and underscores. */
const messageId = (row: JsonValue): string => (textField(row, 'type') ?? '').replace('*', 'other');

function message(row: JsonValue, envelope: string, examples: readonly EventExample[]): JsonObject {
  const [type, title] = ['type', 'schema'].map((name) => textField(row, name) ?? '');
  const isOpen = type?.endsWith('*') === true;
  const own = examples.filter(({ envelope }) => (isOpen ? isOther(envelope, type) : envelope.type === type));
  return {
    name: type ?? '',
    title: title ?? '',
    summary: textField(row, 'description') ?? '',
    contentType: 'application/cloudevents+json',
    headers: headersSchema,
    payload: {
      allOf: [
        { $ref: `#/components/schemas/${envelope}` },
        {
          type: 'object',
          properties: {
            type: isOpen
              ? { type: 'string', pattern: `^${type?.slice(0, -1).replaceAll('.', '\\.')}` }
              : { const: type ?? '' },
            data: { $ref: `#/components/schemas/${title}` },
          },
        },
      ],
    },
    ...(own.length > 0 && {
      examples: own.map(({ name, envelope }): JsonObject => ({ name, payload: { ...envelope } })),
    }),
  };
}

function batchMessage(envelope: string, examples: readonly EventExample[]): JsonObject {
  return {
    name: BATCH,
    title: 'Several events in one request',
    summary: 'What a sink with `batch` sends.',
    description: aboutBatches,
    contentType: 'application/cloudevents-batch+json',
    headers: headersSchema,
    payload: { type: 'array', minItems: 1, items: { $ref: `#/components/schemas/${envelope}` } },
    examples: [{ name: BATCH, payload: batchExample(examples).map((one) => ({ ...one })) }],
  };
}

/** Of a type that stands for names that are not known. */
const isOther = ({ type, pushdockverdict }: EventExample['envelope'], pattern: string): boolean =>
  pushdockverdict === 'unknown' && type.startsWith(pattern.slice(0, -1));

const headersSchema: JsonObject = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'idempotency-key'],
  properties: {
    'webhook-id': { type: 'string', description: 'The id of the event, or of the batch: the same for every attempt.' },
    'webhook-timestamp': {
      type: 'string',
      pattern: '^[0-9]+$',
      description: 'When this attempt was signed, in seconds since 1970.',
    },
    'webhook-signature': {
      type: 'string',
      description:
        '`v1,` and the Base64 of HMAC-SHA256 over id, timestamp and body, joined by full stops; several with a blank between them.',
    },
    'idempotency-key': { type: 'string', description: 'The same id again.' },
  },
};

/** Every schema under its title, with its own definitions in it; what refers to another file refers to that. */
function schemasOf(files: ReadonlyMap<string, string>): JsonObject {
  const titles = new Map([...files].map(([file, text]) => [file, textField(schemaOf(text), 'title') ?? file]));
  return Object.fromEntries(
    [...files].map(([file, text]) => {
      const { $schema: _dialect, ...schema } = schemaOf(text);
      return [titles.get(file) ?? file, within(schema, file, titles)];
    }),
  );
}

function schemaOf(text: string | undefined): JsonObject {
  const parsed = parseJson(text ?? '{}');
  return parsed.ok && isObject(parsed.value.value) ? parsed.value.value : {};
}

function within(value: JsonValue, file: string, titles: ReadonlyMap<string, string>): JsonValue {
  if (Array.isArray(value)) return itemsOf(value).map((item) => within(item, file, titles));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    membersOf(value).map(([name, inner]) => {
      if (name !== '$ref' || typeof inner !== 'string') return [name, within(inner, file, titles)];
      const [target = '', pointer = ''] = inner.split('#');
      const title = titles.get(target === '' ? file : target.replace(/^\.\//, '')) ?? target;
      return [name, `#/components/schemas/${title}${pointer}`];
    }),
  );
}
