/*
 * Generated from spec/mock.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { send } from '../../runtime/client.ts';
import type { CallOptions, ClientSettings, Received, Undeclared } from '../../runtime/client.ts';
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
} from '../models.ts';

/** What `act` takes; text for the path is percent-encoded by the client. */
export type ActCall = {
  readonly path: { readonly provider: string; readonly action: string };
};

/** The answers that the contract declares for `act`. */
export type ActAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `addFaultRule` takes; text for the path is percent-encoded by the client. */
export type AddFaultRuleCall = {
  readonly body: FaultRule;
};

/** The answers that the contract declares for `addFaultRule`. */
export type AddFaultRuleAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>;

/** What `advance` takes; text for the path is percent-encoded by the client. */
export type AdvanceCall = {
  readonly body: Advance;
};

/** The answers that the contract declares for `advance`. */
export type AdvanceAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>;

/** What `clearFaultRules` takes; text for the path is percent-encoded by the client. */
export type ClearFaultRulesCall = {};

/** The answers that the contract declares for `clearFaultRules`. */
export type ClearFaultRulesAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>;

/** What `compose` takes; text for the path is percent-encoded by the client. */
export type ComposeCall = {
  readonly body: Emission;
};

/** The answers that the contract declares for `compose`. */
export type ComposeAnswer =
  | Received<200, 'application/json', Composition>
  | Received<400, 'application/problem+json', Problem>;

/** What `downReceiver` takes; text for the path is percent-encoded by the client. */
export type DownReceiverCall = {
  readonly body: Outage;
};

/** The answers that the contract declares for `downReceiver`. */
export type DownReceiverAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>;

/** What `emit` takes; text for the path is percent-encoded by the client. */
export type EmitCall = {
  readonly body: Emission;
};

/** The answers that the contract declares for `emit`. */
export type EmitAnswer =
  | Received<200, 'application/json', Emitted>
  | Received<400, 'application/problem+json', Problem>;

/** What `getMock` takes; text for the path is percent-encoded by the client. */
export type GetMockCall = {};

/** The answers that the contract declares for `getMock`. */
export type GetMockAnswer =
  | Received<200, 'application/json', MockStatus>
  | Received<400, 'application/problem+json', Problem>;

/** What `getRecording` takes; text for the path is percent-encoded by the client. */
export type GetRecordingCall = {};

/** The answers that the contract declares for `getRecording`. */
export type GetRecordingAnswer =
  | Received<200, 'application/x-ndjson', string>
  | Received<400, 'application/problem+json', Problem>;

/** What `listCalls` takes; text for the path is percent-encoded by the client. */
export type ListCallsCall = {
  readonly query?: { readonly provider?: string };
};

/** The answers that the contract declares for `listCalls`. */
export type ListCallsAnswer =
  | Received<200, 'application/json', CallList>
  | Received<400, 'application/problem+json', Problem>;

/** What `listFaultKinds` takes; text for the path is percent-encoded by the client. */
export type ListFaultKindsCall = {};

/** The answers that the contract declares for `listFaultKinds`. */
export type ListFaultKindsAnswer =
  | Received<200, 'application/json', FaultExplanationList>
  | Received<400, 'application/problem+json', Problem>;

/** What `listFaultRules` takes; text for the path is percent-encoded by the client. */
export type ListFaultRulesCall = {};

/** The answers that the contract declares for `listFaultRules`. */
export type ListFaultRulesAnswer =
  | Received<200, 'application/json', FaultRuleList>
  | Received<400, 'application/problem+json', Problem>;

/** What `listLog` takes; text for the path is percent-encoded by the client. */
export type ListLogCall = {
  readonly query?: {
    readonly provider?: string;
    readonly message?: string;
    readonly limit?: number;
    readonly exchanges?: 'true' | 'false';
  };
};

/** The answers that the contract declares for `listLog`. */
export type ListLogAnswer =
  | Received<200, 'application/json', MessageLog>
  | Received<400, 'application/problem+json', Problem>;

/** What `listScenarios` takes; text for the path is percent-encoded by the client. */
export type ListScenariosCall = {};

/** The answers that the contract declares for `listScenarios`. */
export type ListScenariosAnswer =
  | Received<200, 'application/json', ScenarioList>
  | Received<400, 'application/problem+json', Problem>;

/** What `listSinkEvents` takes; text for the path is percent-encoded by the client. */
export type ListSinkEventsCall = {};

/** The answers that the contract declares for `listSinkEvents`. */
export type ListSinkEventsAnswer =
  | Received<200, 'application/json', SinkEventList>
  | Received<400, 'application/problem+json', Problem>;

/** What `replay` takes; text for the path is percent-encoded by the client. */
export type ReplayCall = {
  readonly body: Replay;
};

/** The answers that the contract declares for `replay`. */
export type ReplayAnswer =
  | Received<200, 'application/json', Emitted>
  | Received<400, 'application/problem+json', Problem>;

/** What `reset` takes; text for the path is percent-encoded by the client. */
export type ResetCall = {};

