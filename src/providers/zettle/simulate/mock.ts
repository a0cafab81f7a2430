/**
 * Zettle, as far as a gateway can see it: the subscription API, the OAuth service, and the pushes. Everything is kept in memory and
 * ends with `close`. One address serves what Zettle has on two hosts (pusher and oauth); their paths differ.
 */
import type { Fault } from '../../../../generated/mock/models.ts';
import { type Log, silentLog } from '../../../log.ts';
import { type Clock, systemClock } from '../../../running/clock.ts';
import type { Address } from '../../../running/listening.ts';
import type { MockAnswer, MockRequest } from '../../../simulate/listener.ts';
import { openMockApi } from '../../../simulate/mock-api.ts';
import type { ApiCall } from '../../../simulate/provider-mock.ts';
import { openRandom, type Random } from '../../../simulate/random.ts';
import { type SendOutcome, send } from '../../../simulate/send.ts';
import { Secret } from '../../../trust/secrets.ts';
import { type Envelope, type Push, signedPush, testMessagePush } from '../sign.ts';
import { readEventExamples } from './events.ts';
import { readKnown } from './known.ts';
import { json, notAccessible, type Refusal, refused, respondedWith, unauthorized } from './refusal.ts';
import { answerSubscriptionCall, bearerTexts } from './subscription-api.ts';
import { openSubscriptions, type Subscription, type Subscriptions } from './subscriptions.ts';
import { openTokens, type Tokens, type ZettleClient } from './tokens.ts';

export type ZettleMockOptions = {
  readonly clock: Clock;
  /** Default: any free port of this machine. */
  readonly address?: Address;
  readonly log?: Log;
  readonly seed?: string;
  /** Default: `developmentClient`. */
  readonly client?: ZettleClient;
  /** What its tokens may do. Default: every scope that the contract names. */
  readonly scopes?: readonly string[];
  readonly organizationUuid?: string;
  /** Refuse plain http to this machine as a destination too, as Zettle does. Default: take it, so that a gateway without a certificate can be tried. */
  readonly httpsOnly?: boolean;
  /** PEM; authorities of destinations, beside the system's. */
  readonly destinationCa?: string;
  /** The fault that a call meets; `openMocks` has rules for it. */
  readonly strike?: () => Fault | undefined;
  /** How long a destination may take. Real time, whatever `clock` does. Default 10 s, as documented. */
  readonly answerMsMax?: number;
};

/** One push to one subscription. */
export type Pushed = {
  readonly subscription: Subscription;
  readonly envelope: Envelope;
  readonly outcome: SendOutcome;
};

export type PublishOptions = {
  readonly variant?: string;
  /** Instead of the example's; text is taken as it is. */
  readonly payload?: string | object;
  /** Members of the envelope, after everything else. */
  readonly envelope?: Partial<Envelope>;
};

export type ZettleMock = {
  /** For `pusherBase` and `oauthBase` alike. */
  readonly url: string;
  readonly organizationUuid: string;
  readonly subscriptions: Subscriptions;
  readonly tokens: Tokens;
  /** What its tokens may do from now on; create and update answer 403 where a scope is missing. */
  setScopes(scopes: readonly string[]): void;
  /** Answers the next calls of the API with these, in order, instead of its own. */
  answerNext(...answers: readonly MockAnswer[]): void;
  /** Latest last. */
  readonly calls: () => readonly ApiCall[];
  /** An envelope as Zettle would write it now. Throws for an event without an example when no payload is given. */
  compose(eventName: string, options?: PublishOptions): Envelope;
  /** The push of an envelope to a subscription, signed. */
  pushOf(envelope: Envelope, subscription: Subscription): Push;
  /** One attempt at every WEBHOOK subscription to this event, without retries. */
  publish(eventName: string, options?: PublishOptions): Promise<readonly Pushed[]>;
  /** Ends and forgets every subscription, and every uuid that was used. */
  reset(): void;
  close(): Promise<void>;
};

/** Published, so it protects nothing. */
export const developmentClient = {
  clientId: '11111111-2222-4333-8444-555555555555',
  clientSecret: 'development-zettle-client-secret',
  apiKey: 'development-zettle-api-key',
  refreshToken: 'development-zettle-refresh-token',
} as const satisfies ZettleClient;

const ANSWER_MS_MAX = 10_000;

