/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { send } from '../../runtime/client.ts';
import type { CallOptions, ClientSettings, Received, Undeclared } from '../../runtime/client.ts';
import type {
  AlertTargetList,
  AlertTested,
  AuditPage,
  AuthorisationCode,
  BusinessResult,
  CompletedResult,
  ConditionList,
  ConfigurationProblem,
  Consumer,
  ConsumerList,
  Contract,
  CopyBody,
  DeletedSubscription,
  DeliveryHistory,
  DeliveryPage,
  DriftEntry,
  DriftPage,
  EditedCopy,
  EndedSessions,
  Event,
  EventPage,
  FaultyProblem,
  Forgotten,
  GapReport,
  HealthReport,
  Liveness,
  Message,
  MessageCounts,
  MessagePage,
  MessageResult,
  MessageSummary,
  MessageTrial,
  NewSubscription,
  NodeList,
  OwedResultPage,
  Problem,
  ProviderIdentity,
  Readiness,
  Redelivery,
  RefusedList,
  Reloaded,
  Replay,
  ReplayPage,
  ReplayPlan,
  Retention,
  RetentionPass,
  RetriedMessage,
  Session,
  SignIn,
  Sink,
  SinkList,
  SinkTest,
  Source,
  SourceList,
  SubscribableEventList,
  Subscription,
  SubscriptionChange,
  SubscriptionList,
  SubscriptionProblem,
  SyncPlan,
  SyncResult,
  TestRequested,
} from '../models.ts';

/** What `acceptDrift` takes; text for the path is percent-encoded by the client. */
export type AcceptDriftCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `acceptDrift`. */
export type AcceptDriftAnswer =
  | Received<200, 'application/json', DriftEntry>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `acknowledgeEvents` takes; text for the path is percent-encoded by the client. */
export type AcknowledgeEventsCall = {
  readonly path: { readonly name: string };
  readonly query: { readonly cursor: string };
};

/** The answers that the contract declares for `acknowledgeEvents`. */
export type AcknowledgeEventsAnswer =
  | Received<200, 'application/json', Consumer>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `applySync` takes; text for the path is percent-encoded by the client. */
export type ApplySyncCall = {
  readonly path: { readonly source: string };
  readonly query?: { readonly prune?: boolean; readonly plan?: string };
};

/** The answers that the contract declares for `applySync`. */
export type ApplySyncAnswer =
  | Received<200, 'application/json', SyncResult>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
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
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<413, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `completeResult` takes; text for the path is percent-encoded by the client. */
export type CompleteResultCall = {
  readonly path: { readonly id: string };
  readonly body: BusinessResult;
};

/** The answers that the contract declares for `completeResult`. */
export type CompleteResultAnswer =
  | Received<200, 'application/json', CompletedResult>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<413, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', FaultyProblem>
  | Received<503, 'application/problem+json', Problem>;

/** What `countMessages` takes; text for the path is percent-encoded by the client. */
export type CountMessagesCall = {
  readonly query?: {
    readonly source?: string;
    readonly from?: string;
    readonly to?: string;
    readonly step?: 'hour' | 'day';
  };
};

/** The answers that the contract declares for `countMessages`. */
export type CountMessagesAnswer =
  | Received<200, 'application/json', MessageCounts>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `createSession` takes; text for the path is percent-encoded by the client. */
export type CreateSessionCall = {
  readonly body: SignIn;
};

/** The answers that the contract declares for `createSession`. */
export type CreateSessionAnswer =
  | Received<200, 'application/json', Session>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<413, 'application/problem+json', Problem>
  | Received<429, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

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
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<413, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `deleteConsumer` takes; text for the path is percent-encoded by the client. */
export type DeleteConsumerCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `deleteConsumer`. */
export type DeleteConsumerAnswer =
  | Received<200, 'application/json', Consumer>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `deleteSubscription` takes; text for the path is percent-encoded by the client. */
export type DeleteSubscriptionCall = {
  readonly path: { readonly source: string; readonly uuid: string };
};

/** The answers that the contract declares for `deleteSubscription`. */
export type DeleteSubscriptionAnswer =
  | Received<200, 'application/json', DeletedSubscription>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `endSession` takes; text for the path is percent-encoded by the client. */
export type EndSessionCall = {
  readonly query?: { readonly everywhere?: boolean };
};

/** The answers that the contract declares for `endSession`. */
export type EndSessionAnswer =
  | Received<200, 'application/json', EndedSessions>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `followChanges` takes; text for the path is percent-encoded by the client. */
export type FollowChangesCall = {
  readonly query?: { readonly seconds?: number };
};

/** The answers that the contract declares for `followChanges`. */
export type FollowChangesAnswer =
  | Received<200, 'text/event-stream', string>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getContract` takes; text for the path is percent-encoded by the client. */
export type GetContractCall = {};

/** The answers that the contract declares for `getContract`. */
export type GetContractAnswer =
  | Received<200, 'application/json', Contract>
  | Received<304, undefined, undefined>
  | Received<400, 'application/problem+json', Problem>;

/** What `getDelivery` takes; text for the path is percent-encoded by the client. */
export type GetDeliveryCall = {
  readonly path: { readonly id: string };
  readonly query?: { readonly masked?: boolean };
};

/** The answers that the contract declares for `getDelivery`. */
export type GetDeliveryAnswer =
  | Received<200, 'application/json', DeliveryHistory>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getDrift` takes; text for the path is percent-encoded by the client. */