/** The answers that the contract declares for `reset`. */
export type ResetAnswer = Received<200, 'application/json', Done> | Received<400, 'application/problem+json', Problem>;

/** What `runScenario` takes; text for the path is percent-encoded by the client. */
export type RunScenarioCall = {
  readonly path: { readonly provider: string; readonly scenario: string };
};

/** The answers that the contract declares for `runScenario`. */
export type RunScenarioAnswer =
  | Received<200, 'application/json', ScenarioRun>
  | Received<400, 'application/problem+json', Problem>
  | Received<404, 'application/problem+json', Problem>;

/** What `setClock` takes; text for the path is percent-encoded by the client. */
export type SetClockCall = {
  readonly body: ClockSetting;
};

/** The answers that the contract declares for `setClock`. */
export type SetClockAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>;

/** What `step` takes; text for the path is percent-encoded by the client. */
export type StepCall = {};

/** The answers that the contract declares for `step`. */
export type StepAnswer = Received<200, 'application/json', Done> | Received<400, 'application/problem+json', Problem>;

/** What `stop` takes; text for the path is percent-encoded by the client. */
export type StopCall = {};

/** The answers that the contract declares for `stop`. */
export type StopAnswer = Received<200, 'application/json', Done> | Received<400, 'application/problem+json', Problem>;

/** What `takeEvent` takes; text for the path is percent-encoded by the client. */
export type TakeEventCall = {
  readonly body: SinkEvent;
};

/** The answers that the contract declares for `takeEvent`. */
export type TakeEventAnswer =
  | Received<200, 'application/json', Done>
  | Received<400, 'application/problem+json', Problem>;

/** Client of spec/mock.yaml. An answer is a value, also a refusal; a call rejects only when there is no answer (network, `signal`). */
export type Mock = {
  /** Do what a person or the provider would do */
  readonly act: (call: ActCall, options?: CallOptions) => Promise<ActAnswer | Undeclared>;

  /** Let something go wrong from now on */
  readonly addFaultRule: (call: AddFaultRuleCall, options?: CallOptions) => Promise<AddFaultRuleAnswer | Undeclared>;

  /** Let time pass at once */
  readonly advance: (call: AdvanceCall, options?: CallOptions) => Promise<AdvanceAnswer | Undeclared>;

  /** Let nothing more go wrong */
  readonly clearFaultRules: (
    call: ClearFaultRulesCall,
    options?: CallOptions,
  ) => Promise<ClearFaultRulesAnswer | Undeclared>;

  /** Compose without sending */
  readonly compose: (call: ComposeCall, options?: CallOptions) => Promise<ComposeAnswer | Undeclared>;

  /** Let the receiver be down */
  readonly downReceiver: (call: DownReceiverCall, options?: CallOptions) => Promise<DownReceiverAnswer | Undeclared>;

  /** Send events */
  readonly emit: (call: EmitCall, options?: CallOptions) => Promise<EmitAnswer | Undeclared>;

  /** Which mocks run, and how they are */
  readonly getMock: (call: GetMockCall, options?: CallOptions) => Promise<GetMockAnswer | Undeclared>;

  /** The session, to be played back */
  readonly getRecording: (call: GetRecordingCall, options?: CallOptions) => Promise<GetRecordingAnswer | Undeclared>;

  /** What the gateway asked the providers' APIs */
  readonly listCalls: (call: ListCallsCall, options?: CallOptions) => Promise<ListCallsAnswer | Undeclared>;

  /** What can go wrong, explained */
  readonly listFaultKinds: (
    call: ListFaultKindsCall,
    options?: CallOptions,
  ) => Promise<ListFaultKindsAnswer | Undeclared>;

  /** What is to go wrong */
  readonly listFaultRules: (
    call: ListFaultRulesCall,
    options?: CallOptions,
  ) => Promise<ListFaultRulesAnswer | Undeclared>;

  /** What was sent, and what came of it */
  readonly listLog: (call: ListLogCall, options?: CallOptions) => Promise<ListLogAnswer | Undeclared>;

  /** Scenarios that are shipped */
  readonly listScenarios: (call: ListScenariosCall, options?: CallOptions) => Promise<ListScenariosAnswer | Undeclared>;

  /** What the gateway under test has delivered */
  readonly listSinkEvents: (
    call: ListSinkEventsCall,
    options?: CallOptions,
  ) => Promise<ListSinkEventsAnswer | Undeclared>;

  /** Play a session back */
  readonly replay: (call: ReplayCall, options?: CallOptions) => Promise<ReplayAnswer | Undeclared>;

  /** Forget everything */
  readonly reset: (call: ResetCall, options?: CallOptions) => Promise<ResetAnswer | Undeclared>;

  /** Run a shipped scenario */
  readonly runScenario: (call: RunScenarioCall, options?: CallOptions) => Promise<RunScenarioAnswer | Undeclared>;

  /** Run faster, slower, or stop */
  readonly setClock: (call: SetClockCall, options?: CallOptions) => Promise<SetClockAnswer | Undeclared>;

  /** Go to the next attempt */
  readonly step: (call: StepCall, options?: CallOptions) => Promise<StepAnswer | Undeclared>;

  /** End the mocks */
  readonly stop: (call: StopCall, options?: CallOptions) => Promise<StopAnswer | Undeclared>;

  /** Take an event of the gateway under test */
  readonly takeEvent: (call: TakeEventCall, options?: CallOptions) => Promise<TakeEventAnswer | Undeclared>;
};

