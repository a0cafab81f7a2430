/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { number, oneOf, present, text } from '../runtime/reading.ts';
import type { UnreadInput } from '../runtime/reading.ts';
import type {
  ConditionList,
  ConfigurationProblem,
  DeliveryHistory,
  DeliveryPage,
  Event,
  EventPage,
  Liveness,
  Message,
  MessagePage,
  Problem,
  Readiness,
  Redelivery,
  RefusedList,
  Reloaded,
  Sink,
  SinkList,
  Source,
  SourceList,
} from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

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

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type GatewayHandlers<Caller = undefined> = {
  /** One delivery with its attempts */
  readonly getDelivery: (input: GetDeliveryInput, caller: Caller) => Promise<GetDeliveryAnswer>;

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

  /** Hold everything back from a sink */
  readonly pauseSink: (input: PauseSinkInput, caller: Caller) => Promise<PauseSinkAnswer>;

  /** Send a dead letter again */
  readonly redeliver: (input: RedeliverInput, caller: Caller) => Promise<RedeliverAnswer>;

  /** Take up a changed configuration */
  readonly reloadConfiguration: (input: ReloadConfigurationInput, caller: Caller) => Promise<ReloadConfigurationAnswer>;

  /** Let a paused sink have its events */
  readonly resumeSink: (input: ResumeSinkInput, caller: Caller) => Promise<ResumeSinkAnswer>;
};

/** Any answer of this contract. */
export type GatewayAnswer =
  | GetDeliveryAnswer
  | GetEventAnswer
  | GetLivenessAnswer
  | GetMessageAnswer
  | GetMetricsAnswer
  | GetReadinessAnswer
  | GetSourceAnswer
  | ListConditionsAnswer
  | ListDeliveriesAnswer
  | ListEventsAnswer
  | ListMessagesAnswer
  | ListRefusedAnswer
  | ListSinksAnswer
  | ListSourcesAnswer
  | PauseSinkAnswer
  | RedeliverAnswer
  | ReloadConfigurationAnswer
  | ResumeSinkAnswer;

/** The handlers as a table by operationId, with the reading of parameters done: what a router registers. */
export function bindGateway<Caller>(
  handlers: GatewayHandlers<Caller>,
): Readonly<Record<keyof GatewayHandlers, (unread: UnreadInput, caller: Caller) => Promise<GatewayAnswer>>> {
  return {
    getDelivery: async (unread, caller) => handlers.getDelivery(readGetDeliveryInput(unread), caller),

    getEvent: async (unread, caller) => handlers.getEvent(readGetEventInput(unread), caller),

    getLiveness: async (unread, caller) => handlers.getLiveness(readGetLivenessInput(unread), caller),

    getMessage: async (unread, caller) => handlers.getMessage(readGetMessageInput(unread), caller),

    getMetrics: async (unread, caller) => handlers.getMetrics(readGetMetricsInput(unread), caller),

    getReadiness: async (unread, caller) => handlers.getReadiness(readGetReadinessInput(unread), caller),

    getSource: async (unread, caller) => handlers.getSource(readGetSourceInput(unread), caller),

    listConditions: async (unread, caller) => handlers.listConditions(readListConditionsInput(unread), caller),

    listDeliveries: async (unread, caller) => handlers.listDeliveries(readListDeliveriesInput(unread), caller),

    listEvents: async (unread, caller) => handlers.listEvents(readListEventsInput(unread), caller),

    listMessages: async (unread, caller) => handlers.listMessages(readListMessagesInput(unread), caller),

    listRefused: async (unread, caller) => handlers.listRefused(readListRefusedInput(unread), caller),

    listSinks: async (unread, caller) => handlers.listSinks(readListSinksInput(unread), caller),

    listSources: async (unread, caller) => handlers.listSources(readListSourcesInput(unread), caller),

    pauseSink: async (unread, caller) => handlers.pauseSink(readPauseSinkInput(unread), caller),

    redeliver: async (unread, caller) => handlers.redeliver(readRedeliverInput(unread), caller),

    reloadConfiguration: async (unread, caller) =>
      handlers.reloadConfiguration(readReloadConfigurationInput(unread), caller),

    resumeSink: async (unread, caller) => handlers.resumeSink(readResumeSinkInput(unread), caller),
  };
}
