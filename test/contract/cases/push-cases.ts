/** Cases for everything that providers push, from the examples and schemas of their contracts. */
import { openContract } from '../../../src/contracts/contract.ts';
import type { JsonValue } from '../../../src/formats/json.ts';
import { textField } from '../../../src/formats/values.ts';
import { jsonMutations } from './json-mutations.ts';
import {
  type Bundle,
  type Message,
  messagesOf,
  type Operation,
  pushContracts,
  readExample,
  readOperations,
} from './messages.ts';
import type { Mutation } from './mutations.ts';
import { replaced } from './mutations.ts';
import { BODY_BYTES_MAX, type Must, type PushCase } from './push-case.ts';
import { provingOf } from './pushing.ts';
import { queryCases } from './query-cases.ts';
import { inAnotherNamespace, xmlMutations } from './xml-mutations.ts';
import { elementsOf } from './xml-text.ts';

/** Deterministic: the same contracts give the same cases in the same order. What several examples could show, the first of them does. */
export function pushCases(): readonly PushCase[] {
  const cases = new Map<string, PushCase>();
  for (const name of pushContracts) {
    const bundle = readOperations(name);
    for (const one of bundle.operations.flatMap((operation) => casesOf(bundle, operation))) {
      const key = `${one.operation} ${one.mediaType} ${one.why}`;
      if (!cases.has(key)) cases.set(key, one);
    }
  }
  return [...cases.values()];
}

function casesOf(bundle: Bundle, operation: Operation): readonly PushCase[] {
  const later = provingOf(bundle.name).fetched;
  const own = [...messagesOf(bundle, operation).flatMap(casesOfMessage), ...queryCases(bundle, operation)];
  if (later === undefined) return own;
  const other = readOperations(later.contract);
  const messages = other.operations
    .filter(({ id }) => id === later.operation)
    .flatMap((one) => messagesOf(other, one, true));
  return [
    ...own,
    ...messages
      .flatMap(casesOfMessage)
      // How large a fetched document may be is not the listener's affair, and an empty one counts as not fetched.
      .filter(({ must, why }) => must.be !== 'too large' && why !== 'empty')
      .map((one) => ({ ...one, contract: bundle.name, operation: operation.id })),
  ];
}

function casesOfMessage(message: Message): readonly PushCase[] {
  const { contract, operation, mediaType, example, text } = message;
  const one = (why: string, body: string, must: Must, contentType = mediaType): PushCase => ({
    ...{ contract, operation, mediaType, example, why, body, contentType, must },
  });
  const others = ['application/json', 'application/xml', 'image/png', 'application/x-www-form-urlencoded', ''];
  return [
    ...departures(message).map(({ what, path, document }) => one(what, document, { be: 'flagged', at: path })),
    one('cut off in its middle', text.slice(0, text.trimEnd().length >> 1), { be: 'flagged', at: '' }),
    one('empty', '', { be: 'flagged', at: '' }),
    ...others
      .filter((type) => type !== mediaType)
      .map((type) => one(`called ${type === '' ? 'nothing' : type}`, text, { be: 'kept' }, type)),
    one('larger than is read', text + ' '.repeat(BODY_BYTES_MAX), { be: 'too large' }),
  ];
}

function departures(message: Message): readonly Mutation<string>[] {
  if (/[/+]json$/.test(message.mediaType)) return jsonDepartures(message);
  const root = elementsOf(message.text).name;
  const schema = message.schemaOf(root);
  if (schema === undefined) throw new Error(`${message.contract} describes no root element ${root}`);
  const elsewhere = inAnotherNamespace(message.text);
  return [
    ...xmlMutations(message.text, schema, message.schemas),
    {
      what: 'another root element',
      path: '',
      document: message.text.replaceAll(new RegExp(`(</?(\\w+:)?)${root}\\b`, 'g'), '$1unheardOf'),
    },
    ...(elsewhere === undefined ? [] : [{ what: 'another namespace', path: '', document: elsewhere }]),
  ];
}

function jsonDepartures(message: Message): readonly Mutation<string>[] {
  const schema = message.schemaOf('') ?? '';
  const document = readExample(message.text);
  return [
    ...jsonMutations(document, schema, message.schemas, { absentNulls: true }),
    ...payloadDepartures(message, document),
  ].map((one) => ({
    ...one,
    document: JSON.stringify(one.document),
  }));
}

/** JSON in a text inside of JSON, where `x-payload-schema` says what it is. */
function payloadDepartures({ contract, schemas }: Message, envelope: JsonValue): readonly Mutation<JsonValue>[] {
  const payload = textField(envelope, 'payload');
  const event = textField(envelope, 'eventName') ?? '';
  const known = openContract(contract).payloadSchema(event);
  if (payload === undefined || known === undefined) return [];
  return jsonMutations(readExample(payload), known.schema, schemas, { absentNulls: true }).map(
    ({ what, path, document }) => ({
      what: `${event} /payload${what}`,
      path: `/payload${path}`,
      document: replaced(envelope, ['payload'], JSON.stringify(document)),
    }),
  );
}