export async function openZettleMock(options: ZettleMockOptions): Promise<ZettleMock> {
  const { clock, log = silentLog, answerMsMax = ANSWER_MS_MAX } = options;
  const random = openRandom(options.seed ?? 'zettle');
  const known = readKnown();
  const examples = readEventExamples();
  const organizationUuid = options.organizationUuid ?? random.fork('organization').uuid();
  const userUuid = random.fork('user').uuid();
  const subscriptions = openSubscriptions(clock, random.fork('subscriptions'));
  const tokens = openTokens(options.client ?? developmentClient, clock, random.fork('tokens'));
  const instead: MockAnswer[] = [];
  let scopes = new Set(options.scopes ?? [...known.scopes.values()].filter((scope) => scope !== 'any'));

  const post = (url: string, push: Push) =>
    send(
      {
        method: 'POST',
        url,
        ...push,
        timeoutMs: answerMsMax,
        ...(options.destinationCa === undefined ? {} : { tls: { ca: options.destinationCa } }),
      },
      systemClock,
    );

  async function tryDestination(destination: string): Promise<Refusal | undefined> {
    const outcome = await post(destination, testMessagePush(organizationUuid, random.uuid()));
    if (outcome.kind !== 'answered') return notAccessible(destination);
    return isSuccess(outcome) ? undefined : respondedWith(destination, outcome.status);
  }

  function user({ headers }: MockRequest): MockAnswer {
    const { authorization } = headers;
    const bearer = tokens.check(typeof authorization === 'string' ? authorization : undefined);
    if (bearer !== 'good') return refused(unauthorized(bearerTexts[bearer]));
    return json(200, { uuid: userUuid, organizationUuid });
  }

  async function answer(request: MockRequest): Promise<MockAnswer> {
    const given = instead.shift();
    if (given !== undefined) return given;
    const rules = () => ({ known, scopes, plainLoopback: options.httpsOnly !== true });
    const api = { subscriptions, organizationUuid, rules, check: tokens.check, tryDestination };
    const answered = answerSubscriptionCall(request, api);
    if (answered !== undefined) return answered;
    if (request.path === '/token' && request.method === 'POST') {
      const { status, body } = tokens.grant(new URLSearchParams(Buffer.from(request.bytes).toString('utf8')));
      return json(status, body);
    }
    // `me` is the older name of the same call.
    if (/^\/users\/(self|me)$/.test(request.path) && request.method === 'GET') return user(request);
    return { status: 404 };
  }

  const address = options.address ?? { host: '127.0.0.1', port: 0 };
  const api = await openMockApi({ provider: 'zettle', address, clock, log, strike: options.strike, answer });

  function compose(eventName: string, { variant = 'typical', payload, envelope }: PublishOptions = {}): Envelope {
    const example = examples.find((one) => one.event === eventName && one.variant === variant)?.payload;
    const text = typeof payload === 'string' ? payload : payload === undefined ? example : JSON.stringify(payload);
    if (text === undefined) throw new Error(`the contract has no example ${eventName}.${variant}`);
    return {
      organizationUuid,
      messageUuid: random.uuid1(clock.now()),
      eventName,
      messageId: random.uuid(),
      payload: text,
      timestamp: timestampOf(clock.now(), random),
      ...envelope,
    };
  }

  const pushOf = (envelope: Envelope, { signingKey }: Subscription) => signedPush(envelope, Secret.of(signingKey));

  async function publish(eventName: string, over: PublishOptions = {}): Promise<readonly Pushed[]> {
    const envelope = compose(eventName, over);
    const covering = subscriptions.all().filter((one) => one.transportName === 'WEBHOOK' && covers(one, eventName));
    return Promise.all(
      covering.map(async (subscription) => {
        const outcome = await post(subscription.destination, pushOf(envelope, subscription));
        return { subscription, envelope, outcome };
      }),
    );
  }

  return {
    url: api.url,
    organizationUuid,
    subscriptions,
    tokens,
    setScopes: (given) => {
      scopes = new Set(given);
    },
    answerNext: (...answers) => void instead.push(...answers),
    calls: api.calls,
    compose,
    pushOf,
    publish,
    reset: () => {
      subscriptions.clear();
      api.forgetCalls();
      instead.length = 0;
    },
    close: () => api.close(),
  };
}

export const covers = ({ eventNames }: Pick<Subscription, 'eventNames'>, event: string): boolean =>
  eventNames.length === 0 || eventNames.includes(event);

export const isSuccess = (outcome: SendOutcome): boolean =>
  outcome.kind === 'answered' && outcome.status >= 200 && outcome.status <= 299;

/** Three fraction digits or six: both have been seen. */
export const timestampOf = (atMs: number, random: Random): string =>
  new Date(atMs).toISOString().replace('Z', `${String(random.between(0, 999)).padStart(3, '0')}Z`);