export type GetDriftCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `getDrift`. */
export type GetDriftAnswer =
  | Received<200, 'application/json', DriftEntry>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getEvent` takes; text for the path is percent-encoded by the client. */
export type GetEventCall = {
  readonly path: { readonly id: string };
  readonly query?: { readonly masked?: boolean };
};

/** The answers that the contract declares for `getEvent`. */
export type GetEventAnswer =
  | Received<200, 'application/json', Event>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getGap` takes; text for the path is percent-encoded by the client. */
export type GetGapCall = {
  readonly path: { readonly name: string };
  readonly query?: { readonly from?: string; readonly to?: string; readonly masked?: boolean };
};

/** The answers that the contract declares for `getGap`. */
export type GetGapAnswer =
  | Received<200, 'application/json', GapReport>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getHealth` takes; text for the path is percent-encoded by the client. */
export type GetHealthCall = {};

/** The answers that the contract declares for `getHealth`. */
export type GetHealthAnswer =
  | Received<200, 'application/json', HealthReport>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getHealthz` takes; text for the path is percent-encoded by the client. */
export type GetHealthzCall = {};

/** The answers that the contract declares for `getHealthz`. */
export type GetHealthzAnswer =
  | Received<200, 'application/json', Liveness>
  | Received<400, 'application/problem+json', Problem>;

/** What `getLiveness` takes; text for the path is percent-encoded by the client. */
export type GetLivenessCall = {};

/** The answers that the contract declares for `getLiveness`. */
export type GetLivenessAnswer =
  | Received<200, 'application/json', Liveness>
  | Received<400, 'application/problem+json', Problem>;

/** What `getLivez` takes; text for the path is percent-encoded by the client. */
export type GetLivezCall = {};

/** The answers that the contract declares for `getLivez`. */
export type GetLivezAnswer =
  | Received<200, 'application/json', Liveness>
  | Received<400, 'application/problem+json', Problem>;

/** What `getMessage` takes; text for the path is percent-encoded by the client. */
export type GetMessageCall = {
  readonly path: { readonly id: string };
  readonly query?: { readonly masked?: boolean };
};

/** The answers that the contract declares for `getMessage`. */
export type GetMessageAnswer =
  | Received<200, 'application/json', Message>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getMetrics` takes; text for the path is percent-encoded by the client. */
export type GetMetricsCall = {};

/** The answers that the contract declares for `getMetrics`. */
export type GetMetricsAnswer =
  | Received<200, 'text/plain', string>
  | Received<200, 'application/openmetrics-text', string>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getReadiness` takes; text for the path is percent-encoded by the client. */
export type GetReadinessCall = {};

/** The answers that the contract declares for `getReadiness`. */
export type GetReadinessAnswer =
  | Received<200, 'application/json', Readiness>
  | Received<400, 'application/problem+json', Problem>
  | Received<503, 'application/json', Readiness>;

/** What `getReadyz` takes; text for the path is percent-encoded by the client. */
export type GetReadyzCall = {};

/** The answers that the contract declares for `getReadyz`. */
export type GetReadyzAnswer =
  | Received<200, 'application/json', Readiness>
  | Received<400, 'application/problem+json', Problem>
  | Received<503, 'application/json', Readiness>;

/** What `getReplay` takes; text for the path is percent-encoded by the client. */
export type GetReplayCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `getReplay`. */
export type GetReplayAnswer =
  | Received<200, 'application/json', Replay>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getResult` takes; text for the path is percent-encoded by the client. */
export type GetResultCall = {
  readonly path: { readonly id: string };
  readonly query?: { readonly masked?: boolean };
};

/** The answers that the contract declares for `getResult`. */
export type GetResultAnswer =
  | Received<200, 'application/json', MessageResult>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getRetention` takes; text for the path is percent-encoded by the client. */
export type GetRetentionCall = {};

/** The answers that the contract declares for `getRetention`. */
export type GetRetentionAnswer =
  | Received<200, 'application/json', Retention>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getSession` takes; text for the path is percent-encoded by the client. */
export type GetSessionCall = {};

/** The answers that the contract declares for `getSession`. */
export type GetSessionAnswer =
  | Received<200, 'application/json', Session>
  | Received<400, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `getSource` takes; text for the path is percent-encoded by the client. */
export type GetSourceCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `getSource`. */
export type GetSourceAnswer =
  | Received<200, 'application/json', Source>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `holdMessage` takes; text for the path is percent-encoded by the client. */
export type HoldMessageCall = {
  readonly path: { readonly id: string };
  readonly query: { readonly reason: string };
};

/** The answers that the contract declares for `holdMessage`. */
export type HoldMessageAnswer =
  | Received<200, 'application/json', MessageSummary>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `judgeMessage` takes; text for the path is percent-encoded by the client. */
export type JudgeMessageCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `judgeMessage`. */
export type JudgeMessageAnswer =
  | Received<200, 'application/json', MessageTrial>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listAlertTargets` takes; text for the path is percent-encoded by the client. */
export type ListAlertTargetsCall = {};

