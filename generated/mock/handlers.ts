/*
 * Generated from spec/mock.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { number, oneOf, present, text } from '../runtime/reading.ts';
import type { UnreadInput } from '../runtime/reading.ts';
import type {
  Advance,
  CallList,
  ClockSetting,
  Composition,
  Done,
  Emission,
  Emitted,
  FaultExplanationList,
  FaultRule,
  FaultRuleList,
  MessageLog,
  MockStatus,
  Outage,
  Problem,
  Replay,
  ScenarioList,
  ScenarioRun,
  SinkEvent,
  SinkEventList,
} from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What `act` may answer: 200, 400, 404.
 */
export type ActAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `act`; header names in lower case. */
export type ActInput = {
  readonly path: { readonly provider: string; readonly action: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readActInput(unread: UnreadInput): ActInput {
  return {
    path: {
      provider: present('provider', text(unread.path['provider'])),
      action: present('action', text(unread.path['action'])),
    },
  };
}

/**
 * What `addFaultRule` may answer: 200, 400.
 */
export type AddFaultRuleAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `addFaultRule`; header names in lower case. */
export type AddFaultRuleInput = {
  readonly body: FaultRule;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readAddFaultRuleInput(unread: UnreadInput): AddFaultRuleInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as FaultRule,
  };
}

/**
 * What `advance` may answer: 200, 400.
 */
export type AdvanceAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `advance`; header names in lower case. */
export type AdvanceInput = {
  readonly body: Advance;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readAdvanceInput(unread: UnreadInput): AdvanceInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as Advance,
  };
}

/**
 * What `clearFaultRules` may answer: 200, 400.
 */
export type ClearFaultRulesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `clearFaultRules`; header names in lower case. */
export type ClearFaultRulesInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readClearFaultRulesInput(unread: UnreadInput): ClearFaultRulesInput {
  return {};
}

/**
 * What `compose` may answer: 200, 400.
 */
export type ComposeAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Composition;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `compose`; header names in lower case. */
export type ComposeInput = {
  readonly body: Emission;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readComposeInput(unread: UnreadInput): ComposeInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as Emission,
  };
}

/**
 * What `downReceiver` may answer: 200, 400.
 */
export type DownReceiverAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `downReceiver`; header names in lower case. */
export type DownReceiverInput = {
  readonly body: Outage;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readDownReceiverInput(unread: UnreadInput): DownReceiverInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as Outage,
  };
}

/**
 * What `emit` may answer: 200, 400.
 */
export type EmitAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Emitted;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `emit`; header names in lower case. */
export type EmitInput = {
  readonly body: Emission;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readEmitInput(unread: UnreadInput): EmitInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as Emission,
  };
}

/**
 * What `getMock` may answer: 200, 400.
 */
export type GetMockAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MockStatus;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getMock`; header names in lower case. */
export type GetMockInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetMockInput(unread: UnreadInput): GetMockInput {
  return {};
}

/**
 * What `getRecording` may answer: 200, 400.
 */
export type GetRecordingAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/x-ndjson';
      readonly body: string;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `getRecording`; header names in lower case. */
export type GetRecordingInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readGetRecordingInput(unread: UnreadInput): GetRecordingInput {
  return {};
}

/**
 * What `listCalls` may answer: 200, 400.
 */
export type ListCallsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: CallList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listCalls`; header names in lower case. */
export type ListCallsInput = {
  readonly query: { readonly provider?: string | undefined };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListCallsInput(unread: UnreadInput): ListCallsInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: { provider: text(query.get('provider')) },
  };
}

/**
 * What `listFaultKinds` may answer: 200, 400.
 */
export type ListFaultKindsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: FaultExplanationList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listFaultKinds`; header names in lower case. */
export type ListFaultKindsInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListFaultKindsInput(unread: UnreadInput): ListFaultKindsInput {
  return {};
}

/**
 * What `listFaultRules` may answer: 200, 400.
 */
export type ListFaultRulesAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: FaultRuleList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listFaultRules`; header names in lower case. */
export type ListFaultRulesInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListFaultRulesInput(unread: UnreadInput): ListFaultRulesInput {
  return {};
}

/**
 * What `listLog` may answer: 200, 400.
 */
