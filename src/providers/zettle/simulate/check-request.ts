/** Checks the body of a create or an update as the API does, and in its order. */
import type { JsonObject } from '../../../formats/json.ts';
import { field, itemsOf, textField } from '../../../formats/values.ts';
import type { Known } from './known.ts';
import { invalid, type Refusal, scopeMissing, unprocessable } from './refusal.ts';

export type Rules = {
  readonly known: Known;
  /** Of the token that asks. */
  readonly scopes: ReadonlySet<string>;
  /** Plain http to this machine is taken for https, so that a gateway without a certificate can be tried out. */
  readonly plainLoopback: boolean;
};

/** The fields of both bodies that are there and in order. */
export type Fields = {
  readonly transportName?: string;
  readonly eventNames?: readonly string[];
  readonly destination?: string;
  readonly contactEmail?: string;
};

export type CreateFields = Required<Fields> & { readonly uuid: string };

export function checkCreate(body: JsonObject, rules: Rules): CreateFields | Refusal {
  const uuid = textField(body, 'uuid');
  if (!textField(body, 'transportName')) return invalid('transportName', 'must not be null');
  if (!uuid) return invalid('uuid', 'must not be null');
  if (!rules.known.uuid.test(uuid)) return invalid('uuid', 'must be a UUID of version 1');
  if (field(body, 'eventNames') === undefined) return invalid('eventNames', 'must not be null');
  for (const name of ['destination', 'contactEmail'])
    if (isAbsent(body, name)) return unprocessable(name, 'must not be null');
  const fields = checkFields(body, rules);
  if ('status' in fields) return fields;
  const { transportName, eventNames, destination, contactEmail } = fields;
  if (
    transportName === undefined ||
    eventNames === undefined ||
    destination === undefined ||
    contactEmail === undefined
  )
    throw new Error('a field that was there is gone');
  return { uuid, transportName, eventNames, destination, contactEmail };
}

/** `current`: the subscription that the call changes. */
export function checkUpdate(
  body: JsonObject,
  current: { readonly transportName: string },
  rules: Rules,
): Fields | Refusal {
  const { transportName } = current;
  if (!isAbsent(body, 'transportName') && textField(body, 'transportName') !== transportName)
    return invalid('transportName', 'must be the one used when the subscription was created');
  return checkFields(body, rules);
}

function checkFields(body: JsonObject, { known, scopes, plainLoopback }: Rules): Fields | Refusal {
  const transportName = textField(body, 'transportName');
  if (transportName !== undefined && transportName !== 'WEBHOOK')
    return invalid(
      'transportName',
      transportName === 'SQS' ? 'SQS is open to selected clients only' : 'is not supported',
    );
  const events = field(body, 'eventNames');
  const eventNames = itemsOf(events).map(String);
  if (!isAbsent(body, 'eventNames') && !Array.isArray(events)) return invalid('eventNames', 'must be a list');
  const unsupported = eventNames.find((name) => !known.scopes.has(name));
  if (unsupported !== undefined) return invalid('eventNames', `${unsupported} is not supported`);

  const destination = textField(body, 'destination');
  if (!isAbsent(body, 'destination') && !isDestination(destination ?? '', plainLoopback))
    return unprocessable('destination', destination === '' ? 'must not be empty' : 'must be a valid https url');
  const contactEmail = textField(body, 'contactEmail');
  if (contactEmail !== undefined && contactEmail.length > known.contactEmailLengthMax)
    return unprocessable('contactEmail', `must not exceed ${known.contactEmailLengthMax} characters`);
  if (!isAbsent(body, 'contactEmail') && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(contactEmail ?? ''))
    return unprocessable('contactEmail', 'must be a valid email address');

  // An empty list means every event, and so every scope.
  const asked = Array.isArray(events) ? (eventNames.length > 0 ? eventNames : [...known.scopes.keys()]) : [];
  for (const name of asked) {
    const scope = known.scopes.get(name) ?? 'any';
    if (scope === 'any' ? scopes.size === 0 : !scopes.has(scope)) return scopeMissing(scope, name);
  }
  return {
    ...(transportName === undefined ? {} : { transportName }),
    ...(Array.isArray(events) ? { eventNames } : {}),
    ...(destination === undefined ? {} : { destination }),
    ...(contactEmail === undefined ? {} : { contactEmail }),
  };
}

const isAbsent = (body: JsonObject, name: string): boolean => (field(body, name) ?? null) === null;

function isDestination(text: string, plainLoopback: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' || (plainLoopback && protocol === 'http:' && loopback);
}