/** The answers that the contract declares for `listAlertTargets`. */
export type ListAlertTargetsAnswer =
  | Received<200, 'application/json', AlertTargetList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listAudit` takes; text for the path is percent-encoded by the client. */
export type ListAuditCall = {
  readonly query?: { readonly limit?: number; readonly cursor?: string; readonly masked?: boolean };
};

/** The answers that the contract declares for `listAudit`. */
export type ListAuditAnswer =
  | Received<200, 'application/json', AuditPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listConditions` takes; text for the path is percent-encoded by the client. */
export type ListConditionsCall = {};

/** The answers that the contract declares for `listConditions`. */
export type ListConditionsAnswer =
  | Received<200, 'application/json', ConditionList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listConsumers` takes; text for the path is percent-encoded by the client. */
export type ListConsumersCall = {};

/** The answers that the contract declares for `listConsumers`. */
export type ListConsumersAnswer =
  | Received<200, 'application/json', ConsumerList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listDeliveries` takes; text for the path is percent-encoded by the client. */
export type ListDeliveriesCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly sink?: string;
    readonly state?: 'due' | 'delivered' | 'dead';
    readonly type?: string;
    readonly replay?: string;
    readonly provider?: string;
    readonly source?: string;
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
    readonly createdFrom?: string;
    readonly createdTo?: string;
    readonly identity?: string;
    readonly text?: string;
    readonly field?: ReadonlyArray<string>;
    readonly masked?: boolean;
  };
};

/** The answers that the contract declares for `listDeliveries`. */
export type ListDeliveriesAnswer =
  | Received<200, 'application/json', DeliveryPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

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
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listEvents` takes; text for the path is percent-encoded by the client. */
export type ListEventsCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly type?: string;
    readonly source?: string;
    readonly message?: string;
    readonly provider?: string;
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
    readonly createdFrom?: string;
    readonly createdTo?: string;
    readonly identity?: string;
    readonly text?: string;
    readonly field?: ReadonlyArray<string>;
    readonly after?: string;
    readonly consumer?: string;
    readonly waitSeconds?: number;
    readonly masked?: boolean;
  };
};

/** The answers that the contract declares for `listEvents`. */
export type ListEventsAnswer =
  | Received<200, 'application/json', EventPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listHeldMessages` takes; text for the path is percent-encoded by the client. */
export type ListHeldMessagesCall = {
  readonly query?: { readonly limit?: number; readonly cursor?: string; readonly masked?: boolean };
};

/** The answers that the contract declares for `listHeldMessages`. */
export type ListHeldMessagesAnswer =
  | Received<200, 'application/json', MessagePage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listMessages` takes; text for the path is percent-encoded by the client. */
export type ListMessagesCall = {
  readonly query?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly provider?: string;
    readonly source?: string;
    readonly state?: 'received' | 'processed' | 'quarantined' | 'failed' | 'recorded';
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
    readonly type?: string;
    readonly receivedFrom?: string;
    readonly receivedTo?: string;
    readonly identity?: string;
    readonly reference?: string;
    readonly text?: string;
    readonly field?: ReadonlyArray<string>;
    readonly masked?: boolean;
  };
};

/** The answers that the contract declares for `listMessages`. */
export type ListMessagesAnswer =
  | Received<200, 'application/json', MessagePage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listNodes` takes; text for the path is percent-encoded by the client. */
export type ListNodesCall = {};

/** The answers that the contract declares for `listNodes`. */
export type ListNodesAnswer =
  | Received<200, 'application/json', NodeList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listOwedResults` takes; text for the path is percent-encoded by the client. */
export type ListOwedResultsCall = {
  readonly query?: {
    readonly source?: string;
    readonly limit?: number;
    readonly cursor?: string;
    readonly masked?: boolean;
  };
};

/** The answers that the contract declares for `listOwedResults`. */
export type ListOwedResultsAnswer =
  | Received<200, 'application/json', OwedResultPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listRefused` takes; text for the path is percent-encoded by the client. */
export type ListRefusedCall = {
  readonly query?: { readonly masked?: boolean };
};

/** The answers that the contract declares for `listRefused`. */
export type ListRefusedAnswer =
  | Received<200, 'application/json', RefusedList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listReplays` takes; text for the path is percent-encoded by the client. */
export type ListReplaysCall = {
  readonly query?: { readonly limit?: number; readonly cursor?: string };
};

/** The answers that the contract declares for `listReplays`. */
export type ListReplaysAnswer =
  | Received<200, 'application/json', ReplayPage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listSinks` takes; text for the path is percent-encoded by the client. */
export type ListSinksCall = {};

/** The answers that the contract declares for `listSinks`. */
export type ListSinksAnswer =
  | Received<200, 'application/json', SinkList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listSources` takes; text for the path is percent-encoded by the client. */
export type ListSourcesCall = {};

/** The answers that the contract declares for `listSources`. */
export type ListSourcesAnswer =
  | Received<200, 'application/json', SourceList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listSubscribableEvents` takes; text for the path is percent-encoded by the client. */
export type ListSubscribableEventsCall = {
  readonly path: { readonly source: string };
};

/** The answers that the contract declares for `listSubscribableEvents`. */
export type ListSubscribableEventsAnswer =
  | Received<200, 'application/json', SubscribableEventList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `listSubscriptions` takes; text for the path is percent-encoded by the client. */
