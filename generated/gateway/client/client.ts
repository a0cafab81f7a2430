/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { send } from '../../runtime/client.ts';
import type { CallOptions, ClientSettings, Received, Undeclared } from '../../runtime/client.ts';
import type {
  AuthorisationCode,
  Change,
  ConditionList,
  ConfigurationProblem,
  DeletedSubscription,
  DeliveryHistory,
  DeliveryPage,
  DriftEntry,
  DriftPage,
  Event,
  EventPage,
  Liveness,
  Message,
  MessagePage,
  NewSubscription,
  Problem,
  ProviderIdentity,
  Readiness,
  Redelivery,
  RefusedList,
  Reloaded,
  Sink,
  SinkList,
  Source,
  SourceList,
  SubscribableEventList,
  Subscription,
  SubscriptionChange,
  SubscriptionList,
  SubscriptionProblem,
  SyncPlan,
  SyncResult,
} from '../models.ts';

<<<<<<< HEAD
/** What `acceptDrift` takes; text for the path is percent-encoded by the client. */
export type AcceptDriftCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `acceptDrift`. */
export type AcceptDriftAnswer =
  | Received<200, 'application/json', DriftEntry>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `acknowledgeEvents` takes; text for the path is percent-encoded by the client. */
export type AcknowledgeEventsCall = {
  readonly path: { readonly name: string };
  readonly query: { readonly cursor: string };
=======
/** What `applySync` takes; text for the path is percent-encoded by the client. */
export type ApplySyncCall = {
  readonly path: { readonly source: string };
  readonly query?: { readonly prune?: boolean; readonly plan?: string };
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
};

/** The answers that the contract declares for `applySync`. */
export type ApplySyncAnswer =
  | Received<200, 'application/json', SyncResult>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `authorise` takes; text for the path is percent-encoded by the client. */
export type AuthoriseCall = {
  readonly path: { readonly source: string };
  readonly body: AuthorisationCode;
};

/** The answers that the contract declares for `authorise`. */
export type AuthoriseAnswer =
  | Received<200, 'application/json', ProviderIdentity>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `createSubscription` takes; text for the path is percent-encoded by the client. */
export type CreateSubscriptionCall = {
  readonly path: { readonly source: string };
  readonly body: NewSubscription;
};

/** The answers that the contract declares for `createSubscription`. */
export type CreateSubscriptionAnswer =
  | Received<200, 'application/json', Subscription>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `deleteSubscription` takes; text for the path is percent-encoded by the client. */
export type DeleteSubscriptionCall = {
  readonly path: { readonly source: string; readonly uuid: string };
};

/** The answers that the contract declares for `deleteSubscription`. */
export type DeleteSubscriptionAnswer =
  | Received<200, 'application/json', DeletedSubscription>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `getDelivery` takes; text for the path is percent-encoded by the client. */
export type GetDeliveryCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `getDelivery`. */
export type GetDeliveryAnswer =
  | Received<200, 'application/json', DeliveryHistory>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `getDrift` takes; text for the path is percent-encoded by the client. */
export type GetDriftCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `getDrift`. */
export type GetDriftAnswer =
  | Received<200, 'application/json', DriftEntry>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `getEvent` takes; text for the path is percent-encoded by the client. */
export type GetEventCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `getEvent`. */
export type GetEventAnswer =
  | Received<200, 'application/json', Event>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `getLiveness` takes; text for the path is percent-encoded by the client. */
export type GetLivenessCall = {};

/** The answers that the contract declares for `getLiveness`. */
export type GetLivenessAnswer = Received<200, 'application/json', Liveness>;

/** What `getMessage` takes; text for the path is percent-encoded by the client. */
export type GetMessageCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `getMessage`. */
export type GetMessageAnswer =
  | Received<200, 'application/json', Message>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `getMetrics` takes; text for the path is percent-encoded by the client. */
export type GetMetricsCall = {};

/** The answers that the contract declares for `getMetrics`. */
export type GetMetricsAnswer = Received<200, 'text/plain', string> | Received<401, 'application/problem+json', Problem>;

/** What `getReadiness` takes; text for the path is percent-encoded by the client. */
export type GetReadinessCall = {};

/** The answers that the contract declares for `getReadiness`. */
export type GetReadinessAnswer =
  | Received<200, 'application/json', Readiness>
  | Received<503, 'application/json', Readiness>;

/** What `getSource` takes; text for the path is percent-encoded by the client. */
export type GetSourceCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `getSource`. */
export type GetSourceAnswer =
  | Received<200, 'application/json', Source>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `listConditions` takes; text for the path is percent-encoded by the client. */
export type ListConditionsCall = {};

/** The answers that the contract declares for `listConditions`. */
export type ListConditionsAnswer =
  | Received<200, 'application/json', ConditionList>
  | Received<401, 'application/problem+json', Problem>;

/** What `listDeliveries` takes; text for the path is percent-encoded by the client. */
export type ListDeliveriesCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly sink?: string;
    readonly state?: 'due' | 'delivered' | 'dead';
    readonly type?: string;
    readonly replay?: string;
  };
};