export function createMock(settings: ClientSettings): Mock {
  return {
    act: (call, options) =>
      send<ActAnswer>(
        settings,
        {
          operationId: 'act',
          method: 'POST',
          path: '/__mock/providers/{provider}/actions/{action}',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 404: ['application/problem+json'] },
        },
        call,
        options,
      ),

    addFaultRule: (call, options) =>
      send<AddFaultRuleAnswer>(
        settings,
        {
          operationId: 'addFaultRule',
          method: 'POST',
          path: '/__mock/faults',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    advance: (call, options) =>
      send<AdvanceAnswer>(
        settings,
        {
          operationId: 'advance',
          method: 'POST',
          path: '/__mock/time',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    clearFaultRules: (call, options) =>
      send<ClearFaultRulesAnswer>(
        settings,
        {
          operationId: 'clearFaultRules',
          method: 'DELETE',
          path: '/__mock/faults',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    compose: (call, options) =>
      send<ComposeAnswer>(
        settings,
        {
          operationId: 'compose',
          method: 'POST',
          path: '/__mock/compose',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    downReceiver: (call, options) =>
      send<DownReceiverAnswer>(
        settings,
        {
          operationId: 'downReceiver',
          method: 'POST',
          path: '/__mock/outage',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    emit: (call, options) =>
      send<EmitAnswer>(
        settings,
        {
          operationId: 'emit',
          method: 'POST',
          path: '/__mock/emit',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    getMock: (call, options) =>
      send<GetMockAnswer>(
        settings,
        {
          operationId: 'getMock',
          method: 'GET',
          path: '/__mock/status',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    getRecording: (call, options) =>
      send<GetRecordingAnswer>(
        settings,
        {
          operationId: 'getRecording',
          method: 'GET',
          path: '/__mock/recording',
          answers: { 200: ['application/x-ndjson'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listCalls: (call, options) =>
      send<ListCallsAnswer>(
        settings,
        {
          operationId: 'listCalls',
          method: 'GET',
          path: '/__mock/calls',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listFaultKinds: (call, options) =>
      send<ListFaultKindsAnswer>(
        settings,
        {
          operationId: 'listFaultKinds',
          method: 'GET',
          path: '/__mock/fault-kinds',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listFaultRules: (call, options) =>
      send<ListFaultRulesAnswer>(
        settings,
        {
          operationId: 'listFaultRules',
          method: 'GET',
          path: '/__mock/faults',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listLog: (call, options) =>
      send<ListLogAnswer>(
        settings,
        {
          operationId: 'listLog',
          method: 'GET',
          path: '/__mock/log',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listScenarios: (call, options) =>
      send<ListScenariosAnswer>(
        settings,
        {
          operationId: 'listScenarios',
          method: 'GET',
          path: '/__mock/scenarios',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    listSinkEvents: (call, options) =>
      send<ListSinkEventsAnswer>(
        settings,
        {
          operationId: 'listSinkEvents',
          method: 'GET',
          path: '/__mock/sink',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    replay: (call, options) =>
      send<ReplayAnswer>(
        settings,
        {
          operationId: 'replay',
          method: 'POST',
          path: '/__mock/replay',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    reset: (call, options) =>
      send<ResetAnswer>(
        settings,
        {
          operationId: 'reset',
          method: 'POST',
          path: '/__mock/reset',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    runScenario: (call, options) =>
      send<RunScenarioAnswer>(
        settings,
        {
          operationId: 'runScenario',
          method: 'POST',
          path: '/__mock/scenarios/{provider}/{scenario}',
          answers: { 200: ['application/json'], 400: ['application/problem+json'], 404: ['application/problem+json'] },
        },
        call,
        options,
      ),

    setClock: (call, options) =>
      send<SetClockAnswer>(
        settings,
        {
          operationId: 'setClock',
          method: 'POST',
          path: '/__mock/clock',
          consumes: 'application/json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    step: (call, options) =>
      send<StepAnswer>(
        settings,
        {
          operationId: 'step',
          method: 'POST',
          path: '/__mock/step',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    stop: (call, options) =>
      send<StopAnswer>(
        settings,
        {
          operationId: 'stop',
          method: 'POST',
          path: '/__mock/stop',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),

    takeEvent: (call, options) =>
      send<TakeEventAnswer>(
        settings,
        {
          operationId: 'takeEvent',
          method: 'POST',
          path: '/__mock/sink',
          consumes: 'application/cloudevents+json',
          answers: { 200: ['application/json'], 400: ['application/problem+json'] },
        },
        call,
        options,
      ),
  };
}