export type ListSubscriptionsCall = {
  readonly path: { readonly source: string };
  readonly query?: { readonly masked?: boolean };
};

/** The answers that the contract declares for `listSubscriptions`. */
export type ListSubscriptionsAnswer =
  | Received<200, 'application/json', SubscriptionList>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
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
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `planPrune` takes; text for the path is percent-encoded by the client. */
export type PlanPruneCall = {};

/** The answers that the contract declares for `planPrune`. */
export type PlanPruneAnswer =
  | Received<200, 'application/json', Forgotten>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `planReplay` takes; text for the path is percent-encoded by the client. */
export type PlanReplayCall = {
  readonly query?: {
    readonly message?: ReadonlyArray<string>;
    readonly provider?: string;
    readonly source?: string;
    readonly type?: string;
    readonly state?: 'processed' | 'quarantined' | 'failed';
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
    readonly receivedFrom?: string;
    readonly receivedTo?: string;
    readonly dead?: boolean;
    readonly sink?: ReadonlyArray<string>;
    readonly mode?: 'derived' | 'as_sent';
    readonly perSecond?: number;
  };
};

/** The answers that the contract declares for `planReplay`. */
export type PlanReplayAnswer =
  | Received<200, 'application/json', ReplayPlan>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `planSync` takes; text for the path is percent-encoded by the client. */
export type PlanSyncCall = {
  readonly path: { readonly source: string };
  readonly query?: { readonly prune?: boolean; readonly masked?: boolean };
};

/** The answers that the contract declares for `planSync`. */
export type PlanSyncAnswer =
  | Received<200, 'application/json', SyncPlan>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `prune` takes; text for the path is percent-encoded by the client. */
export type PruneCall = {};

/** The answers that the contract declares for `prune`. */
export type PruneAnswer =
  | Received<200, 'application/json', RetentionPass>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `redeliver` takes; text for the path is percent-encoded by the client. */
export type RedeliverCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `redeliver`. */
export type RedeliverAnswer =
  | Received<200, 'application/json', Redelivery>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `releaseMessage` takes; text for the path is percent-encoded by the client. */
export type ReleaseMessageCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `releaseMessage`. */
export type ReleaseMessageAnswer =
  | Received<200, 'application/json', MessageSummary>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `reloadConfiguration` takes; text for the path is percent-encoded by the client. */
export type ReloadConfigurationCall = {};

/** The answers that the contract declares for `reloadConfiguration`. */
export type ReloadConfigurationAnswer =
  | Received<200, 'application/json', Reloaded>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', ConfigurationProblem>
  | Received<503, 'application/problem+json', Problem>;

/** What `requestTestNotification` takes; text for the path is percent-encoded by the client. */
export type RequestTestNotificationCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `requestTestNotification`. */
export type RequestTestNotificationAnswer =
  | Received<200, 'application/json', TestRequested>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<409, 'application/problem+json', Problem>
  | Received<502, 'application/problem+json', FaultyProblem>
  | Received<503, 'application/problem+json', Problem>;

/** What `resolveDrift` takes; text for the path is percent-encoded by the client. */
export type ResolveDriftCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `resolveDrift`. */
export type ResolveDriftAnswer =
  | Received<200, 'application/json', DriftEntry>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `resumeSink` takes; text for the path is percent-encoded by the client. */
export type ResumeSinkCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `resumeSink`. */
export type ResumeSinkAnswer =
  | Received<200, 'application/json', Sink>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `retryMessage` takes; text for the path is percent-encoded by the client. */
export type RetryMessageCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `retryMessage`. */
export type RetryMessageAnswer =
  | Received<200, 'application/json', RetriedMessage>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `sendEditedCopy` takes; text for the path is percent-encoded by the client. */
export type SendEditedCopyCall = {
  readonly path: { readonly id: string };
  readonly query?: { readonly sink?: string; readonly sandbox?: string };
  readonly body: CopyBody;
};

/** The answers that the contract declares for `sendEditedCopy`. */
export type SendEditedCopyAnswer =
  | Received<200, 'application/json', EditedCopy>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<413, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

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
  | Received<503, 'application/problem+json', Problem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** What `startReplay` takes; text for the path is percent-encoded by the client. */
export type StartReplayCall = {
  readonly query?: {
    readonly message?: ReadonlyArray<string>;
    readonly provider?: string;
    readonly source?: string;
    readonly type?: string;
    readonly state?: 'processed' | 'quarantined' | 'failed';
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
    readonly receivedFrom?: string;
    readonly receivedTo?: string;
    readonly dead?: boolean;
    readonly sink?: ReadonlyArray<string>;
    readonly mode?: 'derived' | 'as_sent';
    readonly perSecond?: number;
  };
};

/** The answers that the contract declares for `startReplay`. */
export type StartReplayAnswer =
  | Received<200, 'application/json', Replay>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `stopPrune` takes; text for the path is percent-encoded by the client. */
export type StopPruneCall = {};

/** The answers that the contract declares for `stopPrune`. */
export type StopPruneAnswer =
  | Received<200, 'application/json', Retention>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `stopReplay` takes; text for the path is percent-encoded by the client. */
export type StopReplayCall = {
  readonly path: { readonly id: string };
};

/** The answers that the contract declares for `stopReplay`. */
export type StopReplayAnswer =
  | Received<200, 'application/json', Replay>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