/** The answers that the contract declares for `listDeliveries`. */
export type ListDeliveriesAnswer =
  | Received<200, 'application/json', DeliveryPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>;

/** What `listDrift` takes; text for the path is percent-encoded by the client. */
export type ListDriftCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly provider?: string;
    readonly state?: 'new' | 'acknowledged' | 'resolved';
  };
};

/** The answers that the contract declares for `listDrift`. */
export type ListDriftAnswer =
  | Received<200, 'application/json', DriftPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>;

/** What `listEvents` takes; text for the path is percent-encoded by the client. */
export type ListEventsCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly type?: string;
    readonly source?: string;
    readonly message?: string;
  };
};

/** The answers that the contract declares for `listEvents`. */
export type ListEventsAnswer =
  | Received<200, 'application/json', EventPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>;

/** What `listMessages` takes; text for the path is percent-encoded by the client. */
export type ListMessagesCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly provider?: string;
    readonly source?: string;
    readonly state?: 'received' | 'processed' | 'quarantined' | 'failed' | 'recorded';
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
  };
};

/** The answers that the contract declares for `listMessages`. */
export type ListMessagesAnswer =
  | Received<200, 'application/json', MessagePage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>;

/** What `listRefused` takes; text for the path is percent-encoded by the client. */
export type ListRefusedCall = {};

/** The answers that the contract declares for `listRefused`. */
export type ListRefusedAnswer =
  | Received<200, 'application/json', RefusedList>
  | Received<401, 'application/problem+json', Problem>;

/** What `listSinks` takes; text for the path is percent-encoded by the client. */
export type ListSinksCall = {};

/** The answers that the contract declares for `listSinks`. */
export type ListSinksAnswer =
  | Received<200, 'application/json', SinkList>
  | Received<401, 'application/problem+json', Problem>;

/** What `listSources` takes; text for the path is percent-encoded by the client. */
export type ListSourcesCall = {};

/** The answers that the contract declares for `listSources`. */
export type ListSourcesAnswer =
  | Received<200, 'application/json', SourceList>
  | Received<401, 'application/problem+json', Problem>;

/** What `listSubscribableEvents` takes; text for the path is percent-encoded by the client. */
export type ListSubscribableEventsCall = {
  readonly path: { readonly source: string };
};

/** The answers that the contract declares for `listSubscribableEvents`. */
export type ListSubscribableEventsAnswer =
  | Received<200, 'application/json', SubscribableEventList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `listSubscriptions` takes; text for the path is percent-encoded by the client. */
export type ListSubscriptionsCall = {
  readonly path: { readonly source: string };
};

/** The answers that the contract declares for `listSubscriptions`. */
export type ListSubscriptionsAnswer =
  | Received<200, 'application/json', SubscriptionList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `pauseSink` takes; text for the path is percent-encoded by the client. */