export type ListLogAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: MessageLog;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listLog`; header names in lower case. */
export type ListLogInput = {
  readonly query: {
    readonly provider?: string | undefined;
    readonly message?: string | undefined;
    readonly limit: number;
    readonly exchanges: 'true' | 'false';
  };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListLogInput(unread: UnreadInput): ListLogInput {
  const query = new URLSearchParams(unread.query);
  return {
    query: {
      provider: text(query.get('provider')),
      message: text(query.get('message')),
      limit: number('limit', query.get('limit')) ?? 100,
      exchanges: oneOf('exchanges', query.get('exchanges'), ['true', 'false']) ?? 'false',
    },
  };
}

/**
 * What `listScenarios` may answer: 200, 400.
 */
export type ListScenariosAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ScenarioList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listScenarios`; header names in lower case. */
export type ListScenariosInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListScenariosInput(unread: UnreadInput): ListScenariosInput {
  return {};
}

/**
 * What `listSinkEvents` may answer: 200, 400.
 */
export type ListSinkEventsAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: SinkEventList;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `listSinkEvents`; header names in lower case. */
export type ListSinkEventsInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readListSinkEventsInput(unread: UnreadInput): ListSinkEventsInput {
  return {};
}

/**
 * What `replay` may answer: 200, 400.
 */
export type ReplayAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Emitted;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `replay`; header names in lower case. */
export type ReplayInput = {
  readonly body: Replay;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readReplayInput(unread: UnreadInput): ReplayInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as Replay,
  };
}

/**
 * What `reset` may answer: 200, 400.
 */
export type ResetAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `reset`; header names in lower case. */
export type ResetInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readResetInput(unread: UnreadInput): ResetInput {
  return {};
}

/**
 * What `runScenario` may answer: 200, 400, 404.
 */