/** What `testAlertTarget` takes; text for the path is percent-encoded by the client. */
export type TestAlertTargetCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `testAlertTarget`. */
export type TestAlertTargetAnswer =
  | Received<200, 'application/json', AlertTested>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<502, 'application/problem+json', FaultyProblem>
  | Received<503, 'application/problem+json', Problem>;

/** What `testSink` takes; text for the path is percent-encoded by the client. */
export type TestSinkCall = {
  readonly path: { readonly name: string };
};

/** The answers that the contract declares for `testSink`. */
export type TestSinkAnswer =
  | Received<200, 'application/json', SinkTest>
  | Received<400, 'application/problem+json', Problem>
  | Received<401, 'application/problem+json', Problem>
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<503, 'application/problem+json', Problem>;

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
  | Received<403, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>
  | Received<413, 'application/problem+json', Problem>
  | Received<422, 'application/problem+json', SubscriptionProblem>
  | Received<502, 'application/problem+json', SubscriptionProblem>
  | Received<503, 'application/problem+json', Problem>
  | Received<504, 'application/problem+json', SubscriptionProblem>;

/** Client of spec/gateway.yaml. An answer is a value, also a refusal; a call rejects only when there is no answer (network, `signal`). */
export type Gateway = {
  /** Known, and nothing to be alarmed about */
  readonly acceptDrift: (call: AcceptDriftCall, options?: CallOptions) => Promise<AcceptDriftAnswer | Undeclared>;

  /** Acknowledge what was pulled */
  readonly acknowledgeEvents: (
    call: AcknowledgeEventsCall,
    options?: CallOptions,
  ) => Promise<AcknowledgeEventsAnswer | Undeclared>;

  /** Make Zettle's subscriptions as declared */
  readonly applySync: (call: ApplySyncCall, options?: CallOptions) => Promise<ApplySyncAnswer | Undeclared>;

  /** Exchange an authorisation code for a refresh token */
  readonly authorise: (call: AuthoriseCall, options?: CallOptions) => Promise<AuthoriseAnswer | Undeclared>;

  /** Complete an owed result */
  readonly completeResult: (
    call: CompleteResultCall,
    options?: CallOptions,
  ) => Promise<CompleteResultAnswer | Undeclared>;

  /** How many arrived */
  readonly countMessages: (call: CountMessagesCall, options?: CallOptions) => Promise<CountMessagesAnswer | Undeclared>;

  /** Sign in */
  readonly createSession: (call: CreateSessionCall, options?: CallOptions) => Promise<CreateSessionAnswer | Undeclared>;

  /** Create a subscription at Zettle */
  readonly createSubscription: (
    call: CreateSubscriptionCall,
    options?: CallOptions,
  ) => Promise<CreateSubscriptionAnswer | Undeclared>;

  /** Forget a consumer */
  readonly deleteConsumer: (
    call: DeleteConsumerCall,
    options?: CallOptions,
  ) => Promise<DeleteConsumerAnswer | Undeclared>;

  /** Delete a subscription at Zettle */
  readonly deleteSubscription: (
    call: DeleteSubscriptionCall,
    options?: CallOptions,
  ) => Promise<DeleteSubscriptionAnswer | Undeclared>;

  /** Sign out */
  readonly endSession: (call: EndSessionCall, options?: CallOptions) => Promise<EndSessionAnswer | Undeclared>;

  /** Say when something changed */
  readonly followChanges: (call: FollowChangesCall, options?: CallOptions) => Promise<FollowChangesAnswer | Undeclared>;

  /** This contract */
  readonly getContract: (call: GetContractCall, options?: CallOptions) => Promise<GetContractAnswer | Undeclared>;

  /** One delivery with its attempts */
  readonly getDelivery: (call: GetDeliveryCall, options?: CallOptions) => Promise<GetDeliveryAnswer | Undeclared>;

  /** One finding */
  readonly getDrift: (call: GetDriftCall, options?: CallOptions) => Promise<GetDriftAnswer | Undeclared>;

  /** One event with its deliveries */
  readonly getEvent: (call: GetEventCall, options?: CallOptions) => Promise<GetEventAnswer | Undeclared>;

  /** What an outage of a source may have cost */
  readonly getGap: (call: GetGapCall, options?: CallOptions) => Promise<GetGapAnswer | Undeclared>;

  /** How each source stands with its provider */
  readonly getHealth: (call: GetHealthCall, options?: CallOptions) => Promise<GetHealthAnswer | Undeclared>;

  /** Is the process alive? */
  readonly getHealthz: (call: GetHealthzCall, options?: CallOptions) => Promise<GetHealthzAnswer | Undeclared>;

  /** Is the process alive? */
  readonly getLiveness: (call: GetLivenessCall, options?: CallOptions) => Promise<GetLivenessAnswer | Undeclared>;

  /** Is the process alive? */
  readonly getLivez: (call: GetLivezCall, options?: CallOptions) => Promise<GetLivezAnswer | Undeclared>;

  /** One message with everything known of it */
  readonly getMessage: (call: GetMessageCall, options?: CallOptions) => Promise<GetMessageAnswer | Undeclared>;

  /** Counts for Prometheus */
  readonly getMetrics: (call: GetMetricsCall, options?: CallOptions) => Promise<GetMetricsAnswer | Undeclared>;

  /** Would a push be stored now? */
  readonly getReadiness: (call: GetReadinessCall, options?: CallOptions) => Promise<GetReadinessAnswer | Undeclared>;

  /** Would a push be stored now? */
  readonly getReadyz: (call: GetReadyzCall, options?: CallOptions) => Promise<GetReadyzAnswer | Undeclared>;

  /** One replay and how far it is */
  readonly getReplay: (call: GetReplayCall, options?: CallOptions) => Promise<GetReplayAnswer | Undeclared>;

  /** The business result of a message */
  readonly getResult: (call: GetResultCall, options?: CallOptions) => Promise<GetResultAnswer | Undeclared>;

  /** For how long what is kept, and the last pass */
  readonly getRetention: (call: GetRetentionCall, options?: CallOptions) => Promise<GetRetentionAnswer | Undeclared>;

  /** Who is asking? */
  readonly getSession: (call: GetSessionCall, options?: CallOptions) => Promise<GetSessionAnswer | Undeclared>;

  /** One source, and what to enter at its provider */
  readonly getSource: (call: GetSourceCall, options?: CallOptions) => Promise<GetSourceAnswer | Undeclared>;

  /** Keep a message whatever its age */
  readonly holdMessage: (call: HoldMessageCall, options?: CallOptions) => Promise<HoldMessageAnswer | Undeclared>;

  /** Try a message under the contract of now */
  readonly judgeMessage: (call: JudgeMessageCall, options?: CallOptions) => Promise<JudgeMessageAnswer | Undeclared>;

  /** Who is told of conditions */
  readonly listAlertTargets: (
    call: ListAlertTargetsCall,
    options?: CallOptions,
  ) => Promise<ListAlertTargetsAnswer | Undeclared>;

  /** Who did what */
  readonly listAudit: (call: ListAuditCall, options?: CallOptions) => Promise<ListAuditAnswer | Undeclared>;

  /** Conditions that apply now and need a person */
  readonly listConditions: (
    call: ListConditionsCall,
    options?: CallOptions,
  ) => Promise<ListConditionsAnswer | Undeclared>;

  /** Who pulls, and how far they are */
  readonly listConsumers: (call: ListConsumersCall, options?: CallOptions) => Promise<ListConsumersAnswer | Undeclared>;

  /** What is owed to each sink, and what became of it */
  readonly listDeliveries: (
    call: ListDeliveriesCall,
    options?: CallOptions,
  ) => Promise<ListDeliveriesAnswer | Undeclared>;

  /** Where messages depart from their contracts */
  readonly listDrift: (call: ListDriftCall, options?: CallOptions) => Promise<ListDriftAnswer | Undeclared>;

  /** What was made of it */
  readonly listEvents: (call: ListEventsCall, options?: CallOptions) => Promise<ListEventsAnswer | Undeclared>;

  /** Messages under legal hold */
  readonly listHeldMessages: (
    call: ListHeldMessagesCall,
    options?: CallOptions,
  ) => Promise<ListHeldMessagesAnswer | Undeclared>;

  /** What arrived */
  readonly listMessages: (call: ListMessagesCall, options?: CallOptions) => Promise<ListMessagesAnswer | Undeclared>;

  /** The gateways that share the store */
  readonly listNodes: (call: ListNodesCall, options?: CallOptions) => Promise<ListNodesAnswer | Undeclared>;

  /** Business results that are owed */
  readonly listOwedResults: (
    call: ListOwedResultsCall,
    options?: CallOptions,
  ) => Promise<ListOwedResultsAnswer | Undeclared>;

  /** What was turned away */
  readonly listRefused: (call: ListRefusedCall, options?: CallOptions) => Promise<ListRefusedAnswer | Undeclared>;

  /** Replays and how far they are */
  readonly listReplays: (call: ListReplaysCall, options?: CallOptions) => Promise<ListReplaysAnswer | Undeclared>;

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

  /** What would be forgotten now? */
  readonly planPrune: (call: PlanPruneCall, options?: CallOptions) => Promise<PlanPruneAnswer | Undeclared>;

  /** What would a replay do? */
  readonly planReplay: (call: PlanReplayCall, options?: CallOptions) => Promise<PlanReplayAnswer | Undeclared>;

  /** What a sync would do */
  readonly planSync: (call: PlanSyncCall, options?: CallOptions) => Promise<PlanSyncAnswer | Undeclared>;

  /** Forget now what is due */
  readonly prune: (call: PruneCall, options?: CallOptions) => Promise<PruneAnswer | Undeclared>;

  /** Send a dead letter again */
  readonly redeliver: (call: RedeliverCall, options?: CallOptions) => Promise<RedeliverAnswer | Undeclared>;

  /** End the legal hold of a message */
  readonly releaseMessage: (
    call: ReleaseMessageCall,
    options?: CallOptions,
  ) => Promise<ReleaseMessageAnswer | Undeclared>;

  /** Take up a changed configuration */
  readonly reloadConfiguration: (
    call: ReloadConfigurationCall,
    options?: CallOptions,
  ) => Promise<ReloadConfigurationAnswer | Undeclared>;

  /** Ask the provider for a test notification */
  readonly requestTestNotification: (
    call: RequestTestNotificationCall,
    options?: CallOptions,
  ) => Promise<RequestTestNotificationAnswer | Undeclared>;

  /** Settled: it is not to come again */
  readonly resolveDrift: (call: ResolveDriftCall, options?: CallOptions) => Promise<ResolveDriftAnswer | Undeclared>;

  /** Let a paused sink have its events */
  readonly resumeSink: (call: ResumeSinkCall, options?: CallOptions) => Promise<ResumeSinkAnswer | Undeclared>;

  /** Process a message again now */
  readonly retryMessage: (call: RetryMessageCall, options?: CallOptions) => Promise<RetryMessageAnswer | Undeclared>;

  /** Send an edited copy to a sandbox or a sink */
  readonly sendEditedCopy: (
    call: SendEditedCopyCall,
    options?: CallOptions,
  ) => Promise<SendEditedCopyAnswer | Undeclared>;

  /** Whose credentials a source calls Zettle with */
  readonly showIdentity: (call: ShowIdentityCall, options?: CallOptions) => Promise<ShowIdentityAnswer | Undeclared>;

  /** Send again what was received */
  readonly startReplay: (call: StartReplayCall, options?: CallOptions) => Promise<StartReplayAnswer | Undeclared>;

  /** End the pass that runs */
  readonly stopPrune: (call: StopPruneCall, options?: CallOptions) => Promise<StopPruneAnswer | Undeclared>;

  /** End a replay */
  readonly stopReplay: (call: StopReplayCall, options?: CallOptions) => Promise<StopReplayAnswer | Undeclared>;

  /** Send a test to a target */
  readonly testAlertTarget: (
    call: TestAlertTargetCall,
    options?: CallOptions,
  ) => Promise<TestAlertTargetAnswer | Undeclared>;

  /** Send one marked event to a sink */
  readonly testSink: (call: TestSinkCall, options?: CallOptions) => Promise<TestSinkAnswer | Undeclared>;

  /** Change a subscription at Zettle */
  readonly updateSubscription: (
    call: UpdateSubscriptionCall,
    options?: CallOptions,
  ) => Promise<UpdateSubscriptionAnswer | Undeclared>;
};

