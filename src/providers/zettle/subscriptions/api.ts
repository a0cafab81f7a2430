/**
 * Zettle's API as we call it: the only file that speaks to its generated client. A refusal is a value with a sentence and Zettle's own
 * words. Calls that may be repeated safely (GET, PUT, DELETE) are repeated. After a POST without an answer the subscription is looked up in the list first.
 * Only if it is not there is the POST sent again, with the same uuid.
 */

import type { Received, Undeclared } from '../../../../generated/runtime/client.ts';
import { createZettleApi } from '../../../../generated/zettle/api/client.ts';
import type { EventName, TokenRequest } from '../../../../generated/zettle/api/models.ts';
import { answeredStatus } from '../../../outbound/answered-status.ts';
import { type Backoff, retryAfterMs, waitMs } from '../../../outbound/backoff.ts';
import type { Outbound } from '../../../outbound/client.ts';
import { OutboundFault } from '../../../outbound/fault.ts';
import type { Clock } from '../../../running/clock.ts';
import type { Asked, ProviderIdentity, SubscriptionFields, Unasked } from '../../subscribing.ts';
import {
  readIdentity,
  readRefusal,
  readSubscription,
  readSubscriptions,
  type ShownSubscription,
} from './api-answers.ts';
import { type Request, sentenceOf } from './api-refusals.ts';
import { type Authorised, WithoutToken } from './authorised.ts';

export type { TokenRequest };

export type ZettleCalls = {
  list(): Promise<Asked<readonly ShownSubscription[]>>;
  /** `usedUp`: the uuid cannot be used any more, although no subscription has it; take another one. */
  create(uuid: string, fields: SubscriptionFields): Promise<Asked<ShownSubscription> | UsedUp>;
  update(uuid: string, change: Partial<SubscriptionFields>): Promise<Asked<undefined>>;
  remove(uuid: string): Promise<Asked<undefined>>;
  identity(): Promise<Asked<ProviderIdentity>>;
};
export type UsedUp = Unasked & { readonly usedUp: true };

export type ZettleCallsParts = {
  readonly pusherBase: string;
  readonly oauthBase: string;
  readonly organization: string;
  readonly outbound: Outbound;
  readonly authorised: Authorised;
  readonly clock: Clock;
  readonly isEvent: (name: string) => boolean;
  readonly scopesOf: (events: readonly string[]) => readonly string[];
  /** Between tries; shorter in tests. */
  readonly backoff?: Backoff;
};

const TRIES_MAX = 3;
const BACKOFF: Backoff = { firstMs: 500, factor: 4, capMs: 10_000 };
// Zettle waits up to 10 s for our answer to its TestMessage before it answers us.
const CREATE_MS_MAX = 30_000;
const WAIT_MS_MAX = 30_000;

/** Where no content is expected, any 2xx is a success: 200 where the contract says 204 means that the request was carried out. */
type Good = number | 'any yes';

/** The part of an answer that is read here, declared or not. */
type Answer = Undeclared | Pick<Received<number, undefined, unknown>, 'status' | 'headers' | 'bytes'>;
/** `unsettled`: whether the request was carried out is not known. */
type Tried<T> = { readonly asked: Asked<T>; readonly unsettled: boolean; readonly waitMs?: number | undefined };

