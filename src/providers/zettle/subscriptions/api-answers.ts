/** What Zettle's API answers, read from its bytes without believing its shape. */

import type { JsonValue } from '../../../formats/json.ts';
import { readJson } from '../../../formats/json.ts';
import { field, itemsOf, textField } from '../../../formats/values.ts';
import { Secret } from '../../../trust/secrets.ts';
import type { ProviderAnswer, ProviderIdentity } from '../../subscribing.ts';

/** A subscription as Zettle shows it. */
export type ShownSubscription = {
  readonly uuid: string;
  readonly transport: string;
  readonly events: readonly string[];
  readonly destination: string;
  readonly contactEmail: string;
  readonly status: string;
  readonly updated: string;
  readonly signingKey?: Secret;
};

const jsonOf = (bytes: Uint8Array): JsonValue | undefined => {
  const read = readJson(bytes);
  return read.ok ? read.value.value : undefined;
};

export function readSubscription(bytes: Uint8Array): ShownSubscription | undefined {
  return subscriptionOf(jsonOf(bytes));
}

/** `undefined` also if one of them cannot be read: a caller that took it for absent would create it a second time. */
export function readSubscriptions(bytes: Uint8Array): readonly ShownSubscription[] | undefined {
  const list = jsonOf(bytes);
  if (!Array.isArray(list)) return undefined;
  const read = itemsOf(list).map(subscriptionOf);
  return read.every((one) => one !== undefined) ? read : undefined;
}

function subscriptionOf(value: JsonValue | undefined): ShownSubscription | undefined {
  const text = (name: string) => textField(value, name);
  const uuid = text('uuid');
  const transport = text('transportName');
  const events = itemsOf(field(value, 'eventNames'));
  if (!uuid || !transport || !events.every((event) => typeof event === 'string')) return undefined;
  const key = text('signingKey');
  return {
    uuid,
    transport,
    events,
    destination: text('destination') ?? '',
    contactEmail: text('contactEmail') ?? '',
    status: text('status') ?? 'UNKNOWN',
    updated: text('updated') ?? '',
    ...(key && { signingKey: Secret.of(key) }),
  };
}

export function readIdentity(bytes: Uint8Array): ProviderIdentity | undefined {
  const user = jsonOf(bytes);
  const organizationUuid = textField(user, 'organizationUuid');
  const userUuid = textField(user, 'uuid');
  return organizationUuid === undefined ? undefined : { organizationUuid, ...(userUuid && { userUuid }) };
}

// Enough for every text that has been seen; what a provider writes goes to logs and screens.
const text_units_max = 500;

/** Also of the token endpoint, whose words are `error` and `error_description`. */
export function readRefusal(status: number, bytes: Uint8Array): ProviderAnswer {
  const body = jsonOf(bytes);
  const text = (value: JsonValue | undefined, name: string) => textField(value, name)?.slice(0, text_units_max);
  const developerMessage = text(body, 'developerMessage') ?? text(body, 'error_description');
  const errorType = text(body, 'errorType') ?? text(body, 'error');
  const violations = itemsOf(field(body, 'violations'))
    .slice(0, 20)
    .map((violation) => {
      const [propertyName, message, constraintType] = ['propertyName', 'developerMessage', 'constraintType'].map(
        (name) => text(violation, name),
      );
      return {
        ...(propertyName && { propertyName }),
        ...(message && { developerMessage: message }),
        ...(constraintType && { constraintType }),
      };
    });
  return {
    status,
    ...(developerMessage && { developerMessage }),
    ...(errorType && { errorType }),
    ...(violations.length > 0 && { violations }),
  };
}