export function createGateway(settings: ClientSettings): Gateway {
  return {
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    acknowledgeEvents: (call, options) =>
      send<AcknowledgeEventsAnswer>(
        settings,
        {
          operationId: 'acknowledgeEvents',
          method: 'POST',
          path: '/api/consumers/{name}/ack',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            409: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    applySync: (call, options) =>
      send<ApplySyncAnswer>(
        settings,
        {
          operationId: 'applySync',
          method: 'POST',
          path: '/api/zettle/{source}/sync',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            413: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    completeResult: (call, options) =>
      send<CompleteResultAnswer>(
        settings,
        {
          operationId: 'completeResult',
          method: 'POST',
          path: '/api/messages/{id}/result',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
            413: ['application/problem+json'],
            422: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    countMessages: (call, options) =>
      send<CountMessagesAnswer>(
        settings,
        {
          operationId: 'countMessages',
          method: 'GET',
          path: '/api/counts',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    createSession: (call, options) =>
      send<CreateSessionAnswer>(
        settings,
        {
          operationId: 'createSession',
          method: 'POST',
          path: '/api/session',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            413: ['application/problem+json'],
            429: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            413: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    deleteConsumer: (call, options) =>
      send<DeleteConsumerAnswer>(
        settings,
        {
          operationId: 'deleteConsumer',
          method: 'DELETE',
          path: '/api/consumers/{name}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    endSession: (call, options) =>
      send<EndSessionAnswer>(
        settings,
        {
          operationId: 'endSession',
          method: 'DELETE',
          path: '/api/session',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    followChanges: (call, options) =>
      send<FollowChangesAnswer>(
        settings,
        {
          operationId: 'followChanges',
          method: 'GET',
          path: '/api/changes',
          answers: {
            200: ['text/event-stream'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getContract: (call, options) =>
      send<GetContractAnswer>(
        settings,
        {
          operationId: 'getContract',
          method: 'GET',
          path: '/openapi.json',
          answers: { 200: ['application/json'], 304: [], 400: ['application/problem+json'] },
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
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
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getGap: (call, options) =>
      send<GetGapAnswer>(
        settings,
        {
          operationId: 'getGap',
          method: 'GET',
          path: '/api/health/{name}/gap',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getHealth: (call, options) =>
      send<GetHealthAnswer>(
        settings,
        {
          operationId: 'getHealth',
          method: 'GET',
          path: '/api/health',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getHealthz: (call, options) =>
      send<GetHealthzAnswer>(
        settings,
        {
          operationId: 'getHealthz',
          method: 'GET',
          path: '/healthz',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
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
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    getLivez: (call, options) =>
      send<GetLivezAnswer>(
        settings,
        {
          operationId: 'getLivez',
          method: 'GET',
          path: '/livez',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
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
          answers: {
            200: ['text/plain', 'application/openmetrics-text'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 503: ['application/json'] },
        },
        call,
        options,
      ),

    getReadyz: (call, options) =>
      send<GetReadyzAnswer>(
        settings,
        {
          operationId: 'getReadyz',
          method: 'GET',
          path: '/readyz',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 503: ['application/json'] },
        },
        call,
        options,
      ),

    getReplay: (call, options) =>
      send<GetReplayAnswer>(
        settings,
        {
          operationId: 'getReplay',
          method: 'GET',
          path: '/api/replays/{id}',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getResult: (call, options) =>
      send<GetResultAnswer>(
        settings,
        {
          operationId: 'getResult',
          method: 'GET',
          path: '/api/messages/{id}/result',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getRetention: (call, options) =>
      send<GetRetentionAnswer>(
        settings,
        {
          operationId: 'getRetention',
          method: 'GET',
          path: '/api/retention',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    getSession: (call, options) =>
      send<GetSessionAnswer>(
        settings,
        {
          operationId: 'getSession',
          method: 'GET',
          path: '/api/session',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 503: ['application/problem+json'] },
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
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    holdMessage: (call, options) =>
      send<HoldMessageAnswer>(
        settings,
        {
          operationId: 'holdMessage',
          method: 'PUT',
          path: '/api/messages/{id}/hold',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    judgeMessage: (call, options) =>
      send<JudgeMessageAnswer>(
        settings,
        {
          operationId: 'judgeMessage',
          method: 'POST',
          path: '/api/messages/{id}/try',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listAlertTargets: (call, options) =>
      send<ListAlertTargetsAnswer>(
        settings,
        {
          operationId: 'listAlertTargets',
          method: 'GET',
          path: '/api/alerts',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listAudit: (call, options) =>
      send<ListAuditAnswer>(
        settings,
        {
          operationId: 'listAudit',
          method: 'GET',
          path: '/api/audit',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listConsumers: (call, options) =>
      send<ListConsumersAnswer>(
        settings,
        {
          operationId: 'listConsumers',
          method: 'GET',
          path: '/api/consumers',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listHeldMessages: (call, options) =>
      send<ListHeldMessagesAnswer>(
        settings,
        {
          operationId: 'listHeldMessages',
          method: 'GET',
          path: '/api/holds',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listNodes: (call, options) =>
      send<ListNodesAnswer>(
        settings,
        {
          operationId: 'listNodes',
          method: 'GET',
          path: '/api/nodes',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listOwedResults: (call, options) =>
      send<ListOwedResultsAnswer>(
        settings,
        {
          operationId: 'listOwedResults',
          method: 'GET',
          path: '/api/results',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    listReplays: (call, options) =>
      send<ListReplaysAnswer>(
        settings,
        {
          operationId: 'listReplays',
          method: 'GET',
          path: '/api/replays',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
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
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    planPrune: (call, options) =>
      send<PlanPruneAnswer>(
        settings,
        {
          operationId: 'planPrune',
          method: 'GET',
          path: '/api/retention/plan',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    planReplay: (call, options) =>
      send<PlanReplayAnswer>(
        settings,
        {
          operationId: 'planReplay',
          method: 'GET',
          path: '/api/replay-plan',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            422: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    prune: (call, options) =>
      send<PruneAnswer>(
        settings,
        {
          operationId: 'prune',
          method: 'POST',
          path: '/api/retention/prune',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    releaseMessage: (call, options) =>
      send<ReleaseMessageAnswer>(
        settings,
        {
          operationId: 'releaseMessage',
          method: 'DELETE',
          path: '/api/messages/{id}/hold',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
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
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            422: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            409: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    retryMessage: (call, options) =>
      send<RetryMessageAnswer>(
        settings,
        {
          operationId: 'retryMessage',
          method: 'POST',
          path: '/api/messages/{id}/retry',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    sendEditedCopy: (call, options) =>
      send<SendEditedCopyAnswer>(
        settings,
        {
          operationId: 'sendEditedCopy',
          method: 'POST',
          path: '/api/messages/{id}/edited-copy',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            413: ['application/problem+json'],
            503: ['application/problem+json'],
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
            503: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    startReplay: (call, options) =>
      send<StartReplayAnswer>(
        settings,
        {
          operationId: 'startReplay',
          method: 'POST',
          path: '/api/replays',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            422: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    stopPrune: (call, options) =>
      send<StopPruneAnswer>(
        settings,
        {
          operationId: 'stopPrune',
          method: 'POST',
          path: '/api/retention/stop',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    stopReplay: (call, options) =>
      send<StopReplayAnswer>(
        settings,
        {
          operationId: 'stopReplay',
          method: 'POST',
          path: '/api/replays/{id}/stop',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    testAlertTarget: (call, options) =>
      send<TestAlertTargetAnswer>(
        settings,
        {
          operationId: 'testAlertTarget',
          method: 'POST',
          path: '/api/alerts/{name}/test',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
          },
        },
        call,
        options,
      ),

    testSink: (call, options) =>
      send<TestSinkAnswer>(
        settings,
        {
          operationId: 'testSink',
          method: 'POST',
          path: '/api/sinks/{name}/test',
          answers: {
            200: ['application/json'],
            400: ['application/problem+json'],
            401: ['application/problem+json'],
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            503: ['application/problem+json'],
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
            403: ['application/problem+json'],
            404: ['application/problem+json'],
            413: ['application/problem+json'],
            422: ['application/problem+json'],
            502: ['application/problem+json'],
            503: ['application/problem+json'],
            504: ['application/problem+json'],
          },
        },
        call,
        options,
      ),
  };
}
