/*
 * Generated from spec/mock.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** Schema `Advance` of the contract. */
export type Advance = {
  readonly seconds: number;
};

/** Schema `ApiCall` of the contract. */
export type ApiCall = {
  readonly provider: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

/** Schema `CallList` of the contract. */
export type CallList = {
  readonly items: ReadonlyArray<ApiCall>;
};

/** Schema `ClockSetting` of the contract. */
export type ClockSetting = {
  /** Seconds of the mock's clock in a real one; 0 stops it. */
  readonly timeScale: number;
};

/** Schema `Composition` of the contract. */
export type Composition = {
  readonly format?: 'json' | 'xml';
  /** The message's own data. Absent where nothing could be composed, and where the message has no document. */
  readonly text?: string;
  /** Why `emit` would refuse it, in a sentence. */
  readonly fault?: string;
};

/**
 * `waiting` for its next attempt or for the result that a 202 promised, `succeeded`, `refused` (the answer was understood and is a no of the business,
 * as AppDirect's `success: false`), `exhausted` (no good answer came, and the schedule is over), `lost` (the provider gave up on the destination, or
 * was disabled), `dropped` (by a fault).
 */
export type DeliveryState = 'waiting' | 'succeeded' | 'refused' | 'exhausted' | 'lost' | 'dropped';

/** Schema `Done` of the contract. */
export type Done = {
  /** What was done, in a sentence. */
  readonly done: string;
};

/** Schema `Emission` of the contract. */
export type Emission = {
  readonly provider: string;
  readonly event: string;
  /** An example of the contract, as it stands there but for its identifiers. */
  readonly variant?: string;
  readonly count?: number;
  /** On the mock's clock. Without it all at once. */
  readonly ratePerSecond?: number;
  /** Another URL than the one that the provider would push to. */
  readonly to?: string;
  /**
   * Fields in place of the example's, by their paths in the message (`barcode`, `products[0].quantity`). The message is signed after the
   * change. Types follow the contract: 12 for a field of text is sent as `"12"`. A path or a value that the contract does not know is
   * refused with the nearest ones, unless `force` says that it is meant.
   */
  readonly set?: { readonly [name: string]: unknown };
  /**
   * The message's own data: an object, or its document as text (JSON or XML). A whole message is sent as it is; a part of one is laid over the
   * example. Of Zettle the payload, of 1ShoppingCart the order that is read from its API, of AppDirect the event. `set` comes after it.
   */
  readonly data?: unknown;
  /** Headers of every request of this message, added to the provider's own or in their place. */
  readonly headers?: { readonly [name: string]: string };
  /** Send own data that departs from the contract. */
  readonly force?: boolean;
  readonly faults?: ReadonlyArray<Fault>;
};

/** Schema `Emitted` of the contract. */
export type Emitted = {
  /** Ids, for the log. */
  readonly messages: ReadonlyArray<string>;
};

/** Schema `EventChoice` of the contract. */
export type EventChoice = {
  readonly event: string;
  /** Names of the contract's examples. */
  readonly variants: ReadonlyArray<string>;
};

/** Schema `Fault` of the contract. */
export type Fault = {
  readonly kind: FaultKind;
  /** How much, where the kind takes one. */
  readonly amount?: number;
  /** How many attempts have it; those after them are sound. Of no meaning for faults of the message as a whole. */
  readonly attempts?: number;
  /** The path of the field that it concerns, for the kinds that concern one. */
  readonly field?: string;
};

/** Schema `FaultExplanation` of the contract. */
export type FaultExplanation = {
  readonly kind: FaultKind;
  /** What happens, in a sentence. */
  readonly does: string;
  /** What a sound receiver does about it. */
  readonly soundReceiver: string;
  /** How much where nothing is said, for the kinds that take an amount. */
  readonly amount?: number;
  /** What the amount counts. */
  readonly amountOf?: string;
};

/** Schema `FaultExplanationList` of the contract. */
export type FaultExplanationList = {
  readonly items: ReadonlyArray<FaultExplanation>;
};

/**
 * * `duplicate`: sent `amount` times (2) at the same moment, as news; `reorder`: sent after the next message of the provider; `delay`: sent `amount` seconds later (60); `drop`: never sent.
 * * `wrong-signature`, `missing-signature`, `old-token` (one that was valid once), `stale-nonce` (used before), `clock-skew`: the provider's clock is `amount` seconds off (600).
 * * `tampered`: changed after it was signed. `malformed-body`: broken off in the middle. `wrong-content-type`. `wrong-encoding`: UTF-16 that says UTF-8. `oversize`: padded to `amount` bytes (1,100,000).
 * * `slow-body`: `amount` real milliseconds between portions of 64 bytes (100). `cut-connection`: closed in the middle of the body. `hang-up`: closed when
 *   the whole request has gone, before its answer is heard.
 * * AppDirect's notification has no body: there `malformed-body`, `wrong-content-type`, `wrong-encoding`, `oversize`, `slow-body` and `cut-connection`
 *   concern the event that is fetched.
 * * `unknown-field`, `unknown-value`, `missing-field` (of `field`, or of one that the contract suggests), `unknown-event` (an event name of the
 *   future): the message departs from its contract, and is signed so.
 * * `api-500`, `api-timeout` (silent for `amount` real seconds, 30), `api-garbage`: of the provider's API; each for one call, or as many as its rule says.
 */
export type FaultKind =
  | 'duplicate'
  | 'reorder'
  | 'delay'
  | 'drop'
  | 'wrong-signature'
  | 'missing-signature'
  | 'old-token'
  | 'stale-nonce'
  | 'clock-skew'
  | 'tampered'
  | 'malformed-body'
  | 'wrong-content-type'
  | 'wrong-encoding'
  | 'oversize'
  | 'slow-body'
  | 'cut-connection'
  | 'hang-up'
  | 'unknown-field'
  | 'unknown-value'
  | 'missing-field'
  | 'unknown-event'
  | 'api-500'
  | 'api-timeout'
  | 'api-garbage';

/** Schema `FaultRule` of the contract. */
export type FaultRule = {
  readonly provider: string;
  /** Only messages of this event. */
  readonly event?: string;
  readonly fault: Fault;
  readonly probability?: number;
  /** The rule ends when it has struck so often. For faults of an API 1 unless said. */
  readonly times?: number;
};

/** Schema `FaultRuleList` of the contract. */
export type FaultRuleList = {
  readonly items: ReadonlyArray<FaultRule>;
};

/** What was answered; of a body at most 4 KiB are kept. */
export type HeardResponse = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

/** Schema `LoggedAttempt` of the contract. */
export type LoggedAttempt = {
  readonly number: number;
  /** When it was due by the provider's schedule. */
  readonly dueAt: string;
  readonly outcome: 'answered' | 'unreachable' | 'timeout' | 'cut' | 'stopped';
  readonly status?: number;
  readonly noAnswer?: NoAnswer;
  /** Whether the provider takes it for one. */
  readonly success: boolean;
  /** What the provider made of the answer, or why there was none. */
  readonly note?: string;
  /** Real milliseconds. */
  readonly tookMs: number;
  readonly faults: ReadonlyArray<FaultKind>;
  readonly request?: SentRequest;
  readonly proof?: Proof;
  readonly response?: HeardResponse;
  /** Why the receiver refused it, where its answer says so in a problem document (RFC 9457): the problem's name and its title. */
  readonly refusal?: string;
};

/** Schema `LoggedDelivery` of the contract. */
export type LoggedDelivery = {
  readonly id: string;
  /** A subscription's uuid, or `push`. */
  readonly destination: string;
  /** Without its query. */
  readonly url: string;
  readonly state: DeliveryState;
  readonly nextAttemptAt?: string;
  /** Why it is lost, where it is. */
  readonly note?: string;
  readonly attempts: ReadonlyArray<LoggedAttempt>;
};

/** Schema `LoggedMessage` of the contract. */
export type LoggedMessage = {
  readonly id: string;
  readonly provider: string;
  readonly event: string;
  readonly variant?: string;
  readonly emittedAt: string;
  readonly faults: ReadonlyArray<FaultKind>;
  readonly state: DeliveryState;
  /** Why nothing was sent, where nothing was. */
  readonly note?: string;
  readonly deliveries: ReadonlyArray<LoggedDelivery>;
  readonly receiver?: ReceiverView;
};

/** Schema `MessageLog` of the contract. */
export type MessageLog = {
  readonly items: ReadonlyArray<LoggedMessage>;
};

/** Schema `MockAddress` of the contract. */
export type MockAddress = {
  /** What it is, such as `zettle, mock provider`. */
  readonly what: string;
  /** Base URL. Absent where nothing listens because it only pushes. */
  readonly url?: string;
  /** What it answers, in a few words. */
  readonly answers: string;
};

/** Schema `MockStatus` of the contract. */
export type MockStatus = {
  /** On the mock's clock. */
  readonly now: string;
  /** When these mocks were started, in real time. */
  readonly startedAt: string;
  /** Of the process that runs them. */
  readonly pid: number;
  /** Of this set, where it was started with one. */
  readonly name?: string;
  /** Base URL of the gateway that they push to. */
  readonly gateway: string;
  /** True where a gateway in development runs them itself. They end, and free their ports, when `pushdock mock up` asks them to (`stop`). */
  readonly besideGateway?: boolean;
  /** How many seconds of the mock's clock pass in a real one; 0 when it moves only by `advance`. */
  readonly timeScale: number;
  /** What a run is repeated with. */
  readonly seed: string;
  /** When the next attempt is due, on the mock's clock. Absent where none waits. */
  readonly nextAttemptAt?: string;
  /** Attempts that are not due yet. */
  readonly waiting: number;
  /** Attempts under way. */
  readonly attempting: number;
  readonly providers: ReadonlyArray<Provider>;
  /** Which address of these mocks answers what. */
  readonly addresses: ReadonlyArray<MockAddress>;
};

/**
 * Why no answer came, where one was waited for; `note` says the same in a sentence. `certificate`: one of the two was not trusted; `tls`: encryption
 * could not be agreed on; `reset`: the connection ended before the answer was complete; `malformed`: what came is not HTTP; `network`: the network
 * does not lead to that address; `url`: no request can be sent to it.
 */
export type NoAnswer =
  | 'refused'
  | 'dns'
  | 'certificate'
  | 'tls'
  | 'reset'
  | 'timeout'
  | 'malformed'
  | 'network'
  | 'url'
  | 'other';

/** Schema `Outage` of the contract. */
export type Outage = {
  readonly provider: string;
  /** From now on, on the mock's clock. 0 ends it. */
  readonly seconds: number;
};

/**
 * A refusal (RFC 9457). The same refusal always carries the same four values, so a client may compare `type`.
 * It never names the credential or the value that was refused.
 */
export type Problem = {
  /**
   * Identifies the kind of refusal: `urn:pushdock:problem:` and the code from the catalogue.
   * Every reason for a 401 has the one type `unauthorized`: a caller must not learn which factor failed.
   */
  readonly type: string;
  /** What happened, in one sentence. */
  readonly title: string;
  /** The HTTP status of the response that carries this document. */
  readonly status: number;
  /** What the caller can do about it. */
  readonly detail: string;
};

/** How an attempt proves who sends it, in words. No key and no signature is in it. */
export type Proof = {
  /** The procedure, and where its result is. */
  readonly scheme: string;
  /** Which key or token, by its name in the mocks' settings. */
  readonly key: string;
  /** Which bytes the proof covers. */
  readonly covers: string;
  /** The text that was signed, where it can be shown; at most 4 KiB of it. Absent for a later attempt, which signs the same. */
  readonly signed?: string;
  /** What is wrong with it on purpose. */
  readonly fault?: string;
};

/** Schema `Provider` of the contract. */
export type Provider = {
  readonly name: string;
  /** Base URL of its API, where it has one. */
  readonly url?: string;
  readonly events: ReadonlyArray<EventChoice>;
  /** The faults that it can have. */
  readonly faults: ReadonlyArray<FaultKind>;
  readonly actions: ReadonlyArray<string>;
  /** Its name for people, such as `Paazl`. */
  readonly title?: string;
  /** What each action does, in a sentence. */
  readonly actionTexts?: { readonly [name: string]: string };
  /** Its state in a few words for people, such as `enabled, 3 of 100 failures`. */
  readonly summary?: string;
  /** Attempts of a delivery before it is given up. Absent where the provider never stops. */
  readonly attemptsMax?: number;
  /** What the provider does then, in a few words. */
  readonly givingUp?: string;
  /** Until when its attempts reach nobody (`downReceiver`), on the mock's clock. Absent while they reach the receiver. */
  readonly downUntil?: string;
  /** What it remembers, in its own words; no key and no token. */
  readonly state: { readonly [name: string]: unknown };
};

/** What the receiver made of a message, as its operator API says now. Absent where the mocks know no operator API, and where nothing was sent. */
export type ReceiverView = {
  /** A sentence, also where the gateway has no such message or does not answer. */
  readonly says: string;
  /** The gateway's own id of it. */
  readonly message?: string;
  /** Where the gateway is with it, such as `processed` or `quarantined`. */
  readonly state?: string;
  /** Whether it fits its contract, as the gateway judged. */
  readonly verdict?: string;
  /** Where it departs from its contract, a sentence each. */
  readonly findings?: ReadonlyArray<string>;
  /** How often it arrived. */
  readonly receipts?: number;
  /** Its page in the gateway's console. */
  readonly console?: string;
};

/** Schema `Recorded` of the contract. */
export type Recorded = {
  readonly provider: string;
  readonly event: string;
  readonly variant?: string;
  /** Its id in the mocks that recorded it. Playing it back gives it another. */
  readonly message?: string;
  /** After the first message of the recording, on the mock's clock. */
  readonly afterMs: number;
  readonly faults?: ReadonlyArray<Fault>;
  /** Own headers of its requests. Those that may hold a credential are left out. */
  readonly headers?: { readonly [name: string]: string };
  /** Its content departs from the contract on purpose and is not held against it. */
  readonly force?: boolean;
  /**
   * What the message is made of, in texts, and nothing else: `format` (json, xml) and `body` for Paazl; `body` for 1ShoppingCart's Test,
   * and `body`, `token` and `order` for its NewOrder; the fields of the envelope for Zettle; `token`, `type` and `json` or `xml` or both for
   * AppDirect. It is held against the provider's contract before anything is sent; a violation is 400.
   */
  readonly content: { readonly [name: string]: unknown };
  readonly attempts?: ReadonlyArray<RecordedAttempt>;
};

/** Schema `RecordedAttempt` of the contract. */
export type RecordedAttempt = {
  readonly method: string;
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  /** As text, at most 64 KiB of it; empty for a resend, which has the same. */
  readonly body?: string;
  readonly outcome: string;
  readonly status?: number;
};

/** Schema `Replay` of the contract. */
export type Replay = {
  readonly messages: ReadonlyArray<Recorded>;
};

/** Schema `ScenarioChoice` of the contract. */
export type ScenarioChoice = {
  readonly provider: string;
  readonly name: string;
  readonly title: string;
  readonly steps: ReadonlyArray<string>;
};

/** Schema `ScenarioList` of the contract. */
export type ScenarioList = {
  readonly items: ReadonlyArray<ScenarioChoice>;
};

/** Schema `ScenarioRun` of the contract. */
export type ScenarioRun = {
  readonly passed: boolean;
  readonly steps: ReadonlyArray<ScenarioStep>;
};

/** Schema `ScenarioStep` of the contract. */
export type ScenarioStep = {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly tookMs: number;
  /** Why it failed. */
  readonly reason?: string;
};

/** What was sent. Credentials and the query are replaced or left out; of a body at most 64 KiB are kept. */
export type SentRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** Empty for a later attempt, which sends the same one. */
  readonly body: string;
};

/** Schema `SinkEvent` of the contract. */
export type SinkEvent = {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly [name: string]: unknown;
};

/** Schema `SinkEventList` of the contract. */
export type SinkEventList = {
  readonly items: ReadonlyArray<SinkEvent>;
};