export function openZettleCalls(parts: ZettleCallsParts): ZettleCalls {
  const { organization, authorised, outbound, clock } = parts;
  const apiAt = (base: string, fetch = outbound.fetch) =>
    createZettleApi({ baseUrl: base.replace(/\/+$/, ''), fetch: (url, init) => authorised.fetch(fetch, url, init) });
  const pusher = apiAt(parts.pusherBase);
  const patient = apiAt(parts.pusherBase, outbound.within({ timeoutMs: CREATE_MS_MAX }));
  const oauth = apiAt(parts.oauthBase);
  const path = { organizationUuid: organization };

  async function once<T>(
    request: Request,
    good: Good,
    read: (bytes: Uint8Array) => T,
    call: () => Promise<Answer>,
  ): Promise<Tried<Exclude<T, undefined>>> {
    try {
      return sorted(request, await call(), good, read, clock.now());
    } catch (error) {
      if (error instanceof WithoutToken) return { asked: error.refusal, unsettled: false };
      if (!(error instanceof OutboundFault)) throw error;
      const unsettled = error.code === 'timeout' || error.code === 'network';
      return { asked: silent(error.message), unsettled };
    }
  }

  async function repeated<T>(attempt: () => Promise<Tried<T>>): Promise<{ asked: Asked<T>; tries: number }> {
    for (let tries = 1; ; tries += 1) {
      const tried = await attempt();
      if (!tried.unsettled || tries === TRIES_MAX) return { asked: tried.asked, tries };
      await clock.sleep(Math.min(tried.waitMs ?? waitMs(parts.backoff ?? BACKOFF, tries), WAIT_MS_MAX));
    }
  }

  const list = async () =>
    (
      await repeated(() =>
        once({ operation: 'list' }, 200, readSubscriptions, () => pusher.listSubscriptions({ path })),
      )
    ).asked;

  async function create(uuid: string, fields: SubscriptionFields): Promise<Asked<ShownSubscription> | UsedUp> {
    const { events, destination, contactEmail, transport } = fields;
    const request = { operation: 'create', destination, contactEmail, scopes: parts.scopesOf(events) } as const;
    const eventNames = named(events, parts.isEvent);
    const body = {
      uuid,
      transportName: transport === 'SQS' ? transport : 'WEBHOOK',
      eventNames,
      destination,
      contactEmail,
    } as const;
    for (let tries = 1; ; tries += 1) {
      const tried = await once(request, 200, readSubscription, () => patient.createSubscription({ path, body }));
      const { asked } = tried;
      const exists = !asked.ok && asked.provider?.errorType === 'SUBSCRIPTION_ALREADY_EXIST';
      if (!tried.unsettled && !exists) return asked;
      const there = await list();
      if (!there.ok) return asked;
      const found = there.value.find((one) => one.uuid.toLowerCase() === uuid.toLowerCase());
      if (found !== undefined) return { ok: true, value: found };
      if (!asked.ok && exists) return { ...asked, usedUp: true };
      if (tries === TRIES_MAX) return asked;
      await clock.sleep(Math.min(tried.waitMs ?? waitMs(parts.backoff ?? BACKOFF, tries), WAIT_MS_MAX));
    }
  }

  async function update(
    uuid: string,
    { events, transport: _, ...rest }: Partial<SubscriptionFields>,
  ): Promise<Asked<undefined>> {
    const request = { operation: 'update', ...rest, scopes: events ? parts.scopesOf(events) : [] } as const;
    const body = { ...rest, ...(events && { eventNames: named(events, parts.isEvent) }) };
    const call = () => patient.updateSubscription({ path: { ...path, subscriptionUuid: uuid }, body });
    return nothing((await repeated(() => once(request, 'any yes', () => true, call))).asked);
  }

  async function remove(uuid: string): Promise<Asked<undefined>> {
    const call = () => pusher.deleteSubscription({ path: { ...path, subscriptionUuid: uuid } });
    const { asked, tries } = await repeated(() => once({ operation: 'delete' }, 'any yes', () => true, call));
    // The first try, which got no answer, has deleted it.
    if (!asked.ok && tries > 1 && asked.provider?.status === 404) return { ok: true, value: undefined };
    return nothing(asked);
  }

  const identity = async () =>
    (await repeated(() => once({ operation: 'identity' }, 200, readIdentity, () => oauth.getUser({})))).asked;

  return { list, create, update, remove, identity };
}

/** One request for a token, without repeats: a refresh token works once, and after a lost answer nobody knows whether it was used. */
export async function askForToken(
  base: string,
  outbound: Outbound,
  body: TokenRequest,
  grant: NonNullable<Request['grant']>,
): Promise<Asked<Uint8Array>> {
  const api = createZettleApi({ baseUrl: base.replace(/\/+$/, ''), fetch: (url, init) => outbound.fetch(url, init) });
  try {
    return sorted({ operation: 'token', grant }, await api.getToken({ body }), 200, (bytes) => bytes, 0).asked;
  } catch (error) {
    if (error instanceof OutboundFault) return silent(error.message);
    throw error;
  }
}

function sorted<T>(
  request: Request,
  answer: Answer,
  good: Good,
  read: (bytes: Uint8Array) => T,
  nowMs: number,
): Tried<Exclude<T, undefined>> {
  const status = answeredStatus(answer);
  if (good === 'any yes' ? status >= 200 && status <= 299 : status === good) {
    const value = read(answer.bytes);
    if (value !== undefined) return { asked: { ok: true, value: value as Exclude<T, undefined> }, unsettled: false };
    return {
      asked: silent(`Zettle answered HTTP ${status} in a way that its contract does not describe`),
      unsettled: true,
    };
  }
  // A declared 500 is about the destination. An answer of a gateway or load balancer in between is not declared.
  if (answer.status === 'undeclared' && (status >= 500 || status === 429)) {
    const asked = silent(
      status === 429
        ? 'Zettle answered HTTP 429: it was asked too often and has not looked at the request. Ask again in some minutes'
        : `Zettle answered HTTP ${status}, which says nothing about the request`,
    );
    return { asked, unsettled: true, waitMs: retryAfterMs(answer.headers['retry-after'], nowMs) };
  }
  const provider = readRefusal(status, answer.bytes);
  return {
    asked: { ok: false, code: 'provider_refused', faults: [sentenceOf(request, provider)], provider },
    unsettled: false,
  };
}

const silent = (sentence: string): Unasked => ({ ok: false, code: 'provider_silent', faults: [sentence] });

const nothing = (asked: Asked<unknown>): Asked<undefined> => (asked.ok ? { ok: true, value: undefined } : asked);

/** Only events of the contract get here; `validate-subscription.ts` has refused the others with a sentence. */
function named(events: readonly string[], isEvent: (name: string) => boolean): readonly EventName[] {
  const known = events.filter((name): name is EventName => isEvent(name));
  if (known.length !== events.length) throw new TypeError('events were not checked before they were sent');
  return known;
}
