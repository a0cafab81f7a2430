/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { number, oneOf, present, text, truth } from '../runtime/reading.ts';
import type { UnreadInput } from '../runtime/reading.ts';
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
} from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
<<<<<<< HEAD
 * What `acceptDrift` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
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
 * What `acknowledgeEvents` may answer: 200, 400, 401, 409.
=======
 * What `applySync` may answer: 200, 400, 401, 404, 409, 422, 502, 504.
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
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
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `applySync`; header names in lower case. */
export type ApplySyncInput = {
  readonly path: { readonly source: string };
  readonly query: { readonly prune: boolean; readonly plan?: string };
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
 * What `authorise` may answer: 200, 400, 401, 404, 422, 502, 504.
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
 * What `createSubscription` may answer: 200, 400, 401, 404, 422, 502, 504.
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
 * What `deleteSubscription` may answer: 200, 400, 401, 404, 422, 502, 504.
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
 * What `getDelivery` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getDelivery`; header names in lower case. */
export type GetDeliveryInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetDeliveryInput(unread: UnreadInput): GetDeliveryInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `getDrift` may answer: 200, 400, 401, 404.
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
 * What `getEvent` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getEvent`; header names in lower case. */
export type GetEventInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetEventInput(unread: UnreadInput): GetEventInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `getLiveness` may answer: 200.
 */
export type GetLivenessAnswer = {
  readonly status: 200;
  readonly headers?: AnswerHeaders;
  readonly contentType: 'application/json';
  readonly body: Liveness;
};

/** The parameters that the contract declares for `getLiveness`; header names in lower case. */
export type GetLivenessInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetLivenessInput(unread: UnreadInput): GetLivenessInput {
  return {};
}

/**
 * What `getMessage` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getMessage`; header names in lower case. */
export type GetMessageInput = {
  readonly path: { readonly id: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetMessageInput(unread: UnreadInput): GetMessageInput {
  return {
    path: { id: present('id', text(unread.path['id'])) },
  };
}

/**
 * What `getMetrics` may answer: 200, 401.
 */
export type GetMetricsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'text/plain';
      readonly body: string;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
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
 * What `getReadiness` may answer: 200, 503.
 */
export type GetReadinessAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Readiness;
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
 * What `getSource` may answer: 200, 400, 401, 404.
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
 * What `listConditions` may answer: 200, 401.
 */
export type ListConditionsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ConditionList;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
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
 * What `listDeliveries` may answer: 200, 400, 401.
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
    };

/** The parameters that the contract declares for `listDeliveries`; header names in lower case. */
export type ListDeliveriesInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string;
    readonly sink?: string;
    readonly state?: 'due' | 'delivered' | 'dead';
    readonly type?: string;
    readonly replay?: string;
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
    },
  };
}

/**
 * What `listDrift` may answer: 200, 400, 401.
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
    };

/** The parameters that the contract declares for `listDrift`; header names in lower case. */
export type ListDriftInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string;
    readonly provider?: string;
    readonly state?: 'new' | 'acknowledged' | 'resolved';
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
 * What `listEvents` may answer: 200, 400, 401.
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
    };

/** The parameters that the contract declares for `listEvents`; header names in lower case. */
export type ListEventsInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string;
    readonly type?: string;
    readonly source?: string;
    readonly message?: string;
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
    },
  };
}

/**
 * What `listMessages` may answer: 200, 400, 401.
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
    };

/** The parameters that the contract declares for `listMessages`; header names in lower case. */
export type ListMessagesInput = {
  readonly query: {
    readonly limit: number;
    readonly cursor?: string;
    readonly provider?: string;
    readonly source?: string;
    readonly state?: 'received' | 'processed' | 'quarantined' | 'failed' | 'recorded';
    readonly verdict?: 'match' | 'drift' | 'violation' | 'unknown';
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
    },
  };
}

/**
 * What `listRefused` may answer: 200, 401.
 */
