/** The subscription calls of `spec/providers/zettle/api.yaml`, path by path. */
import { readJson } from '../../../formats/json.ts';
import { isObject } from '../../../formats/values.ts';
import type { MockAnswer, MockRequest } from '../../../simulate/listener.ts';
import { checkCreate, checkUpdate, type Rules } from './check-request.ts';
import { alreadyExists, invalid, json, notFound, type Refusal, refused, unauthorized } from './refusal.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';
import type { Bearer } from './tokens.ts';

export type SubscriptionApi = {
  readonly subscriptions: Subscriptions;
  readonly organizationUuid: string;
  readonly rules: () => Rules;
  readonly check: (authorization: string | undefined) => Bearer;
  /** Posts the TestMessage. Returns the outcome if the answer was not 2xx. */
  readonly tryDestination: (destination: string) => Promise<Refusal | undefined>;
};

// One of the reference's examples deletes at `…/subscriptions/uuid/{uuid}`; both forms are served.
const path = /^\/organizations\/([^/]+)\/subscriptions(?:(?:\/uuid)?\/([^/]+))?\/?$/;

/** `undefined`: not one of these calls. */
export function answerSubscriptionCall(
  request: MockRequest,
  api: SubscriptionApi,
): Promise<MockAnswer> | MockAnswer | undefined {
  const [, organization, uuid] = path.exec(request.path) ?? [];
  if (organization === undefined) return undefined;
  const { authorization } = request.headers;
  const bearer = api.check(typeof authorization === 'string' ? authorization : undefined);
  if (bearer !== 'good') return refused(unauthorized(bearerTexts[bearer]));
  if (organization !== 'self' && organization !== api.organizationUuid)
    return refused(unauthorized('The token belongs to another organization'));
  if (uuid === undefined) return collection(request, api);
  const found = api.subscriptions.find(uuid);
  if (request.method === 'PUT') return found === undefined ? refused(notFound(uuid)) : update(request, found, api);
  if (request.method === 'DELETE') return api.subscriptions.delete(uuid) ? { status: 204 } : refused(notFound(uuid));
  return refused({ status: 405, body: { developerMessage: 'Method not allowed' } });
}

export const bearerTexts: Readonly<Record<Exclude<Bearer, 'good'>, string>> = {
  missing: 'The authentication information is missing',
  expired: 'The token has expired',
  invalid: 'The token is not valid',
};

function collection(request: MockRequest, api: SubscriptionApi): Promise<MockAnswer> | MockAnswer {
  if (request.method === 'GET') return json(200, api.subscriptions.all());
  if (request.method === 'POST') return create(request, api);
  if (request.method === 'DELETE') return refused({ status: 404, body: { developerMessage: 'Not found' } });
  return refused({ status: 405, body: { developerMessage: 'Method not allowed' } });
}

async function create(request: MockRequest, api: SubscriptionApi): Promise<MockAnswer> {
  const body = bodyOf(request);
  if (body === undefined) return refused(noObject);
  const asked = checkCreate(body, api.rules());
  if ('status' in asked) return refused(asked);
  if (api.subscriptions.isUsed(asked.uuid)) return refused(alreadyExists(asked.uuid));
  const reserved = api.subscriptions.reserve(asked.uuid);
  const failed = await api.tryDestination(asked.destination);
  if (failed === undefined) return json(200, api.subscriptions.add(asked));
  reserved.undo();
  return refused(failed);
}

async function update(request: MockRequest, current: Subscription, api: SubscriptionApi): Promise<MockAnswer> {
  const body = bodyOf(request);
  if (body === undefined) return refused(noObject);
  const asked = checkUpdate(body, current, api.rules());
  if ('status' in asked) return refused(asked);
  const moved = asked.destination !== undefined && asked.destination !== current.destination;
  const failed = moved ? await api.tryDestination(asked.destination) : undefined;
  if (failed !== undefined) return refused(failed);
  api.subscriptions.change(current.uuid, asked);
  return { status: 200 };
}

const noObject = invalid('body', 'must be a JSON object');

function bodyOf({ bytes }: MockRequest) {
  const read = readJson(bytes);
  return read.ok && isObject(read.value.value) ? read.value.value : undefined;
}