export type RunScenarioAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: ScenarioRun;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `runScenario`; header names in lower case. */
export type RunScenarioInput = {
  readonly path: { readonly provider: string; readonly scenario: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readRunScenarioInput(unread: UnreadInput): RunScenarioInput {
  return {
    path: {
      provider: present('provider', text(unread.path['provider'])),
      scenario: present('scenario', text(unread.path['scenario'])),
    },
  };
}

/**
 * What `setClock` may answer: 200, 400.
 */
export type SetClockAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `setClock`; header names in lower case. */
export type SetClockInput = {
  readonly body: ClockSetting;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readSetClockInput(unread: UnreadInput): SetClockInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as ClockSetting,
  };
}

/**
 * What `step` may answer: 200, 400.
 */
export type StepAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `step`; header names in lower case. */
export type StepInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readStepInput(unread: UnreadInput): StepInput {
  return {};
}

/**
 * What `stop` may answer: 200, 400.
 */
export type StopAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `stop`; header names in lower case. */
export type StopInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readStopInput(unread: UnreadInput): StopInput {
  return {};
}

/**
 * What `takeEvent` may answer: 200, 400.
 */
export type TakeEventAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Done;
    }
  | {
      readonly status: 400;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `takeEvent`; header names in lower case. */
export type TakeEventInput = {
  readonly body: SinkEvent;
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readTakeEventInput(unread: UnreadInput): TakeEventInput {
  return {
    // Validated against the contract by whoever read the request.
    body: unread.body as SinkEvent,
  };
}

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type MockHandlers<Caller = undefined> = {
  /** Do what a person or the provider would do */
  readonly act: (input: ActInput, caller: Caller) => Promise<ActAnswer>;

  /** Let something go wrong from now on */
  readonly addFaultRule: (input: AddFaultRuleInput, caller: Caller) => Promise<AddFaultRuleAnswer>;

  /** Let time pass at once */
  readonly advance: (input: AdvanceInput, caller: Caller) => Promise<AdvanceAnswer>;

  /** Let nothing more go wrong */
  readonly clearFaultRules: (input: ClearFaultRulesInput, caller: Caller) => Promise<ClearFaultRulesAnswer>;

  /** Compose without sending */
  readonly compose: (input: ComposeInput, caller: Caller) => Promise<ComposeAnswer>;

  /** Let the receiver be down */
  readonly downReceiver: (input: DownReceiverInput, caller: Caller) => Promise<DownReceiverAnswer>;

  /** Send events */
  readonly emit: (input: EmitInput, caller: Caller) => Promise<EmitAnswer>;

  /** Which mocks run, and how they are */
  readonly getMock: (input: GetMockInput, caller: Caller) => Promise<GetMockAnswer>;

  /** The session, to be played back */
  readonly getRecording: (input: GetRecordingInput, caller: Caller) => Promise<GetRecordingAnswer>;

  /** What the gateway asked the providers' APIs */
  readonly listCalls: (input: ListCallsInput, caller: Caller) => Promise<ListCallsAnswer>;

  /** What can go wrong, explained */
  readonly listFaultKinds: (input: ListFaultKindsInput, caller: Caller) => Promise<ListFaultKindsAnswer>;

  /** What is to go wrong */
  readonly listFaultRules: (input: ListFaultRulesInput, caller: Caller) => Promise<ListFaultRulesAnswer>;

  /** What was sent, and what came of it */
  readonly listLog: (input: ListLogInput, caller: Caller) => Promise<ListLogAnswer>;

  /** Scenarios that are shipped */
  readonly listScenarios: (input: ListScenariosInput, caller: Caller) => Promise<ListScenariosAnswer>;

  /** What the gateway under test has delivered */
  readonly listSinkEvents: (input: ListSinkEventsInput, caller: Caller) => Promise<ListSinkEventsAnswer>;

  /** Play a session back */
  readonly replay: (input: ReplayInput, caller: Caller) => Promise<ReplayAnswer>;

  /** Forget everything */
  readonly reset: (input: ResetInput, caller: Caller) => Promise<ResetAnswer>;

  /** Run a shipped scenario */
  readonly runScenario: (input: RunScenarioInput, caller: Caller) => Promise<RunScenarioAnswer>;

  /** Run faster, slower, or stop */
  readonly setClock: (input: SetClockInput, caller: Caller) => Promise<SetClockAnswer>;

  /** Go to the next attempt */
  readonly step: (input: StepInput, caller: Caller) => Promise<StepAnswer>;

  /** End the mocks */
  readonly stop: (input: StopInput, caller: Caller) => Promise<StopAnswer>;

  /** Take an event of the gateway under test */
  readonly takeEvent: (input: TakeEventInput, caller: Caller) => Promise<TakeEventAnswer>;
};

/** Any answer of this contract. */
export type MockAnswer =
  | ActAnswer
  | AddFaultRuleAnswer
  | AdvanceAnswer
  | ClearFaultRulesAnswer
  | ComposeAnswer
  | DownReceiverAnswer
  | EmitAnswer
  | GetMockAnswer
  | GetRecordingAnswer
  | ListCallsAnswer
  | ListFaultKindsAnswer
  | ListFaultRulesAnswer
  | ListLogAnswer
  | ListScenariosAnswer
  | ListSinkEventsAnswer
  | ReplayAnswer
  | ResetAnswer
  | RunScenarioAnswer
  | SetClockAnswer
  | StepAnswer
  | StopAnswer
  | TakeEventAnswer;

/** The handlers as a table by operationId, with the reading of parameters done: what a router registers. */
export function bindMock<Caller>(
  handlers: MockHandlers<Caller>,
): Readonly<Record<keyof MockHandlers, (unread: UnreadInput, caller: Caller) => Promise<MockAnswer>>> {
  return {
    act: async (unread, caller) => handlers.act(readActInput(unread), caller),

    addFaultRule: async (unread, caller) => handlers.addFaultRule(readAddFaultRuleInput(unread), caller),

    advance: async (unread, caller) => handlers.advance(readAdvanceInput(unread), caller),

    clearFaultRules: async (unread, caller) => handlers.clearFaultRules(readClearFaultRulesInput(unread), caller),

    compose: async (unread, caller) => handlers.compose(readComposeInput(unread), caller),

    downReceiver: async (unread, caller) => handlers.downReceiver(readDownReceiverInput(unread), caller),

    emit: async (unread, caller) => handlers.emit(readEmitInput(unread), caller),

    getMock: async (unread, caller) => handlers.getMock(readGetMockInput(unread), caller),

    getRecording: async (unread, caller) => handlers.getRecording(readGetRecordingInput(unread), caller),

    listCalls: async (unread, caller) => handlers.listCalls(readListCallsInput(unread), caller),

    listFaultKinds: async (unread, caller) => handlers.listFaultKinds(readListFaultKindsInput(unread), caller),

    listFaultRules: async (unread, caller) => handlers.listFaultRules(readListFaultRulesInput(unread), caller),

    listLog: async (unread, caller) => handlers.listLog(readListLogInput(unread), caller),

    listScenarios: async (unread, caller) => handlers.listScenarios(readListScenariosInput(unread), caller),

    listSinkEvents: async (unread, caller) => handlers.listSinkEvents(readListSinkEventsInput(unread), caller),

    replay: async (unread, caller) => handlers.replay(readReplayInput(unread), caller),

    reset: async (unread, caller) => handlers.reset(readResetInput(unread), caller),

    runScenario: async (unread, caller) => handlers.runScenario(readRunScenarioInput(unread), caller),

    setClock: async (unread, caller) => handlers.setClock(readSetClockInput(unread), caller),

    step: async (unread, caller) => handlers.step(readStepInput(unread), caller),

    stop: async (unread, caller) => handlers.stop(readStopInput(unread), caller),

    takeEvent: async (unread, caller) => handlers.takeEvent(readTakeEventInput(unread), caller),
  };
}
