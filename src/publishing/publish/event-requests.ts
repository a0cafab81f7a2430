/** Whole requests as our events arrive, made by the code that delivers them and signed with the example secret: for each example, structured and binary. */

import { cloudEvent, type Enveloped } from '../../formats/cloud-event.ts';
import { type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import { batchRequest, type EventRequest, eventRequest } from '../../outbound/event-request.ts';
import { readWebhookKey } from '../../trust/schemes/standard-webhooks.ts';
import { Secret } from '../../trust/secrets.ts';
import { membersOf } from '../diff/json.ts';
import { follow } from '../diff/pair.ts';
import type { Snapshot } from '../snapshot.ts';
import { httpText } from './requests.ts';
import type { Proof, Signing } from './signing.ts';

/** Where the requests are addressed to: somebody's receiver. */
export const RECEIVER = { host: 'shop.example.com', path: '/events' } as const;

export type EventExample = {
  /** Example file without its ending. */
  readonly name: string;
  readonly envelope: Enveloped;
  readonly structured: string;
  readonly binary: string;
};

export type EventSources = {
  /** The snapshot of our events. */
  readonly events: Snapshot;
  readonly signing: Signing;
  /** Example file → its text. */
  readonly examples: ReadonlyMap<string, string>;
  /** Provider → the name of a source in examples. */
  readonly sourceOf: ReadonlyMap<string, string>;
};

/** Empty where nothing is signed as Standard Webhooks with a secret. */
export function eventExamples({ events, signing, examples, sourceOf }: EventSources): readonly EventExample[] {
  const proof = signing.proofs.find(isWebhook);
  if (proof === undefined) return [];
  return [...examples].flatMap(([file, text]) => {
    const row = rowOf(events, file);
    const parsed = parseJson(text);
    if (row === undefined || !parsed.ok) return [];
    const data = parsed.value.value;
    const subject = subjectOf(textField(row, 'subject') ?? '', data);
    const provider = textField(row, 'provider') ?? '';
    // An event that tells of the gateway has the source of the message that it tells of.
    const [owner, source] = sourceOf.has(provider)
      ? [provider, sourceOf.get(provider) ?? '']
      : [textField(data, 'provider') ?? provider, textField(data, 'source') ?? ''];
    const message = {
      id: proof.id.replace(/-\d+$/, ''),
      provider: owner,
      source,
      receivedAtMs: proof.timestamp * 1000,
    };
    const fact = { type: typeOf(row, file), data: JSON.parse(text), ...(subject !== undefined && { subject }) };
    const envelope = cloudEvent(proof.id, fact, message, verdictOf(fact.type, file, events));
    const request = (mode: 'structured' | 'binary') => requestText(envelope, mode, proof);
    const name = file.replace(/\.json$/, '');
    return [{ name, envelope, structured: request('structured'), binary: request('binary') }];
  });
}

/** An example of a message that departs says so in its name; a type that no table names is one that no contract describes. */
function verdictOf(type: string, file: string, { document }: Snapshot): Enveloped['pushdockverdict'] {
  if (file.includes('.off-contract.')) return 'violation';
  const isKnown = itemsOf(field(document, 'x-event-types')).some((row) => textField(row, 'type') === type);
  return isKnown ? 'match' : 'unknown';
}

type Webhook = Extract<Proof, { scheme: 'standard-webhooks' }>;

/** A proof that our events are signed with by a secret, which both sides have. */
export const isWebhook = (proof: Proof): proof is Webhook =>
  proof.scheme === 'standard-webhooks' && proof.secret.startsWith('whsec_');

function requestText(envelope: Enveloped, mode: 'structured' | 'binary', proof: Webhook): string {
  return textOf(eventRequest({ id: envelope.id, envelope }, { mode, ...signedBy(proof) }));
}

/** Three of the examples as one batch. Each event has an id of its own, since an example shows the same one everywhere. */
export const batchExample = (examples: readonly EventExample[]): readonly Enveloped[] =>
  examples.slice(0, 3).map(({ envelope }, index) => ({ ...envelope, id: envelope.id.replace(/-\d+$/, `-${index}`) }));

export const batchText = (events: readonly Enveloped[], proof: Webhook): string =>
  textOf(
    batchRequest(
      events.map((envelope) => ({ id: envelope.id, envelope })),
      signedBy(proof),
    ),
  );

function signedBy(proof: Webhook) {
  const read = readWebhookKey(Secret.of(proof.secret));
  if (!read.ok) throw new TypeError(`the secret of ${proof.name} ${read.sentence}`);
  return { keys: [read.key], timestampSeconds: proof.timestamp };
}

function textOf({ headers, body }: EventRequest): string {
  return httpText({
    method: 'POST',
    target: RECEIVER.path,
    headers: { host: RECEIVER.host, ...headers, 'content-length': String(body.byteLength) },
    body,
  }).toString('utf8');
}

/** The row whose schema's file name the example begins with; the longest where several do. */
function rowOf({ document, files }: Snapshot, example: string): JsonValue | undefined {
  const [file] = [...files.keys()]
    .filter((name) => example.startsWith(name.replace(/json$/, '')))
    .sort((one, other) => other.length - one.length);
  const parsed = parseJson(files.get(file ?? '') ?? 'null');
  const title = parsed.ok ? textField(parsed.value.value, 'title') : undefined;
  return itemsOf(field(document, 'x-event-types')).find((row) => textField(row, 'schema') === title);
}

/** A type that ends in `.*` stands for names that are not known; the example's variant is one. */
function typeOf(row: JsonValue, example: string): string {
  const type = textField(row, 'type') ?? '';
  const variant =
    example
      .replace(/\.json$/, '')
      .split('.')
      .at(-1) ?? '';
  return type.replace(/\*$/, variant.replaceAll('-', '.'));
}

/** The table says it in words: `a.b, else c`; `Id of the order`. Undefined where no path of them leads to a text. */
function subjectOf(words: string, data: JsonValue): string | undefined {
  for (const part of words.split(', ')) {
    const [path = ''] = /^[\w.]+/.exec(part.replace(/^else /, '')) ?? [];
    const steps = path.split('.');
    const owner = steps.slice(0, -1).reduce<JsonValue | undefined>((value, step) => field(value, step), data);
    const text = textField(owner, steps.at(-1) ?? '');
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The name of a source in the examples of a push contract: its path parameter `source`. */
export function exampleSource({ document }: { readonly document: JsonObject }): string | undefined {
  const parameters = membersOf(field(document, 'paths')).flatMap(([, item]) => [
    ...itemsOf(field(item, 'parameters')),
    ...membersOf(item).flatMap(([, operation]) => itemsOf(field(operation, 'parameters'))),
  ]);
  return parameters
    .map((one) => follow(document, textField(one, '$ref') ?? '') ?? one)
    .filter((one) => textField(one, 'name') === 'source')
    .flatMap((one) => textField(one, 'example') ?? textField(field(one, 'schema'), 'example') ?? [])[0];
}