export type ListRefusedAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: RefusedList;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listRefused`; header names in lower case. */
export type ListRefusedInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListRefusedInput(unread: UnreadInput): ListRefusedInput {
  return {};
}

/**
 * What `listSinks` may answer: 200, 401.
 */
export type ListSinksAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SinkList;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
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
 * What `listSources` may answer: 200, 401.
 */
export type ListSourcesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SourceList;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
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
 * What `listSubscribableEvents` may answer: 200, 400, 401, 404.
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
 * What `listSubscriptions` may answer: 200, 400, 401, 404, 422, 502, 504.
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
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `listSubscriptions`; header names in lower case. */
export type ListSubscriptionsInput = {
  readonly path: { readonly source: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListSubscriptionsInput(unread: UnreadInput): ListSubscriptionsInput {
  return {
    path: { source: present('source', text(unread.path['source'])) },
  };
}

/**
 * What `pauseSink` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `pauseSink`; header names in lower case. */
export type PauseSinkInput = {
  readonly path: { readonly name: string };
  readonly query: { readonly reason?: string };
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
 * What `planSync` may answer: 200, 400, 401, 404, 422, 502, 504.
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
      readonly status: 504;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: SubscriptionProblem;
    };

/** The parameters that the contract declares for `planSync`; header names in lower case. */
export type PlanSyncInput = {
  readonly path: { readonly source: string };
  readonly query: { readonly prune: boolean };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readPlanSyncInput(unread: UnreadInput): PlanSyncInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { source: present('source', text(unread.path['source'])) },
    query: { prune: truth('prune', query.get('prune')) ?? false },
  };
}

/**
 * What `redeliver` may answer: 200, 400, 401, 404, 409.
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
 * What `reloadConfiguration` may answer: 200, 401, 422.
 */
export type ReloadConfigurationAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Reloaded;
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
      readonly body: ConfigurationProblem;
    };

/** The parameters that the contract declares for `reloadConfiguration`; header names in lower case. */
export type ReloadConfigurationInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readReloadConfigurationInput(unread: UnreadInput): ReloadConfigurationInput {
  return {};
}

/**
<<<<<<< HEAD
 * What `requestTestNotification` may answer: 200, 400, 401, 404, 409, 502.
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
 * What `resolveDrift` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
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
=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
 * What `resumeSink` may answer: 200, 400, 401, 404.
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
      readonly status: 404;
      readonly headers?: AnswerHeaders;
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
 * What `showIdentity` may answer: 200, 400, 401, 404, 422, 502, 504.
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
 * What `updateSubscription` may answer: 200, 400, 401, 404, 422, 502, 504.
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
<<<<<<< HEAD
  /** Known, and nothing to be alarmed about */
  readonly acceptDrift: (input: AcceptDriftInput, caller: Caller) => Promise<AcceptDriftAnswer>;

  /** Acknowledge what was pulled */
  readonly acknowledgeEvents: (input: AcknowledgeEventsInput, caller: Caller) => Promise<AcknowledgeEventsAnswer>;
=======
  /** Make Zettle's subscriptions as declared */
  readonly applySync: (input: ApplySyncInput, caller: Caller) => Promise<ApplySyncAnswer>;
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)

  /** Exchange an authorisation code for a refresh token */
  readonly authorise: (input: AuthoriseInput, caller: Caller) => Promise<AuthoriseAnswer>;

  /** Create a subscription at Zettle */
  readonly createSubscription: (input: CreateSubscriptionInput, caller: Caller) => Promise<CreateSubscriptionAnswer>;

  /** Delete a subscription at Zettle */
  readonly deleteSubscription: (input: DeleteSubscriptionInput, caller: Caller) => Promise<DeleteSubscriptionAnswer>;

  /** One delivery with its attempts */
  readonly getDelivery: (input: GetDeliveryInput, caller: Caller) => Promise<GetDeliveryAnswer>;

  /** One entry of the ledger */
  readonly getDrift: (input: GetDriftInput, caller: Caller) => Promise<GetDriftAnswer>;

  /** One event with its deliveries */
  readonly getEvent: (input: GetEventInput, caller: Caller) => Promise<GetEventAnswer>;

  /** Is the process alive? */
  readonly getLiveness: (input: GetLivenessInput, caller: Caller) => Promise<GetLivenessAnswer>;

  /** One message with everything known of it */
  readonly getMessage: (input: GetMessageInput, caller: Caller) => Promise<GetMessageAnswer>;

  /** Counts for Prometheus */
  readonly getMetrics: (input: GetMetricsInput, caller: Caller) => Promise<GetMetricsAnswer>;

  /** Would a push be stored now? */
  readonly getReadiness: (input: GetReadinessInput, caller: Caller) => Promise<GetReadinessAnswer>;

  /** One source, and what to enter at its provider */
  readonly getSource: (input: GetSourceInput, caller: Caller) => Promise<GetSourceAnswer>;

  /** What stands and wants a person */
  readonly listConditions: (input: ListConditionsInput, caller: Caller) => Promise<ListConditionsAnswer>;

  /** What is owed to each sink, and what became of it */
  readonly listDeliveries: (input: ListDeliveriesInput, caller: Caller) => Promise<ListDeliveriesAnswer>;

  /** Where messages depart from their contracts */
  readonly listDrift: (input: ListDriftInput, caller: Caller) => Promise<ListDriftAnswer>;

  /** What was made of it */
  readonly listEvents: (input: ListEventsInput, caller: Caller) => Promise<ListEventsAnswer>;

  /** What arrived */
  readonly listMessages: (input: ListMessagesInput, caller: Caller) => Promise<ListMessagesAnswer>;

  /** What was turned away */
  readonly listRefused: (input: ListRefusedInput, caller: Caller) => Promise<ListRefusedAnswer>;

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

  /** What a sync would do */
  readonly planSync: (input: PlanSyncInput, caller: Caller) => Promise<PlanSyncAnswer>;

  /** Send a dead letter again */
  readonly redeliver: (input: RedeliverInput, caller: Caller) => Promise<RedeliverAnswer>;

  /** Take up a changed configuration */
  readonly reloadConfiguration: (input: ReloadConfigurationInput, caller: Caller) => Promise<ReloadConfigurationAnswer>;

<<<<<<< HEAD
  /** Ask the provider for a test notification */
  readonly requestTestNotification: (
    input: RequestTestNotificationInput,
    caller: Caller,
  ) => Promise<RequestTestNotificationAnswer>;

  /** Settled: it is not to come again */
  readonly resolveDrift: (input: ResolveDriftInput, caller: Caller) => Promise<ResolveDriftAnswer>;

=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
  /** Let a paused sink have its events */
  readonly resumeSink: (input: ResumeSinkInput, caller: Caller) => Promise<ResumeSinkAnswer>;

  /** Whose credentials a source calls Zettle with */
  readonly showIdentity: (input: ShowIdentityInput, caller: Caller) => Promise<ShowIdentityAnswer>;

  /** Change a subscription at Zettle */
  readonly updateSubscription: (input: UpdateSubscriptionInput, caller: Caller) => Promise<UpdateSubscriptionAnswer>;
};

/** Any answer of this contract. */
export type GatewayAnswer =
<<<<<<< HEAD
  | AcceptDriftAnswer
  | AcknowledgeEventsAnswer
  | CompleteResultAnswer
  | DeleteConsumerAnswer
=======
  | ApplySyncAnswer
  | AuthoriseAnswer
  | CreateSubscriptionAnswer
  | DeleteSubscriptionAnswer
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
  | GetDeliveryAnswer
  | GetDriftAnswer
  | GetEventAnswer
  | GetLivenessAnswer
  | GetMessageAnswer
  | GetMetricsAnswer
  | GetReadinessAnswer
  | GetSourceAnswer
  | ListConditionsAnswer
  | ListDeliveriesAnswer
  | ListDriftAnswer
  | ListEventsAnswer
  | ListMessagesAnswer
  | ListRefusedAnswer
  | ListSinksAnswer
  | ListSourcesAnswer
  | ListSubscribableEventsAnswer
  | ListSubscriptionsAnswer
  | PauseSinkAnswer
  | PlanSyncAnswer
  | RedeliverAnswer
  | ReloadConfigurationAnswer
<<<<<<< HEAD
  | RequestTestNotificationAnswer
  | ResolveDriftAnswer
=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
  | ResumeSinkAnswer
  | ShowIdentityAnswer
  | UpdateSubscriptionAnswer;

/** The handlers as a table by operationId, with the reading of parameters done: what a router registers. */
export function bindGateway<Caller>(
  handlers: GatewayHandlers<Caller>,
): Readonly<Record<keyof GatewayHandlers, (unread: UnreadInput, caller: Caller) => Promise<GatewayAnswer>>> {
  return {
<<<<<<< HEAD
    acceptDrift: async (unread, caller) => handlers.acceptDrift(readAcceptDriftInput(unread), caller),

    acknowledgeEvents: async (unread, caller) => handlers.acknowledgeEvents(readAcknowledgeEventsInput(unread), caller),
=======
    applySync: async (unread, caller) => handlers.applySync(readApplySyncInput(unread), caller),
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)

    authorise: async (unread, caller) => handlers.authorise(readAuthoriseInput(unread), caller),

    createSubscription: async (unread, caller) =>
      handlers.createSubscription(readCreateSubscriptionInput(unread), caller),

    deleteSubscription: async (unread, caller) =>
      handlers.deleteSubscription(readDeleteSubscriptionInput(unread), caller),

    getDelivery: async (unread, caller) => handlers.getDelivery(readGetDeliveryInput(unread), caller),

    getDrift: async (unread, caller) => handlers.getDrift(readGetDriftInput(unread), caller),

    getEvent: async (unread, caller) => handlers.getEvent(readGetEventInput(unread), caller),

    getLiveness: async (unread, caller) => handlers.getLiveness(readGetLivenessInput(unread), caller),

    getMessage: async (unread, caller) => handlers.getMessage(readGetMessageInput(unread), caller),

    getMetrics: async (unread, caller) => handlers.getMetrics(readGetMetricsInput(unread), caller),

    getReadiness: async (unread, caller) => handlers.getReadiness(readGetReadinessInput(unread), caller),

    getSource: async (unread, caller) => handlers.getSource(readGetSourceInput(unread), caller),

    listConditions: async (unread, caller) => handlers.listConditions(readListConditionsInput(unread), caller),

    listDeliveries: async (unread, caller) => handlers.listDeliveries(readListDeliveriesInput(unread), caller),

    listDrift: async (unread, caller) => handlers.listDrift(readListDriftInput(unread), caller),

    listEvents: async (unread, caller) => handlers.listEvents(readListEventsInput(unread), caller),

    listMessages: async (unread, caller) => handlers.listMessages(readListMessagesInput(unread), caller),

    listRefused: async (unread, caller) => handlers.listRefused(readListRefusedInput(unread), caller),

    listSinks: async (unread, caller) => handlers.listSinks(readListSinksInput(unread), caller),

    listSources: async (unread, caller) => handlers.listSources(readListSourcesInput(unread), caller),

    listSubscribableEvents: async (unread, caller) =>
      handlers.listSubscribableEvents(readListSubscribableEventsInput(unread), caller),

    listSubscriptions: async (unread, caller) => handlers.listSubscriptions(readListSubscriptionsInput(unread), caller),

    pauseSink: async (unread, caller) => handlers.pauseSink(readPauseSinkInput(unread), caller),

    planSync: async (unread, caller) => handlers.planSync(readPlanSyncInput(unread), caller),

    redeliver: async (unread, caller) => handlers.redeliver(readRedeliverInput(unread), caller),

    reloadConfiguration: async (unread, caller) =>
      handlers.reloadConfiguration(readReloadConfigurationInput(unread), caller),

<<<<<<< HEAD
    requestTestNotification: async (unread, caller) =>
      handlers.requestTestNotification(readRequestTestNotificationInput(unread), caller),

    resolveDrift: async (unread, caller) => handlers.resolveDrift(readResolveDriftInput(unread), caller),

=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
    resumeSink: async (unread, caller) => handlers.resumeSink(readResumeSinkInput(unread), caller),

    showIdentity: async (unread, caller) => handlers.showIdentity(readShowIdentityInput(unread), caller),

    updateSubscription: async (unread, caller) =>
      handlers.updateSubscription(readUpdateSubscriptionInput(unread), caller),
  };
}
