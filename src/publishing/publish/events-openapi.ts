/**
 * Our events as an OpenAPI document, for generators that make a typed receiver of it: the one call that a receiver answers, and a schema for each
 * type that has a name. JSON Schemas and AsyncAPI say the same, and most generators read neither.
 */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import { batchExample, type EventExample, RECEIVER } from './event-requests.ts';
import { aboutBatches, answers } from './site/pages/delivery-answers.ts';

const ENVELOPE_SCHEMA = 'PushdockEvent';
const BATCH_SCHEMA = 'PushdockEventBatch';

/** `document` is the bundle of our events: schemas only, with their table of types. */
export function eventsOpenApi(document: JsonObject, examples: readonly EventExample[]): JsonObject {
  const { 'x-event-types': types, components, info, ...rest } = document;
  const schemas = membersOf(field(components, 'schemas'));
  const envelope = field(field(components, 'schemas'), ENVELOPE_SCHEMA) ?? {};
  const typed = itemsOf(types).flatMap((row) => typedEvent(row, envelope));
  // Which schema a type has, for programs: nothing else refers to them, because a receiver takes types that it does not know as well.
  const table = itemsOf(types).map((row): JsonObject => {
    const [name] = typedEvent(row, envelope)[0] ?? [];
    return {
      type: textField(row, 'type') ?? '',
      data: `#/components/schemas/${textField(row, 'schema')}`,
      ...(name !== undefined && { event: `#/components/schemas/${name}` }),
    };
  });
  return {
    ...rest,
    info: {
      ...(isObject(info) ? info : {}),
      description: about,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [
      {
        url: 'https://{receiver}',
        description: 'Your own: the URL of a sink in the configuration of the gateway.',
        variables: { receiver: { default: RECEIVER.host } },
      },
    ],
    tags: [{ name: 'events', description: 'What the gateway hands on' }],
    'x-event-types': table,
    paths: { [RECEIVER.path]: { post: receiving(examples) } },
    components: {
      schemas: Object.fromEntries(
        [...schemas, ...typed, [BATCH_SCHEMA, batchSchema] as const].toSorted(([one], [other]) =>
          one < other ? -1 : 1,
        ),
      ),
      securitySchemes: {
        webhookSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description:
            'Standard Webhooks: `v1,` and the Base64 of HMAC-SHA256 over id, timestamp and body, joined by full stops; several with a blank between them. Check it over the bytes as they came.',
        },
      },
    },
  };
}

const about = [
  'What a receiver of our events answers: one POST for each event, a CloudEvent 1.0 in structured mode, signed as Standard Webhooks. Where the sink is set to it, several events come as one batch.',
  '',
  `Read \`type\` first. It decides what \`data\` holds: each type that has a name has a schema here that ends in \`Event\`. A name that is not here is an event all the same; take it as \`${ENVELOPE_SCHEMA}\`.`,
].join('\n');

/** `ZettlePurchaseCreatedEvent`: the envelope with one `type` and its data. None for a type that stands for names that are not known. */
function typedEvent(row: JsonValue, envelope: JsonValue): readonly (readonly [name: string, schema: JsonObject])[] {
  const type = textField(row, 'type') ?? '';
  const data = textField(row, 'schema') ?? '';
  if (type.endsWith('*') || !isObject(envelope)) return [];
  const name = `${isOpen(data, type) ? pascal(type) : data}Event`;
  const properties = Object.fromEntries(
    membersOf(field(envelope, 'properties')).map(([attribute, schema]): readonly [string, JsonValue] => {
      if (attribute === 'type')
        return [attribute, { ...(isObject(schema) ? schema : {}), type: 'string', enum: [type] }];
      return [attribute, attribute === 'data' ? { $ref: `#/components/schemas/${data}` } : schema];
    }),
  );
  return [[name, { ...envelope, title: name, description: textField(row, 'description') ?? '', properties }]];
}

/** Of types without a schema of their own the data is what any event of their provider is, `ZettleEvent`. */
const isOpen = (schema: string, type: string): boolean =>
  !schema.toLowerCase().endsWith(type.split('.').slice(2).join(''));

/** com.zettle.card.payment.invalid → ZettleCardPaymentInvalid */
const pascal = (type: string): string =>
  type
    .split('.')
    .slice(1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const batchSchema: JsonObject = {
  title: BATCH_SCHEMA,
  description: aboutBatches,
  type: 'array',
  minItems: 1,
  items: { $ref: `#/components/schemas/${ENVELOPE_SCHEMA}` },
};

const header = (name: string, description: string, schema: JsonObject, example: string): JsonObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
  example,
});

/** One answer of each meaning. A receiver that redirects is none that was meant to. */
const told = ['204', '400', '410', '503'];

function receiving(examples: readonly EventExample[]): JsonObject {
  return {
    operationId: 'receiveEvent',
    tags: ['events'],
    summary: 'An event happened',
    description: `Delivery is at least once: a repeat has the same \`id\`. Answer as soon as the event is safe with you.\n\n${aboutBatches}`,
    security: [{ webhookSignature: [] }],
    parameters: [
      header(
        'webhook-id',
        'The id of the event, or of the batch: the same for every attempt.',
        { type: 'string' },
        examples[0]?.envelope.id ?? 'an-id-0',
      ),
      header(
        'webhook-timestamp',
        'When this attempt was signed, in seconds since 1970.',
        { type: 'string', pattern: '^[0-9]+$' },
        '1674087231',
      ),
    ],
    requestBody: {
      required: true,
      content: {
        'application/cloudevents+json': {
          schema: { $ref: `#/components/schemas/${ENVELOPE_SCHEMA}` },
          examples: Object.fromEntries(
            examples.map(({ name, envelope }) => [name, { summary: envelope.type, value: { ...envelope } }]),
          ),
        },
        'application/cloudevents-batch+json': {
          schema: { $ref: `#/components/schemas/${BATCH_SCHEMA}` },
          example: batchExample(examples).map((envelope) => ({ ...envelope })),
        },
      },
    },
    responses: Object.fromEntries(
      told.flatMap((status) => {
        const answer = answers.find(({ statuses }) => statuses.includes(status));
        return answer === undefined ? [] : [[status, { description: `${answer.meaning} ${answer.reaction}` }]];
      }),
    ),
  };
}
