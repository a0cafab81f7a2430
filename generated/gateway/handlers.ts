/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { many, number, oneOf, present, text, truth } from '../runtime/reading.ts';
import type { UnreadInput } from '../runtime/reading.ts';
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
} from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What `acceptDrift` may answer: 200, 400, 401, 403, 404, 503.
 */
export type AcceptDriftAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DriftEntry;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `acceptDrift`; header names in lower case. */
export type AcceptDriftInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readAcceptDriftInput(unread: UnreadInput): AcceptDriftInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `acknowledgeEvents` may answer: 200, 400, 401, 403, 409, 503.
 */
export type AcknowledgeEventsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Consumer;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 409;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `acknowledgeEvents`; header names in lower case. */
export type AcknowledgeEventsInput = {
  readonly path: { readonly name: string };
  readonly query: { readonly cursor: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readAcknowledgeEventsInput(unread: UnreadInput): AcknowledgeEventsInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { name: present('name', text(unread.path['name'])) },
    query: { cursor: present('cursor', text(query.get('cursor'))) },
  };
}

/**
 * What `applySync` may answer: 200, 400, 401, 403, 404, 409, 422, 502, 503, 504.
 */
export type ApplySyncAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SyncResult;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 409;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `applySync`; header names in lower case. */
export type ApplySyncInput = {
  readonly path: { readonly source: string };
  readonly query: { readonly prune: boolean; readonly plan?: string | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readApplySyncInput(unread: UnreadInput): ApplySyncInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { source: present('source', text(unread.path['source'])) },
    query: { prune: truth('prune', query.get('prune')) ?? false, plan: text(query.get('plan')) },
  };
}

/**
 * What `authorise` may answer: 200, 400, 401, 403, 404, 413, 422, 502, 503, 504.
 */
export type AuthoriseAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ProviderIdentity;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `authorise`; header names in lower case. */
export type AuthoriseInput = {
  readonly path: { readonly source: string };
  readonly body: AuthorisationCode;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readAuthoriseInput(unread: UnreadInput): AuthoriseInput {
  return {
    path: { source: present('source', text(unread.path['source'])) },
    // Validated against the contract by whoever read the request.
    body: unread.body as AuthorisationCode,
  };
}

/**
 * What `completeResult` may answer: 200, 400, 401, 403, 404, 409, 413, 422, 503.
 */
export type CompleteResultAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: CompletedResult;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 409;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: FaultyProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `completeResult`; header names in lower case. */
export type CompleteResultInput = {
  readonly path: { readonly id: string };
  readonly body: BusinessResult;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readCompleteResultInput(unread: UnreadInput): CompleteResultInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
    // Validated against the contract by whoever read the request.
    body: unread.body as BusinessResult,
  };
}

/**
 * What `countMessages` may answer: 200, 400, 401, 503.
 */
export type CountMessagesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessageCounts;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `countMessages`; header names in lower case. */
export type CountMessagesInput = {
  readonly query: {
    readonly source?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly step: 'hour' | 'day';
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readCountMessagesInput(unread: UnreadInput): CountMessagesInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      source: text(query.get('source')),
      from: text(query.get('from')),
      to: text(query.get('to')),
      step: oneOf('step', query.get('step'), ['hour', 'day']) ?? 'hour',
    },
  };
}

/**
 * What `createSession` may answer: 200, 400, 401, 403, 413, 429, 503.
 */
export type CreateSessionAnswer =
  | {
      readonly status: 200;
      readonly headers: AnswerHeaders & { readonly 'Set-Cookie': string };
      readonly contentType: 'application/json';
      readonly body: Session;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 429;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `createSession`; header names in lower case. */
export type CreateSessionInput = {
  readonly body: SignIn;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readCreateSessionInput(unread: UnreadInput): CreateSessionInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as SignIn,
  };
}

/**
 * What `createSubscription` may answer: 200, 400, 401, 403, 404, 413, 422, 502, 503, 504.
 */