export type PauseSinkCall = {
  readonly path: { readonly name: string };
  readonly query?: { readonly reason?: string };
};

/** The answers that the contract declares for `pauseSink`. */
export type PauseSinkAnswer =
  | Received<200, 'application/json', Sink>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `planSync` takes; text for the path is percent-encoded by the client. */
export type PlanSyncCall = {
  readonly path: { readonly source: string };
  readonly query?: { readonly prune?: boolean };
};

/** The answers that the contract declares for `planSync`. */
export type PlanSyncAnswer =
  | Received<200, 'application/json', SyncPlan>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `redeliver` takes; text for the path is percent-encoded by the client. */
export type RedeliverCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `redeliver`. */
export type RedeliverAnswer =
  | Received<200, 'application/json', Redelivery>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>;

/** What `reloadConfiguration` takes; text for the path is percent-encoded by the client. */
export type ReloadConfigurationCall = {};

/** The answers that the contract declares for `reloadConfiguration`. */
export type ReloadConfigurationAnswer =
  | Received<200, 'application/json', Reloaded>
  | Received<401, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', ConfigurationProblem>;

<<<<<<< HEAD
/** What `requestTestNotification` takes; text for the path is percent-encoded by the client. */
export type RequestTestNotificationCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `requestTestNotification`. */
export type RequestTestNotificationAnswer =
  | Received<200, 'application/json', TestRequested>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<502, 'application/problem+json', FaultyProblem>;

/** What `resolveDrift` takes; text for the path is percent-encoded by the client. */
export type ResolveDriftCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `resolveDrift`. */
export type ResolveDriftAnswer =
  | Received<200, 'application/json', DriftEntry>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
/** What `resumeSink` takes; text for the path is percent-encoded by the client. */
export type ResumeSinkCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `resumeSink`. */
export type ResumeSinkAnswer =
  | Received<200, 'application/json', Sink>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `showIdentity` takes; text for the path is percent-encoded by the client. */
export type ShowIdentityCall = {
  readonly path: { readonly source: string };
};

/** The answers that the contract declares for `showIdentity`. */
export type ShowIdentityAnswer =
  | Received<200, 'application/json', ProviderIdentity>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `updateSubscription` takes; text for the path is percent-encoded by the client. */
export type UpdateSubscriptionCall = {
  readonly path: { readonly source: string; readonly uuid: string };
  readonly body: SubscriptionChange;
};

/** The answers that the contract declares for `updateSubscription`. */
export type UpdateSubscriptionAnswer =
  | Received<200, 'application/json', Subscription>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** Client of spec/gateway.yaml. An answer is a value, also a refusal; a call rejects only when there is no answer (network, `signal`). */