export type CreateSubscriptionAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Subscription;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `createSubscription`; header names in lower case. */
export type CreateSubscriptionInput = {
  readonly path: { readonly source: string };
  readonly body: NewSubscription;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readCreateSubscriptionInput(unread: UnreadInput): CreateSubscriptionInput {
  return {
    path: { source: present('source', text(unread.path['source'])) },
    // Validated against the contract by whoever read the request.
    body: unread.body as NewSubscription,
  };
}

/**
 * What `deleteConsumer` may answer: 200, 400, 401, 403, 404, 503.
 */
export type DeleteConsumerAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Consumer;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `deleteConsumer`; header names in lower case. */
export type DeleteConsumerInput = {
  readonly path: { readonly name: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readDeleteConsumerInput(unread: UnreadInput): DeleteConsumerInput {
  return {
    path: { name: present('name', text(unread.path['name'])) },
  };
}

/**
 * What `deleteSubscription` may answer: 200, 400, 401, 403, 404, 422, 502, 503, 504.
 */
export type DeleteSubscriptionAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DeletedSubscription;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `deleteSubscription`; header names in lower case. */
export type DeleteSubscriptionInput = {
  readonly path: { readonly source: string; readonly uuid: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readDeleteSubscriptionInput(unread: UnreadInput): DeleteSubscriptionInput {
  return {
    path: { source: present('source', text(unread.path['source'])), uuid: present('uuid', text(unread.path['uuid'])) },
  };
}

/**
 * What `endSession` may answer: 200, 400, 401, 403, 503.
 */
export type EndSessionAnswer =
  | {
      readonly status: 200;
      readonly headers: AnswerHeaders & { readonly 'Set-Cookie': string };
      readonly contentType: 'application/json';
      readonly body: EndedSessions;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `endSession`; header names in lower case. */
export type EndSessionInput = {
  readonly query: { readonly everywhere: boolean };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readEndSessionInput(unread: UnreadInput): EndSessionInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: { everywhere: truth('everywhere', query.get('everywhere')) ?? false },
  };
}

/**
 * What `followChanges` may answer: 200, 400, 401, 503.
 */
export type FollowChangesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'text/event-stream';
      readonly body: string;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `followChanges`; header names in lower case. */
export type FollowChangesInput = {
  readonly query: { readonly seconds: number };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readFollowChangesInput(unread: UnreadInput): FollowChangesInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: { seconds: number('seconds', query.get('seconds')) ?? 300 },
  };
}

/**
 * What `getContract` may answer: 200, 304, 400.
 */
export type GetContractAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Contract;
    }
  | {
      readonly status: 304;
      readonly headers?: AnswerHeaders;
      readonly contentType?: undefined;
      readonly body?: undefined;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getContract`; header names in lower case. */
export type GetContractInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetContractInput(unread: UnreadInput): GetContractInput {
  return {};
}

/**
 * What `getDelivery` may answer: 200, 400, 401, 403, 404, 503.
 */
export type GetDeliveryAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DeliveryHistory;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getDelivery`; header names in lower case. */
export type GetDeliveryInput = {
  readonly path: { readonly id: string };
  readonly query: { readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetDeliveryInput(unread: UnreadInput): GetDeliveryInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { id: present('id', text(unread.path['id'])) },
    query: { masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `getDrift` may answer: 200, 400, 401, 404, 503.
 */
export type GetDriftAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DriftEntry;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getDrift`; header names in lower case. */
export type GetDriftInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetDriftInput(unread: UnreadInput): GetDriftInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `getEvent` may answer: 200, 400, 401, 403, 404, 503.
 */
export type GetEventAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Event;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getEvent`; header names in lower case. */
export type GetEventInput = {
  readonly path: { readonly id: string };
  readonly query: { readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetEventInput(unread: UnreadInput): GetEventInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { id: present('id', text(unread.path['id'])) },
    query: { masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `getGap` may answer: 200, 400, 401, 403, 404, 503.
 */
export type GetGapAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: GapReport;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getGap`; header names in lower case. */
export type GetGapInput = {
  readonly path: { readonly name: string };
  readonly query: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetGapInput(unread: UnreadInput): GetGapInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { name: present('name', text(unread.path['name'])) },
    query: { from: text(query.get('from')), to: text(query.get('to')), masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `getHealth` may answer: 200, 400, 401, 503.
 */
export type GetHealthAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: HealthReport;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getHealth`; header names in lower case. */
export type GetHealthInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetHealthInput(unread: UnreadInput): GetHealthInput {
  return {};
}

/**
 * What `getHealthz` may answer: 200, 400.
 */
export type GetHealthzAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Liveness;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getHealthz`; header names in lower case. */
export type GetHealthzInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetHealthzInput(unread: UnreadInput): GetHealthzInput {
  return {};
}

/**
 * What `getLiveness` may answer: 200, 400.
 */
export type GetLivenessAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Liveness;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getLiveness`; header names in lower case. */
export type GetLivenessInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetLivenessInput(unread: UnreadInput): GetLivenessInput {
  return {};
}

/**
 * What `getLivez` may answer: 200, 400.
 */
export type GetLivezAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Liveness;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getLivez`; header names in lower case. */
export type GetLivezInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetLivezInput(unread: UnreadInput): GetLivezInput {
  return {};
}

/**
 * What `getMessage` may answer: 200, 400, 401, 403, 404, 503.
 */
export type GetMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Message;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getMessage`; header names in lower case. */
export type GetMessageInput = {
  readonly path: { readonly id: string };
  readonly query: { readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetMessageInput(unread: UnreadInput): GetMessageInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { id: present('id', text(unread.path['id'])) },
    query: { masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `getMetrics` may answer: 200, 400, 401, 503.
 */
export type GetMetricsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'text/plain';
      readonly body: string;
    }
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/openmetrics-text';
      readonly body: string;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getMetrics`; header names in lower case. */
export type GetMetricsInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetMetricsInput(unread: UnreadInput): GetMetricsInput {
  return {};
}

/**
 * What `getReadiness` may answer: 200, 400, 503.
 */
export type GetReadinessAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Readiness;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Readiness;
    };

/** The parameters that the contract declares for `getReadiness`; header names in lower case. */
export type GetReadinessInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetReadinessInput(unread: UnreadInput): GetReadinessInput {
  return {};
}

/**
 * What `getReadyz` may answer: 200, 400, 503.
 */
export type GetReadyzAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Readiness;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Readiness;
    };

/** The parameters that the contract declares for `getReadyz`; header names in lower case. */
export type GetReadyzInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetReadyzInput(unread: UnreadInput): GetReadyzInput {
  return {};
}

/**
 * What `getReplay` may answer: 200, 400, 401, 404, 503.
 */
export type GetReplayAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Replay;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getReplay`; header names in lower case. */
export type GetReplayInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetReplayInput(unread: UnreadInput): GetReplayInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `getResult` may answer: 200, 400, 401, 403, 404, 503.
 */
export type GetResultAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessageResult;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getResult`; header names in lower case. */
export type GetResultInput = {
  readonly path: { readonly id: string };
  readonly query: { readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetResultInput(unread: UnreadInput): GetResultInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { id: present('id', text(unread.path['id'])) },
    query: { masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `getRetention` may answer: 200, 400, 401, 503.
 */
export type GetRetentionAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Retention;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getRetention`; header names in lower case. */
export type GetRetentionInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetRetentionInput(unread: UnreadInput): GetRetentionInput {
  return {};
}

/**
 * What `getSession` may answer: 200, 400, 503.
 */
export type GetSessionAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Session;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getSession`; header names in lower case. */
export type GetSessionInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetSessionInput(unread: UnreadInput): GetSessionInput {
  return {};
}

/**
 * What `getSource` may answer: 200, 400, 401, 404, 503.
 */
export type GetSourceAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Source;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getSource`; header names in lower case. */
export type GetSourceInput = {
  readonly path: { readonly name: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetSourceInput(unread: UnreadInput): GetSourceInput {
  return {
    path: { name: present('name', text(unread.path['name'])) },
  };
}

/**
 * What `holdMessage` may answer: 200, 400, 401, 403, 404, 503.
 */
export type HoldMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessageSummary;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `holdMessage`; header names in lower case. */
export type HoldMessageInput = {
  readonly path: { readonly id: string };
  readonly query: { readonly reason: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readHoldMessageInput(unread: UnreadInput): HoldMessageInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { id: present('id', text(unread.path['id'])) },
    query: { reason: present('reason', text(query.get('reason'))) },
  };
}

/**
 * What `judgeMessage` may answer: 200, 400, 401, 403, 404, 503.
 */
export type JudgeMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessageTrial;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `judgeMessage`; header names in lower case. */
export type JudgeMessageInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readJudgeMessageInput(unread: UnreadInput): JudgeMessageInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `listAlertTargets` may answer: 200, 400, 401, 503.
 */
export type ListAlertTargetsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: AlertTargetList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listAlertTargets`; header names in lower case. */
export type ListAlertTargetsInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListAlertTargetsInput(unread: UnreadInput): ListAlertTargetsInput {
  return {};
}

/**
 * What `listAudit` may answer: 200, 400, 401, 403, 503.
 */
export type ListAuditAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: AuditPage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listAudit`; header names in lower case. */
export type ListAuditInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListAuditInput(unread: UnreadInput): ListAuditInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      masked: truth('masked', query.get('masked')),
    },
  };
}

/**
 * What `listConditions` may answer: 200, 400, 401, 503.
 */
export type ListConditionsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ConditionList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listConditions`; header names in lower case. */
export type ListConditionsInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListConditionsInput(unread: UnreadInput): ListConditionsInput {
  return {};
}

/**
 * What `listConsumers` may answer: 200, 400, 401, 503.
 */
export type ListConsumersAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ConsumerList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listConsumers`; header names in lower case. */
export type ListConsumersInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListConsumersInput(unread: UnreadInput): ListConsumersInput {
  return {};
}

/**
 * What `listDeliveries` may answer: 200, 400, 401, 403, 503.
 */
export type ListDeliveriesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DeliveryPage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listDeliveries`; header names in lower case. */
export type ListDeliveriesInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly sink?: string | undefined;
    readonly state?: ('due' | 'delivered' | 'dead') | undefined;
    readonly type?: string | undefined;
    readonly replay?: string | undefined;
    readonly provider?: string | undefined;
    readonly source?: string | undefined;
    readonly verdict?: ('match' | 'drift' | 'violation' | 'unknown') | undefined;
    readonly createdFrom?: string | undefined;
    readonly createdTo?: string | undefined;
    readonly identity?: string | undefined;
    readonly text?: string | undefined;
    readonly field?: ReadonlyArray<string> | undefined;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListDeliveriesInput(unread: UnreadInput): ListDeliveriesInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      sink: text(query.get('sink')),
      state: oneOf('state', query.get('state'), ['due', 'delivered', 'dead']),
      type: text(query.get('type')),
      replay: text(query.get('replay')),
      provider: text(query.get('provider')),
      source: text(query.get('source')),
      verdict: oneOf('verdict', query.get('verdict'), ['match', 'drift', 'violation', 'unknown']),
      createdFrom: text(query.get('createdFrom')),
      createdTo: text(query.get('createdTo')),
      identity: text(query.get('identity')),
      text: text(query.get('text')),
      field: many('field', query.getAll('field')),
      masked: truth('masked', query.get('masked')),
    },
  };
}

/**
 * What `listDrift` may answer: 200, 400, 401, 503.
 */
export type ListDriftAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DriftPage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listDrift`; header names in lower case. */
export type ListDriftInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly provider?: string | undefined;
    readonly state?: ('new' | 'acknowledged' | 'resolved') | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListDriftInput(unread: UnreadInput): ListDriftInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      provider: text(query.get('provider')),
      state: oneOf('state', query.get('state'), ['new', 'acknowledged', 'resolved']),
    },
  };
}

/**
 * What `listEvents` may answer: 200, 400, 401, 403, 503.
 */
export type ListEventsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: EventPage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listEvents`; header names in lower case. */
export type ListEventsInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly type?: string | undefined;
    readonly source?: string | undefined;
    readonly message?: string | undefined;
    readonly provider?: string | undefined;
    readonly verdict?: ('match' | 'drift' | 'violation' | 'unknown') | undefined;
    readonly createdFrom?: string | undefined;
    readonly createdTo?: string | undefined;
    readonly identity?: string | undefined;
    readonly text?: string | undefined;
    readonly field?: ReadonlyArray<string> | undefined;
    readonly after?: string | undefined;
    readonly consumer?: string | undefined;
    readonly waitSeconds: number;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListEventsInput(unread: UnreadInput): ListEventsInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      type: text(query.get('type')),
      source: text(query.get('source')),
      message: text(query.get('message')),
      provider: text(query.get('provider')),
      verdict: oneOf('verdict', query.get('verdict'), ['match', 'drift', 'violation', 'unknown']),
      createdFrom: text(query.get('createdFrom')),
      createdTo: text(query.get('createdTo')),
      identity: text(query.get('identity')),
      text: text(query.get('text')),
      field: many('field', query.getAll('field')),
      after: text(query.get('after')),
      consumer: text(query.get('consumer')),
      waitSeconds: number('waitSeconds', query.get('waitSeconds')) ?? 0,
      masked: truth('masked', query.get('masked')),
    },
  };
}

/**
 * What `listHeldMessages` may answer: 200, 400, 401, 403, 503.
 */
export type ListHeldMessagesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessagePage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listHeldMessages`; header names in lower case. */
export type ListHeldMessagesInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListHeldMessagesInput(unread: UnreadInput): ListHeldMessagesInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      masked: truth('masked', query.get('masked')),
    },
  };
}

/**
 * What `listMessages` may answer: 200, 400, 401, 403, 503.
 */
export type ListMessagesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessagePage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listMessages`; header names in lower case. */
export type ListMessagesInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly provider?: string | undefined;
    readonly source?: string | undefined;
    readonly state?: ('received' | 'processed' | 'quarantined' | 'failed' | 'recorded') | undefined;
    readonly verdict?: ('match' | 'drift' | 'violation' | 'unknown') | undefined;
    readonly type?: string | undefined;
    readonly receivedFrom?: string | undefined;
    readonly receivedTo?: string | undefined;
    readonly identity?: string | undefined;
    readonly reference?: string | undefined;
    readonly text?: string | undefined;
    readonly field?: ReadonlyArray<string> | undefined;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListMessagesInput(unread: UnreadInput): ListMessagesInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      provider: text(query.get('provider')),
      source: text(query.get('source')),
      state: oneOf('state', query.get('state'), ['received', 'processed', 'quarantined', 'failed', 'recorded']),
      verdict: oneOf('verdict', query.get('verdict'), ['match', 'drift', 'violation', 'unknown']),
      type: text(query.get('type')),
      receivedFrom: text(query.get('receivedFrom')),
      receivedTo: text(query.get('receivedTo')),
      identity: text(query.get('identity')),
      reference: text(query.get('reference')),
      text: text(query.get('text')),
      field: many('field', query.getAll('field')),
      masked: truth('masked', query.get('masked')),
    },
  };
}

/**
 * What `listNodes` may answer: 200, 400, 401, 503.
 */
export type ListNodesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: NodeList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listNodes`; header names in lower case. */
export type ListNodesInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListNodesInput(unread: UnreadInput): ListNodesInput {
  return {};
}

/**
 * What `listOwedResults` may answer: 200, 400, 401, 403, 503.
 */
export type ListOwedResultsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: OwedResultPage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listOwedResults`; header names in lower case. */
export type ListOwedResultsInput = {
  readonly query: {
    readonly source?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly masked?: boolean | undefined;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListOwedResultsInput(unread: UnreadInput): ListOwedResultsInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      source: text(query.get('source')),
      limit: number('limit', query.get('limit')) ?? 50,
      cursor: text(query.get('cursor')),
      masked: truth('masked', query.get('masked')),
    },
  };
}

/**
 * What `listRefused` may answer: 200, 400, 401, 403, 503.
 */
export type ListRefusedAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: RefusedList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listRefused`; header names in lower case. */
export type ListRefusedInput = {
  readonly query: { readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListRefusedInput(unread: UnreadInput): ListRefusedInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: { masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `listReplays` may answer: 200, 400, 401, 503.
 */
export type ListReplaysAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ReplayPage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listReplays`; header names in lower case. */
export type ListReplaysInput = {
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListReplaysInput(unread: UnreadInput): ListReplaysInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: { limit: number('limit', query.get('limit')) ?? 50, cursor: text(query.get('cursor')) },
  };
}

/**
 * What `listSinks` may answer: 200, 400, 401, 503.
 */
export type ListSinksAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SinkList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listSinks`; header names in lower case. */
export type ListSinksInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListSinksInput(unread: UnreadInput): ListSinksInput {
  return {};
}

/**
 * What `listSources` may answer: 200, 400, 401, 503.
 */
export type ListSourcesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SourceList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listSources`; header names in lower case. */
export type ListSourcesInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListSourcesInput(unread: UnreadInput): ListSourcesInput {
  return {};
}

/**
 * What `listSubscribableEvents` may answer: 200, 400, 401, 404, 503.
 */
export type ListSubscribableEventsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SubscribableEventList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listSubscribableEvents`; header names in lower case. */
export type ListSubscribableEventsInput = {
  readonly path: { readonly source: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListSubscribableEventsInput(unread: UnreadInput): ListSubscribableEventsInput {
  return {
    path: { source: present('source', text(unread.path['source'])) },
  };
}

/**
 * What `listSubscriptions` may answer: 200, 400, 401, 403, 404, 422, 502, 503, 504.
 */
export type ListSubscriptionsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SubscriptionList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `listSubscriptions`; header names in lower case. */
export type ListSubscriptionsInput = {
  readonly path: { readonly source: string };
  readonly query: { readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListSubscriptionsInput(unread: UnreadInput): ListSubscriptionsInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { source: present('source', text(unread.path['source'])) },
    query: { masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `pauseSink` may answer: 200, 400, 401, 403, 404, 503.
 */
export type PauseSinkAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Sink;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `pauseSink`; header names in lower case. */
export type PauseSinkInput = {
  readonly path: { readonly name: string };
  readonly query: { readonly reason?: string | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readPauseSinkInput(unread: UnreadInput): PauseSinkInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { name: present('name', text(unread.path['name'])) },
    query: { reason: text(query.get('reason')) },
  };
}

/**
 * What `planPrune` may answer: 200, 400, 401, 503.
 */
export type PlanPruneAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Forgotten;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `planPrune`; header names in lower case. */
export type PlanPruneInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readPlanPruneInput(unread: UnreadInput): PlanPruneInput {
  return {};
}

/**
 * What `planReplay` may answer: 200, 400, 401, 422, 503.
 */
export type PlanReplayAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ReplayPlan;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `planReplay`; header names in lower case. */
export type PlanReplayInput = {
  readonly query: {
    readonly message?: ReadonlyArray<string> | undefined;
    readonly provider?: string | undefined;
    readonly source?: string | undefined;
    readonly type?: string | undefined;
    readonly state?: ('processed' | 'quarantined' | 'failed') | undefined;
    readonly verdict?: ('match' | 'drift' | 'violation' | 'unknown') | undefined;
    readonly receivedFrom?: string | undefined;
    readonly receivedTo?: string | undefined;
    readonly dead?: boolean | undefined;
    readonly sink?: ReadonlyArray<string> | undefined;
    readonly mode: 'derived' | 'as_sent';
    readonly perSecond: number;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readPlanReplayInput(unread: UnreadInput): PlanReplayInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      message: many('message', query.getAll('message')),
      provider: text(query.get('provider')),
      source: text(query.get('source')),
      type: text(query.get('type')),
      state: oneOf('state', query.get('state'), ['processed', 'quarantined', 'failed']),
      verdict: oneOf('verdict', query.get('verdict'), ['match', 'drift', 'violation', 'unknown']),
      receivedFrom: text(query.get('receivedFrom')),
      receivedTo: text(query.get('receivedTo')),
      dead: truth('dead', query.get('dead')),
      sink: many('sink', query.getAll('sink')),
      mode: oneOf('mode', query.get('mode'), ['derived', 'as_sent']) ?? 'derived',
      perSecond: number('perSecond', query.get('perSecond')) ?? 100,
    },
  };
}

/**
 * What `planSync` may answer: 200, 400, 401, 403, 404, 422, 502, 503, 504.
 */
export type PlanSyncAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SyncPlan;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `planSync`; header names in lower case. */
export type PlanSyncInput = {
  readonly path: { readonly source: string };
  readonly query: { readonly prune: boolean; readonly masked?: boolean | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readPlanSyncInput(unread: UnreadInput): PlanSyncInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { source: present('source', text(unread.path['source'])) },
    query: { prune: truth('prune', query.get('prune')) ?? false, masked: truth('masked', query.get('masked')) },
  };
}

/**
 * What `prune` may answer: 200, 400, 401, 403, 503.
 */
export type PruneAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: RetentionPass;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `prune`; header names in lower case. */
export type PruneInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readPruneInput(unread: UnreadInput): PruneInput {
  return {};
}

/**
 * What `redeliver` may answer: 200, 400, 401, 403, 404, 409, 503.
 */
export type RedeliverAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Redelivery;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 409;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `redeliver`; header names in lower case. */
export type RedeliverInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readRedeliverInput(unread: UnreadInput): RedeliverInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `releaseMessage` may answer: 200, 400, 401, 403, 404, 503.
 */
export type ReleaseMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessageSummary;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `releaseMessage`; header names in lower case. */
export type ReleaseMessageInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readReleaseMessageInput(unread: UnreadInput): ReleaseMessageInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `reloadConfiguration` may answer: 200, 400, 401, 403, 422, 503.
 */
export type ReloadConfigurationAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Reloaded;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: ConfigurationProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `reloadConfiguration`; header names in lower case. */
export type ReloadConfigurationInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readReloadConfigurationInput(unread: UnreadInput): ReloadConfigurationInput {
  return {};
}

/**
 * What `requestTestNotification` may answer: 200, 400, 401, 403, 404, 409, 502, 503.
 */
export type RequestTestNotificationAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: TestRequested;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 409;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: FaultyProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `requestTestNotification`; header names in lower case. */
export type RequestTestNotificationInput = {
  readonly path: { readonly name: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readRequestTestNotificationInput(unread: UnreadInput): RequestTestNotificationInput {
  return {
    path: { name: present('name', text(unread.path['name'])) },
  };
}

/**
 * What `resolveDrift` may answer: 200, 400, 401, 403, 404, 503.
 */
export type ResolveDriftAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: DriftEntry;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `resolveDrift`; header names in lower case. */
export type ResolveDriftInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readResolveDriftInput(unread: UnreadInput): ResolveDriftInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `resumeSink` may answer: 200, 400, 401, 403, 404, 503.
 */
export type ResumeSinkAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Sink;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `resumeSink`; header names in lower case. */
export type ResumeSinkInput = {
  readonly path: { readonly name: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readResumeSinkInput(unread: UnreadInput): ResumeSinkInput {
  return {
    path: { name: present('name', text(unread.path['name'])) },
  };
}

/**
 * What `retryMessage` may answer: 200, 400, 401, 403, 404, 503.
 */
export type RetryMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: RetriedMessage;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `retryMessage`; header names in lower case. */
export type RetryMessageInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readRetryMessageInput(unread: UnreadInput): RetryMessageInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `sendEditedCopy` may answer: 200, 400, 401, 403, 404, 413, 503.
 */
export type SendEditedCopyAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: EditedCopy;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `sendEditedCopy`; header names in lower case. */
export type SendEditedCopyInput = {
  readonly path: { readonly id: string };
  readonly query: { readonly sink?: string | undefined; readonly sandbox?: string | undefined };
  readonly body: CopyBody;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readSendEditedCopyInput(unread: UnreadInput): SendEditedCopyInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { id: present('id', text(unread.path['id'])) },
    query: { sink: text(query.get('sink')), sandbox: text(query.get('sandbox')) },
    // Validated against the contract by whoever read the request.
    body: unread.body as CopyBody,
  };
}

/**
 * What `showIdentity` may answer: 200, 400, 401, 404, 422, 502, 503, 504.
 */
export type ShowIdentityAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ProviderIdentity;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `showIdentity`; header names in lower case. */
export type ShowIdentityInput = {
  readonly path: { readonly source: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readShowIdentityInput(unread: UnreadInput): ShowIdentityInput {
  return {
    path: { source: present('source', text(unread.path['source'])) },
  };
}

/**
 * What `startReplay` may answer: 200, 400, 401, 403, 422, 503.
 */
export type StartReplayAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Replay;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `startReplay`; header names in lower case. */
export type StartReplayInput = {
  readonly query: {
    readonly message?: ReadonlyArray<string> | undefined;
    readonly provider?: string | undefined;
    readonly source?: string | undefined;
    readonly type?: string | undefined;
    readonly state?: ('processed' | 'quarantined' | 'failed') | undefined;
    readonly verdict?: ('match' | 'drift' | 'violation' | 'unknown') | undefined;
    readonly receivedFrom?: string | undefined;
    readonly receivedTo?: string | undefined;
    readonly dead?: boolean | undefined;
    readonly sink?: ReadonlyArray<string> | undefined;
    readonly mode: 'derived' | 'as_sent';
    readonly perSecond: number;
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readStartReplayInput(unread: UnreadInput): StartReplayInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      message: many('message', query.getAll('message')),
      provider: text(query.get('provider')),
      source: text(query.get('source')),
      type: text(query.get('type')),
      state: oneOf('state', query.get('state'), ['processed', 'quarantined', 'failed']),
      verdict: oneOf('verdict', query.get('verdict'), ['match', 'drift', 'violation', 'unknown']),
      receivedFrom: text(query.get('receivedFrom')),
      receivedTo: text(query.get('receivedTo')),
      dead: truth('dead', query.get('dead')),
      sink: many('sink', query.getAll('sink')),
      mode: oneOf('mode', query.get('mode'), ['derived', 'as_sent']) ?? 'derived',
      perSecond: number('perSecond', query.get('perSecond')) ?? 100,
    },
  };
}

/**
 * What `stopPrune` may answer: 200, 400, 401, 403, 503.
 */
export type StopPruneAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Retention;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `stopPrune`; header names in lower case. */
export type StopPruneInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readStopPruneInput(unread: UnreadInput): StopPruneInput {
  return {};
}

/**
 * What `stopReplay` may answer: 200, 400, 401, 403, 404, 503.
 */
export type StopReplayAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Replay;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `stopReplay`; header names in lower case. */
export type StopReplayInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readStopReplayInput(unread: UnreadInput): StopReplayInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `testAlertTarget` may answer: 200, 400, 401, 403, 404, 502, 503.
 */
export type TestAlertTargetAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: AlertTested;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: FaultyProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `testAlertTarget`; header names in lower case. */
export type TestAlertTargetInput = {
  readonly path: { readonly name: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readTestAlertTargetInput(unread: UnreadInput): TestAlertTargetInput {
  return {
    path: { name: present('name', text(unread.path['name'])) },
  };
}

/**
 * What `testSink` may answer: 200, 400, 401, 403, 404, 503.
 */
export type TestSinkAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SinkTest;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `testSink`; header names in lower case. */
export type TestSinkInput = {
  readonly path: { readonly name: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readTestSinkInput(unread: UnreadInput): TestSinkInput {
  return {
    path: { name: present('name', text(unread.path['name'])) },
  };
}

/**
 * What `updateSubscription` may answer: 200, 400, 401, 403, 404, 413, 422, 502, 503, 504.
 */
export type UpdateSubscriptionAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Subscription;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 403;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 502;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `updateSubscription`; header names in lower case. */
export type UpdateSubscriptionInput = {
  readonly path: { readonly source: string; readonly uuid: string };
  readonly body: SubscriptionChange;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readUpdateSubscriptionInput(unread: UnreadInput): UpdateSubscriptionInput {
  return {
    path: { source: present('source', text(unread.path['source'])), uuid: present('uuid', text(unread.path['uuid'])) },
    // Validated against the contract by whoever read the request.
    body: unread.body as SubscriptionChange,
  };
}

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type GatewayHandlers<Caller = undefined> = {
  /** Known, and nothing to be alarmed about */
  readonly acceptDrift: (input: AcceptDriftInput, caller: Caller) => Promise<AcceptDriftAnswer>;

  /** Acknowledge what was pulled */
  readonly acknowledgeEvents: (input: AcknowledgeEventsInput, caller: Caller) => Promise<AcknowledgeEventsAnswer>;

  /** Make Zettle's subscriptions as declared */
  readonly applySync: (input: ApplySyncInput, caller: Caller) => Promise<ApplySyncAnswer>;

  /** Exchange an authorisation code for a refresh token */
  readonly authorise: (input: AuthoriseInput, caller: Caller) => Promise<AuthoriseAnswer>;

  /** Complete an owed result */
  readonly completeResult: (input: CompleteResultInput, caller: Caller) => Promise<CompleteResultAnswer>;

  /** How many arrived */
  readonly countMessages: (input: CountMessagesInput, caller: Caller) => Promise<CountMessagesAnswer>;

  /** Sign in */
  readonly createSession: (input: CreateSessionInput, caller: Caller) => Promise<CreateSessionAnswer>;

  /** Create a subscription at Zettle */
  readonly createSubscription: (input: CreateSubscriptionInput, caller: Caller) => Promise<CreateSubscriptionAnswer>;

  /** Forget a consumer */
  readonly deleteConsumer: (input: DeleteConsumerInput, caller: Caller) => Promise<DeleteConsumerAnswer>;

  /** Delete a subscription at Zettle */
  readonly deleteSubscription: (input: DeleteSubscriptionInput, caller: Caller) => Promise<DeleteSubscriptionAnswer>;

  /** Sign out */
  readonly endSession: (input: EndSessionInput, caller: Caller) => Promise<EndSessionAnswer>;

  /** Say when something changed */
  readonly followChanges: (input: FollowChangesInput, caller: Caller) => Promise<FollowChangesAnswer>;

  /** This contract */
  readonly getContract: (input: GetContractInput, caller: Caller) => Promise<GetContractAnswer>;

  /** One delivery with its attempts */
  readonly getDelivery: (input: GetDeliveryInput, caller: Caller) => Promise<GetDeliveryAnswer>;

  /** One finding */
  readonly getDrift: (input: GetDriftInput, caller: Caller) => Promise<GetDriftAnswer>;

  /** One event with its deliveries */
  readonly getEvent: (input: GetEventInput, caller: Caller) => Promise<GetEventAnswer>;

  /** What an outage of a source may have cost */
  readonly getGap: (input: GetGapInput, caller: Caller) => Promise<GetGapAnswer>;

  /** How each source stands with its provider */
  readonly getHealth: (input: GetHealthInput, caller: Caller) => Promise<GetHealthAnswer>;

  /** Is the process alive? */
  readonly getHealthz: (input: GetHealthzInput, caller: Caller) => Promise<GetHealthzAnswer>;

  /** Is the process alive? */
  readonly getLiveness: (input: GetLivenessInput, caller: Caller) => Promise<GetLivenessAnswer>;

  /** Is the process alive? */
  readonly getLivez: (input: GetLivezInput, caller: Caller) => Promise<GetLivezAnswer>;

  /** One message with everything known of it */
  readonly getMessage: (input: GetMessageInput, caller: Caller) => Promise<GetMessageAnswer>;

  /** Counts for Prometheus */
  readonly getMetrics: (input: GetMetricsInput, caller: Caller) => Promise<GetMetricsAnswer>;

  /** Would a push be stored now? */
  readonly getReadiness: (input: GetReadinessInput, caller: Caller) => Promise<GetReadinessAnswer>;

  /** Would a push be stored now? */
  readonly getReadyz: (input: GetReadyzInput, caller: Caller) => Promise<GetReadyzAnswer>;

  /** One replay and how far it is */
  readonly getReplay: (input: GetReplayInput, caller: Caller) => Promise<GetReplayAnswer>;

  /** The business result of a message */
  readonly getResult: (input: GetResultInput, caller: Caller) => Promise<GetResultAnswer>;

  /** For how long what is kept, and the last pass */
  readonly getRetention: (input: GetRetentionInput, caller: Caller) => Promise<GetRetentionAnswer>;

  /** Who is asking? */
  readonly getSession: (input: GetSessionInput, caller: Caller) => Promise<GetSessionAnswer>;

  /** One source, and what to enter at its provider */
  readonly getSource: (input: GetSourceInput, caller: Caller) => Promise<GetSourceAnswer>;

  /** Keep a message whatever its age */
  readonly holdMessage: (input: HoldMessageInput, caller: Caller) => Promise<HoldMessageAnswer>;

  /** Try a message under the contract of now */
  readonly judgeMessage: (input: JudgeMessageInput, caller: Caller) => Promise<JudgeMessageAnswer>;

  /** Who is told of conditions */
  readonly listAlertTargets: (input: ListAlertTargetsInput, caller: Caller) => Promise<ListAlertTargetsAnswer>;

  /** Who did what */
  readonly listAudit: (input: ListAuditInput, caller: Caller) => Promise<ListAuditAnswer>;

  /** Conditions that apply now and need a person */
  readonly listConditions: (input: ListConditionsInput, caller: Caller) => Promise<ListConditionsAnswer>;

  /** Who pulls, and how far they are */
  readonly listConsumers: (input: ListConsumersInput, caller: Caller) => Promise<ListConsumersAnswer>;

  /** What is owed to each sink, and what became of it */
  readonly listDeliveries: (input: ListDeliveriesInput, caller: Caller) => Promise<ListDeliveriesAnswer>;

  /** Where messages depart from their contracts */
  readonly listDrift: (input: ListDriftInput, caller: Caller) => Promise<ListDriftAnswer>;

  /** What was made of it */
  readonly listEvents: (input: ListEventsInput, caller: Caller) => Promise<ListEventsAnswer>;

  /** Messages under legal hold */
  readonly listHeldMessages: (input: ListHeldMessagesInput, caller: Caller) => Promise<ListHeldMessagesAnswer>;

  /** What arrived */
  readonly listMessages: (input: ListMessagesInput, caller: Caller) => Promise<ListMessagesAnswer>;

  /** The gateways that share the store */
  readonly listNodes: (input: ListNodesInput, caller: Caller) => Promise<ListNodesAnswer>;

  /** Business results that are owed */
  readonly listOwedResults: (input: ListOwedResultsInput, caller: Caller) => Promise<ListOwedResultsAnswer>;

  /** What was turned away */
  readonly listRefused: (input: ListRefusedInput, caller: Caller) => Promise<ListRefusedAnswer>;

  /** Replays and how far they are */
  readonly listReplays: (input: ListReplaysInput, caller: Caller) => Promise<ListReplaysAnswer>;

  /** Every sink with what waits for it */
  readonly listSinks: (input: ListSinksInput, caller: Caller) => Promise<ListSinksAnswer>;

  /** The configured sources */
  readonly listSources: (input: ListSourcesInput, caller: Caller) => Promise<ListSourcesAnswer>;

  /** The events to which one can subscribe */
  readonly listSubscribableEvents: (
    input: ListSubscribableEventsInput,
    caller: Caller,
  ) => Promise<ListSubscribableEventsAnswer>;

  /** The subscriptions at Zettle */
  readonly listSubscriptions: (input: ListSubscriptionsInput, caller: Caller) => Promise<ListSubscriptionsAnswer>;

  /** Hold everything back from a sink */
  readonly pauseSink: (input: PauseSinkInput, caller: Caller) => Promise<PauseSinkAnswer>;

  /** What would be forgotten now? */
  readonly planPrune: (input: PlanPruneInput, caller: Caller) => Promise<PlanPruneAnswer>;

  /** What would a replay do? */
  readonly planReplay: (input: PlanReplayInput, caller: Caller) => Promise<PlanReplayAnswer>;

  /** What a sync would do */
  readonly planSync: (input: PlanSyncInput, caller: Caller) => Promise<PlanSyncAnswer>;

  /** Forget now what is due */
  readonly prune: (input: PruneInput, caller: Caller) => Promise<PruneAnswer>;

  /** Send a dead letter again */
  readonly redeliver: (input: RedeliverInput, caller: Caller) => Promise<RedeliverAnswer>;

  /** End the legal hold of a message */
  readonly releaseMessage: (input: ReleaseMessageInput, caller: Caller) => Promise<ReleaseMessageAnswer>;

  /** Take up a changed configuration */
  readonly reloadConfiguration: (input: ReloadConfigurationInput, caller: Caller) => Promise<ReloadConfigurationAnswer>;

  /** Ask the provider for a test notification */
  readonly requestTestNotification: (
    input: RequestTestNotificationInput,
    caller: Caller,
  ) => Promise<RequestTestNotificationAnswer>;

  /** Settled: it is not to come again */
  readonly resolveDrift: (input: ResolveDriftInput, caller: Caller) => Promise<ResolveDriftAnswer>;

  /** Let a paused sink have its events */
  readonly resumeSink: (input: ResumeSinkInput, caller: Caller) => Promise<ResumeSinkAnswer>;

  /** Process a message again now */
  readonly retryMessage: (input: RetryMessageInput, caller: Caller) => Promise<RetryMessageAnswer>;

  /** Send an edited copy to a sandbox or a sink */
  readonly sendEditedCopy: (input: SendEditedCopyInput, caller: Caller) => Promise<SendEditedCopyAnswer>;

  /** Whose credentials a source calls Zettle with */
  readonly showIdentity: (input: ShowIdentityInput, caller: Caller) => Promise<ShowIdentityAnswer>;

  /** Send again what was received */
  readonly startReplay: (input: StartReplayInput, caller: Caller) => Promise<StartReplayAnswer>;

  /** End the pass that runs */
  readonly stopPrune: (input: StopPruneInput, caller: Caller) => Promise<StopPruneAnswer>;

  /** End a replay */
  readonly stopReplay: (input: StopReplayInput, caller: Caller) => Promise<StopReplayAnswer>;

  /** Send a test to a target */
  readonly testAlertTarget: (input: TestAlertTargetInput, caller: Caller) => Promise<TestAlertTargetAnswer>;

  /** Send one marked event to a sink */
  readonly testSink: (input: TestSinkInput, caller: Caller) => Promise<TestSinkAnswer>;

  /** Change a subscription at Zettle */
  readonly updateSubscription: (input: UpdateSubscriptionInput, caller: Caller) => Promise<UpdateSubscriptionAnswer>;
};

/** Any answer of this contract. */
export type GatewayAnswer =
  | AcceptDriftAnswer
  | AcknowledgeEventsAnswer
  | ApplySyncAnswer
  | AuthoriseAnswer
  | CompleteResultAnswer
  | CountMessagesAnswer
  | CreateSessionAnswer
  | CreateSubscriptionAnswer
  | DeleteConsumerAnswer
  | DeleteSubscriptionAnswer
  | EndSessionAnswer
  | FollowChangesAnswer
  | GetContractAnswer
  | GetDeliveryAnswer
  | GetDriftAnswer
  | GetEventAnswer
  | GetGapAnswer
  | GetHealthAnswer
  | GetHealthzAnswer
  | GetLivenessAnswer
  | GetLivezAnswer
  | GetMessageAnswer
  | GetMetricsAnswer
  | GetReadinessAnswer
  | GetReadyzAnswer
  | GetReplayAnswer
  | GetResultAnswer
  | GetRetentionAnswer
  | GetSessionAnswer
  | GetSourceAnswer
  | HoldMessageAnswer
  | JudgeMessageAnswer
  | ListAlertTargetsAnswer
  | ListAuditAnswer
  | ListConditionsAnswer
  | ListConsumersAnswer
  | ListDeliveriesAnswer
  | ListDriftAnswer
  | ListEventsAnswer
  | ListHeldMessagesAnswer
  | ListMessagesAnswer
  | ListNodesAnswer
  | ListOwedResultsAnswer
  | ListRefusedAnswer
  | ListReplaysAnswer
  | ListSinksAnswer
  | ListSourcesAnswer
  | ListSubscribableEventsAnswer
  | ListSubscriptionsAnswer
  | PauseSinkAnswer
  | PlanPruneAnswer
  | PlanReplayAnswer
  | PlanSyncAnswer
  | PruneAnswer
  | RedeliverAnswer
  | ReleaseMessageAnswer
  | ReloadConfigurationAnswer
  | RequestTestNotificationAnswer
  | ResolveDriftAnswer
  | ResumeSinkAnswer
  | RetryMessageAnswer
  | SendEditedCopyAnswer
  | ShowIdentityAnswer
  | StartReplayAnswer
  | StopPruneAnswer
  | StopReplayAnswer
  | TestAlertTargetAnswer
  | TestSinkAnswer
  | UpdateSubscriptionAnswer;

/** The handlers as a table by operationId, with the reading of parameters done: what a router registers. */
export function bindGateway<Caller>(
  handlers: GatewayHandlers<Caller>,
): Readonly<Record<keyof GatewayHandlers, (unread: UnreadInput, caller: Caller) => Promise<GatewayAnswer>>> {
  return {
    acceptDrift: async (unread, caller) => handlers.acceptDrift(readAcceptDriftInput(unread), caller),

    acknowledgeEvents: async (unread, caller) => handlers.acknowledgeEvents(readAcknowledgeEventsInput(unread), caller),

    applySync: async (unread, caller) => handlers.applySync(readApplySyncInput(unread), caller),

    authorise: async (unread, caller) => handlers.authorise(readAuthoriseInput(unread), caller),

    completeResult: async (unread, caller) => handlers.completeResult(readCompleteResultInput(unread), caller),

    countMessages: async (unread, caller) => handlers.countMessages(readCountMessagesInput(unread), caller),

    createSession: async (unread, caller) => handlers.createSession(readCreateSessionInput(unread), caller),

    createSubscription: async (unread, caller) =>
      handlers.createSubscription(readCreateSubscriptionInput(unread), caller),

    deleteConsumer: async (unread, caller) => handlers.deleteConsumer(readDeleteConsumerInput(unread), caller),

    deleteSubscription: async (unread, caller) =>
      handlers.deleteSubscription(readDeleteSubscriptionInput(unread), caller),

    endSession: async (unread, caller) => handlers.endSession(readEndSessionInput(unread), caller),

    followChanges: async (unread, caller) => handlers.followChanges(readFollowChangesInput(unread), caller),

    getContract: async (unread, caller) => handlers.getContract(readGetContractInput(unread), caller),

    getDelivery: async (unread, caller) => handlers.getDelivery(readGetDeliveryInput(unread), caller),

    getDrift: async (unread, caller) => handlers.getDrift(readGetDriftInput(unread), caller),

    getEvent: async (unread, caller) => handlers.getEvent(readGetEventInput(unread), caller),

    getGap: async (unread, caller) => handlers.getGap(readGetGapInput(unread), caller),

    getHealth: async (unread, caller) => handlers.getHealth(readGetHealthInput(unread), caller),

    getHealthz: async (unread, caller) => handlers.getHealthz(readGetHealthzInput(unread), caller),

    getLiveness: async (unread, caller) => handlers.getLiveness(readGetLivenessInput(unread), caller),

    getLivez: async (unread, caller) => handlers.getLivez(readGetLivezInput(unread), caller),

    getMessage: async (unread, caller) => handlers.getMessage(readGetMessageInput(unread), caller),

    getMetrics: async (unread, caller) => handlers.getMetrics(readGetMetricsInput(unread), caller),

    getReadiness: async (unread, caller) => handlers.getReadiness(readGetReadinessInput(unread), caller),

    getReadyz: async (unread, caller) => handlers.getReadyz(readGetReadyzInput(unread), caller),

    getReplay: async (unread, caller) => handlers.getReplay(readGetReplayInput(unread), caller),

    getResult: async (unread, caller) => handlers.getResult(readGetResultInput(unread), caller),

    getRetention: async (unread, caller) => handlers.getRetention(readGetRetentionInput(unread), caller),

    getSession: async (unread, caller) => handlers.getSession(readGetSessionInput(unread), caller),

    getSource: async (unread, caller) => handlers.getSource(readGetSourceInput(unread), caller),

    holdMessage: async (unread, caller) => handlers.holdMessage(readHoldMessageInput(unread), caller),

    judgeMessage: async (unread, caller) => handlers.judgeMessage(readJudgeMessageInput(unread), caller),

    listAlertTargets: async (unread, caller) => handlers.listAlertTargets(readListAlertTargetsInput(unread), caller),

    listAudit: async (unread, caller) => handlers.listAudit(readListAuditInput(unread), caller),

    listConditions: async (unread, caller) => handlers.listConditions(readListConditionsInput(unread), caller),

    listConsumers: async (unread, caller) => handlers.listConsumers(readListConsumersInput(unread), caller),

    listDeliveries: async (unread, caller) => handlers.listDeliveries(readListDeliveriesInput(unread), caller),

    listDrift: async (unread, caller) => handlers.listDrift(readListDriftInput(unread), caller),

    listEvents: async (unread, caller) => handlers.listEvents(readListEventsInput(unread), caller),

    listHeldMessages: async (unread, caller) => handlers.listHeldMessages(readListHeldMessagesInput(unread), caller),

    listMessages: async (unread, caller) => handlers.listMessages(readListMessagesInput(unread), caller),

    listNodes: async (unread, caller) => handlers.listNodes(readListNodesInput(unread), caller),

    listOwedResults: async (unread, caller) => handlers.listOwedResults(readListOwedResultsInput(unread), caller),

    listRefused: async (unread, caller) => handlers.listRefused(readListRefusedInput(unread), caller),

    listReplays: async (unread, caller) => handlers.listReplays(readListReplaysInput(unread), caller),

    listSinks: async (unread, caller) => handlers.listSinks(readListSinksInput(unread), caller),

    listSources: async (unread, caller) => handlers.listSources(readListSourcesInput(unread), caller),

    listSubscribableEvents: async (unread, caller) =>
      handlers.listSubscribableEvents(readListSubscribableEventsInput(unread), caller),

    listSubscriptions: async (unread, caller) => handlers.listSubscriptions(readListSubscriptionsInput(unread), caller),

    pauseSink: async (unread, caller) => handlers.pauseSink(readPauseSinkInput(unread), caller),

    planPrune: async (unread, caller) => handlers.planPrune(readPlanPruneInput(unread), caller),

    planReplay: async (unread, caller) => handlers.planReplay(readPlanReplayInput(unread), caller),

    planSync: async (unread, caller) => handlers.planSync(readPlanSyncInput(unread), caller),

    prune: async (unread, caller) => handlers.prune(readPruneInput(unread), caller),

    redeliver: async (unread, caller) => handlers.redeliver(readRedeliverInput(unread), caller),

    releaseMessage: async (unread, caller) => handlers.releaseMessage(readReleaseMessageInput(unread), caller),

    reloadConfiguration: async (unread, caller) =>
      handlers.reloadConfiguration(readReloadConfigurationInput(unread), caller),

    requestTestNotification: async (unread, caller) =>
      handlers.requestTestNotification(readRequestTestNotificationInput(unread), caller),

    resolveDrift: async (unread, caller) => handlers.resolveDrift(readResolveDriftInput(unread), caller),

    resumeSink: async (unread, caller) => handlers.resumeSink(readResumeSinkInput(unread), caller),

    retryMessage: async (unread, caller) => handlers.retryMessage(readRetryMessageInput(unread), caller),

    sendEditedCopy: async (unread, caller) => handlers.sendEditedCopy(readSendEditedCopyInput(unread), caller),

    showIdentity: async (unread, caller) => handlers.showIdentity(readShowIdentityInput(unread), caller),

    startReplay: async (unread, caller) => handlers.startReplay(readStartReplayInput(unread), caller),

    stopPrune: async (unread, caller) => handlers.stopPrune(readStopPruneInput(unread), caller),

    stopReplay: async (unread, caller) => handlers.stopReplay(readStopReplayInput(unread), caller),

    testAlertTarget: async (unread, caller) => handlers.testAlertTarget(readTestAlertTargetInput(unread), caller),

    testSink: async (unread, caller) => handlers.testSink(readTestSinkInput(unread), caller),

    updateSubscription: async (unread, caller) =>
      handlers.updateSubscription(readUpdateSubscriptionInput(unread), caller),
  };
}