export type Gateway = {
<<<<<<< HEAD
  /** Known, and nothing to be alarmed about */
  readonly acceptDrift: (call: AcceptDriftCall, options?: CallOptions) => Promise<AcceptDriftAnswer | Undeclared>;

  /** Acknowledge what was pulled */
  readonly acknowledgeEvents: (
    call: AcknowledgeEventsCall,
    options?: CallOptions,
  ) => Promise<AcknowledgeEventsAnswer | Undeclared>;
=======
  /** Make Zettle's subscriptions as declared */
  readonly applySync: (call: ApplySyncCall, options?: CallOptions) => Promise<ApplySyncAnswer | Undeclared>;
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)

  /** Exchange an authorisation code for a refresh token */
  readonly authorise: (call: AuthoriseCall, options?: CallOptions) => Promise<AuthoriseAnswer | Undeclared>;

  /** Create a subscription at Zettle */
  readonly createSubscription: (
    call: CreateSubscriptionCall,
    options?: CallOptions,
  ) => Promise<CreateSubscriptionAnswer | Undeclared>;

  /** Delete a subscription at Zettle */
  readonly deleteSubscription: (
    call: DeleteSubscriptionCall,
    options?: CallOptions,
  ) => Promise<DeleteSubscriptionAnswer | Undeclared>;

  /** One delivery with its attempts */
  readonly getDelivery: (call: GetDeliveryCall, options?: CallOptions) => Promise<GetDeliveryAnswer | Undeclared>;

  /** One entry of the ledger */
  readonly getDrift: (call: GetDriftCall, options?: CallOptions) => Promise<GetDriftAnswer | Undeclared>;

  /** One event with its deliveries */
  readonly getEvent: (call: GetEventCall, options?: CallOptions) => Promise<GetEventAnswer | Undeclared>;

  /** Is the process alive? */
  readonly getLiveness: (call: GetLivenessCall, options?: CallOptions) => Promise<GetLivenessAnswer | Undeclared>;

  /** One message with everything known of it */
  readonly getMessage: (call: GetMessageCall, options?: CallOptions) => Promise<GetMessageAnswer | Undeclared>;

  /** Counts for Prometheus */
  readonly getMetrics: (call: GetMetricsCall, options?: CallOptions) => Promise<GetMetricsAnswer | Undeclared>;

  /** Would a push be stored now? */
  readonly getReadiness: (call: GetReadinessCall, options?: CallOptions) => Promise<GetReadinessAnswer | Undeclared>;

  /** One source, and what to enter at its provider */
  readonly getSource: (call: GetSourceCall, options?: CallOptions) => Promise<GetSourceAnswer | Undeclared>;

  /** What stands and wants a person */
  readonly listConditions: (
    call: ListConditionsCall,
    options?: CallOptions,
  ) => Promise<ListConditionsAnswer | Undeclared>;

  /** What is owed to each sink, and what became of it */
  readonly listDeliveries: (
    call: ListDeliveriesCall,
    options?: CallOptions,
  ) => Promise<ListDeliveriesAnswer | Undeclared>;

  /** Where messages depart from their contracts */
  readonly listDrift: (call: ListDriftCall, options?: CallOptions) => Promise<ListDriftAnswer | Undeclared>;

  /** What was made of it */
  readonly listEvents: (call: ListEventsCall, options?: CallOptions) => Promise<ListEventsAnswer | Undeclared>;

  /** What arrived */
  readonly listMessages: (call: ListMessagesCall, options?: CallOptions) => Promise<ListMessagesAnswer | Undeclared>;

  /** What was turned away */
  readonly listRefused: (call: ListRefusedCall, options?: CallOptions) => Promise<ListRefusedAnswer | Undeclared>;

  /** Every sink with what waits for it */
  readonly listSinks: (call: ListSinksCall, options?: CallOptions) => Promise<ListSinksAnswer | Undeclared>;

  /** The configured sources */
  readonly listSources: (call: ListSourcesCall, options?: CallOptions) => Promise<ListSourcesAnswer | Undeclared>;

  /** The events to which one can subscribe */
  readonly listSubscribableEvents: (
    call: ListSubscribableEventsCall,
    options?: CallOptions,
  ) => Promise<ListSubscribableEventsAnswer | Undeclared>;

  /** The subscriptions at Zettle */
  readonly listSubscriptions: (
    call: ListSubscriptionsCall,
    options?: CallOptions,
  ) => Promise<ListSubscriptionsAnswer | Undeclared>;

  /** Hold everything back from a sink */
  readonly pauseSink: (call: PauseSinkCall, options?: CallOptions) => Promise<PauseSinkAnswer | Undeclared>;

  /** What a sync would do */
  readonly planSync: (call: PlanSyncCall, options?: CallOptions) => Promise<PlanSyncAnswer | Undeclared>;

  /** Send a dead letter again */
  readonly redeliver: (call: RedeliverCall, options?: CallOptions) => Promise<RedeliverAnswer | Undeclared>;

  /** Take up a changed configuration */
  readonly reloadConfiguration: (
    call: ReloadConfigurationCall,
    options?: CallOptions,
  ) => Promise<ReloadConfigurationAnswer | Undeclared>;

<<<<<<< HEAD
  /** Ask the provider for a test notification */
  readonly requestTestNotification: (
    call: RequestTestNotificationCall,
    options?: CallOptions,
  ) => Promise<RequestTestNotificationAnswer | Undeclared>;

  /** Settled: it is not to come again */
  readonly resolveDrift: (call: ResolveDriftCall, options?: CallOptions) => Promise<ResolveDriftAnswer | Undeclared>;

=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
  /** Let a paused sink have its events */
  readonly resumeSink: (call: ResumeSinkCall, options?: CallOptions) => Promise<ResumeSinkAnswer | Undeclared>;

  /** Whose credentials a source calls Zettle with */
  readonly showIdentity: (call: ShowIdentityCall, options?: CallOptions) => Promise<ShowIdentityAnswer | Undeclared>;

  /** Change a subscription at Zettle */
  readonly updateSubscription: (
    call: UpdateSubscriptionCall,
    options?: CallOptions,
  ) => Promise<UpdateSubscriptionAnswer | Undeclared>;
};

export function createGateway(settings: ClientSettings): Gateway {
  return {
<<<<<<< HEAD
    acceptDrift: (call, options) =>
      send<AcceptDriftAnswer>(
        settings,
        {
          operationId: 'acceptDrift',
          method: 'POST',
          path: '/api/drift/{id}/accept',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    acknowledgeEvents: (call, options) =>
      send<AcknowledgeEventsAnswer>(
=======
    applySync: (call, options) =>
      send<ApplySyncAnswer>(
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
        settings,
        {
          operationId: 'applySync',
          method: 'POST',
          path: '/api/zettle/{source}/sync',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    authorise: (call, options) =>
      send<AuthoriseAnswer>(
        settings,
        {
          operationId: 'authorise',
          method: 'POST',
          path: '/api/zettle/{source}/authorisation',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    createSubscription: (call, options) =>
      send<CreateSubscriptionAnswer>(
        settings,
        {
          operationId: 'createSubscription',
          method: 'POST',
          path: '/api/zettle/{source}/subscriptions',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    deleteSubscription: (call, options) =>
      send<DeleteSubscriptionAnswer>(
        settings,
        {
          operationId: 'deleteSubscription',
          method: 'DELETE',
          path: '/api/zettle/{source}/subscriptions/{uuid}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getDelivery: (call, options) =>
      send<GetDeliveryAnswer>(
        settings,
        {
          operationId: 'getDelivery',
          method: 'GET',
          path: '/api/deliveries/{id}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getDrift: (call, options) =>
      send<GetDriftAnswer>(
        settings,
        {
          operationId: 'getDrift',
          method: 'GET',
          path: '/api/drift/{id}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getEvent: (call, options) =>
      send<GetEventAnswer>(
        settings,
        {
          operationId: 'getEvent',
          method: 'GET',
          path: '/api/events/{id}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getLiveness: (call, options) =>
      send<GetLivenessAnswer>(
        settings,
        {
          operationId: 'getLiveness',
          method: 'GET',
          path: '/health/live',
          answers: { 200: ['application/json'] },
        },
        call,
        options,
      ),

    getMessage: (call, options) =>
      send<GetMessageAnswer>(
        settings,
        {
          operationId: 'getMessage',
          method: 'GET',
          path: '/api/messages/{id}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getMetrics: (call, options) =>
      send<GetMetricsAnswer>(
        settings,
        {
          operationId: 'getMetrics',
          method: 'GET',
          path: '/metrics',
          answers: { 200: ['text/plain'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    getReadiness: (call, options) =>
      send<GetReadinessAnswer>(
        settings,
        {
          operationId: 'getReadiness',
          method: 'GET',
          path: '/health/ready',
          answers: { 200: ['application/json'], 503: ['application/json'] },
        },
        call,
        options,
      ),

    getSource: (call, options) =>
      send<GetSourceAnswer>(
        settings,
        {
          operationId: 'getSource',
          method: 'GET',
          path: '/api/sources/{name}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listConditions: (call, options) =>
      send<ListConditionsAnswer>(
        settings,
        {
          operationId: 'listConditions',
          method: 'GET',
          path: '/api/conditions',
          answers: { 200: ['application/json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listDeliveries: (call, options) =>
      send<ListDeliveriesAnswer>(
        settings,
        {
          operationId: 'listDeliveries',
          method: 'GET',
          path: '/api/deliveries',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listDrift: (call, options) =>
      send<ListDriftAnswer>(
        settings,
        {
          operationId: 'listDrift',
          method: 'GET',
          path: '/api/drift',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listEvents: (call, options) =>
      send<ListEventsAnswer>(
        settings,
        {
          operationId: 'listEvents',
          method: 'GET',
          path: '/api/events',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listMessages: (call, options) =>
      send<ListMessagesAnswer>(
        settings,
        {
          operationId: 'listMessages',
          method: 'GET',
          path: '/api/messages',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listRefused: (call, options) =>
      send<ListRefusedAnswer>(
        settings,
        {
          operationId: 'listRefused',
          method: 'GET',
          path: '/api/refused',
          answers: { 200: ['application/json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listSinks: (call, options) =>
      send<ListSinksAnswer>(
        settings,
        {
          operationId: 'listSinks',
          method: 'GET',
          path: '/api/sinks',
          answers: { 200: ['application/json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listSources: (call, options) =>
      send<ListSourcesAnswer>(
        settings,
        {
          operationId: 'listSources',
          method: 'GET',
          path: '/api/sources',
          answers: { 200: ['application/json'], 401: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listSubscribableEvents: (call, options) =>
      send<ListSubscribableEventsAnswer>(
        settings,
        {
          operationId: 'listSubscribableEvents',
          method: 'GET',
          path: '/api/zettle/{source}/events',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listSubscriptions: (call, options) =>
      send<ListSubscriptionsAnswer>(
        settings,
        {
          operationId: 'listSubscriptions',
          method: 'GET',
          path: '/api/zettle/{source}/subscriptions',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    pauseSink: (call, options) =>
      send<PauseSinkAnswer>(
        settings,
        {
          operationId: 'pauseSink',
          method: 'POST',
          path: '/api/sinks/{name}/pause',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    planSync: (call, options) =>
      send<PlanSyncAnswer>(
        settings,
        {
          operationId: 'planSync',
          method: 'GET',
          path: '/api/zettle/{source}/plan',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    redeliver: (call, options) =>
      send<RedeliverAnswer>(
        settings,
        {
          operationId: 'redeliver',
          method: 'POST',
          path: '/api/deliveries/{id}/redeliver',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    reloadConfiguration: (call, options) =>
      send<ReloadConfigurationAnswer>(
        settings,
        {
          operationId: 'reloadConfiguration',
          method: 'POST',
          path: '/api/reload',
          answers: { 200: ['application/json'], 401: ['application/problem+json'], 422: ['application/problem+json'] },
        },
        call,
        options,
      ),

<<<<<<< HEAD
    requestTestNotification: (call, options) =>
      send<RequestTestNotificationAnswer>(
        settings,
        {
          operationId: 'requestTestNotification',
          method: 'POST',
          path: '/api/sources/{name}/test-notification',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
            502: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    resolveDrift: (call, options) =>
      send<ResolveDriftAnswer>(
        settings,
        {
          operationId: 'resolveDrift',
          method: 'POST',
          path: '/api/drift/{id}/resolve',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
    resumeSink: (call, options) =>
      send<ResumeSinkAnswer>(
        settings,
        {
          operationId: 'resumeSink',
          method: 'POST',
          path: '/api/sinks/{name}/resume',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    showIdentity: (call, options) =>
      send<ShowIdentityAnswer>(
        settings,
        {
          operationId: 'showIdentity',
          method: 'GET',
          path: '/api/zettle/{source}/identity',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    updateSubscription: (call, options) =>
      send<UpdateSubscriptionAnswer>(
        settings,
        {
          operationId: 'updateSubscription',
          method: 'PUT',
          path: '/api/zettle/{source}/subscriptions/{uuid}',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),
  };
}
