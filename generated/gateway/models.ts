/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** How long answers took in the last hour, from the last header of the request to the answer. */
export type AckBudget = {
  /** Answers. */
  readonly count: number;
  /** Half of them took at most this long, within 10 %. */
  readonly p50Ms?: number;
  /** 99 of 100 took at most this long, within 10 %. */
  readonly p99Ms?: number;
  /** The slowest. */
  readonly worstMs?: number;
  /** How long the provider waits; absent where that is not documented. */
  readonly timeoutMs?: number;
  /** Whether p99 is above a tenth of the provider's timeout (of 10 s, where that is not documented). */
  readonly warning: boolean;
};

/** Who is told of conditions. */
export type AlertTargetList = {
  /** In the order of the configuration. */
  readonly items: ReadonlyArray<AlertTargetStanding>;
};

/** A target of alerts. */
export type AlertTargetStanding = {
  /** Its name in the configuration. */
  readonly name: string;
  /** Its kind. */
  readonly type: 'http' | 'slack' | 'teams' | 'email' | 'pagerduty';
  /** Conditions that apply and are meant for it. */
  readonly open: number;
  /** Alerts that it has not taken yet. */
  readonly waiting: number;
  /** When it last took one. */
  readonly lastSentAt?: string;
  /** Why it did not take the latest attempt; absent where it did. */
  readonly fault?: string;
};

/** A test was taken. */
export type AlertTested = {
  /** The target's name. */
  readonly target: string;
};

/** Proven pushes over time, for a small chart. */
export type Arrivals = {
  /** What one count covers. */
  readonly stepSeconds: number;
  /** The last 24 steps, the oldest first; the last one is still going on. */
  readonly counts: ReadonlyArray<number>;
};

/** Something that was done, or personal data that was read. */
export type AuditEntry = {
  /** Its id. */
  readonly id: string;
  /** When it was asked for. */
  readonly at: string;
  /** Name of the token, or `development`. */
  readonly name: string;
  readonly role: OperatorRole;
  readonly by: CallerProof;
  /** `operationId` of what was called. */
  readonly action: string;
  /** Path and query as called. */
  readonly target: string;
  /** From where; of a proxy in front, the proxy's. */
  readonly address?: string;
  /** What was answered; absent if the process ended before. */
  readonly status?: number;
};

/** A page of the audit log, newest first. */
export type AuditPage = {
  /** At most `limit` entries. */
  readonly items: ReadonlyArray<AuditEntry>;
  /** Give it as `cursor` for the next page; absent on the last. */
  readonly nextCursor?: string;
};

/** What came back from the provider's authorisation page. */
export type AuthorisationCode = {
  /** Good once. A secret until it is used. */
  readonly code: string;
  /** Where it was sent; the provider compares it. */
  readonly redirectUri: string;
};

/** What waits. Absent while the store cannot tell. */
export type Backlog = {
  /** Messages stored and not yet processed. */
  readonly work: number;
  /** Deliveries not yet settled. */
  readonly deliveries: number;
  /** When the oldest of them was due; absent when nothing waits. */
  readonly oldestDueAt?: string;
};

/** Bytes as they came, written as text where they are UTF-8 text, else as base64. */
export type Body = {
  /** How `content` is to be read. */
  readonly encoding: 'text' | 'base64';
  /** The bytes. They may hold personal data. */
  readonly content: string;
};

/** The answer to what a provider asked by its push. The names are AppDirect's. */
export type BusinessResult = {
  /** Whether it was done. */
  readonly success: boolean;
  /** The account. Required for a subscription order that succeeds. */
  readonly accountIdentifier?: string;
  /** The user, where one was assigned. */
  readonly userIdentifier?: string;
  /** Why not, such as ACCOUNT_NOT_FOUND; from AppDirect's list, which is open. Absent without success is UNKNOWN_ERROR. */
  readonly errorCode?: string;
  /** A sentence for people. */
  readonly message?: string;
};

/** By what the caller is known. `development` is every program on this machine, where no token is asked for. */
export type CallerProof = 'session' | 'token' | 'development';

/** One thing that is different from before. */
export type Change = {
  /** What it is. */
  readonly kind: 'source' | 'sink' | 'operatorToken' | 'certificate';
  /** Its name in the configuration; of a certificate its file. */
  readonly name: string;
  /** What became of it. */
  readonly change: 'added' | 'changed' | 'removed';
};

/** The result that is kept. */
export type CompletedResult = {
  /** The message's id. */
  readonly message: string;
  /** `completed` by this call, or `already_completed`: it had this result before, and the given one was let go. */
  readonly outcome: 'completed' | 'already_completed';
  readonly result: BusinessResult;
};

/** Something that needs a person. `kind` and `about` together name it. */
export type Condition = {
  /**
   * Stable name of what is wrong; an open list. `certificate-expiry` (expires within thirty days, or has), `certificate-dates-unknown`
   * (a proxy hands on only its hash), `off-contract` (a new finding for which the policy says `alert`), `drift-ledger-full` (a provider
   * departs in more places than are kept), `log-unwritable` (log lines were lost in the last ten minutes),
   * `store-younger` (the store is younger than what a store of before has left), `standby-missing` (the database waits for a synchronous
   * standby that is away, and pushes are answered 503), `standby-unconfigured` (its commits wait for none), `queue-unreachable` (a queue that a source
   * polls does not answer),
   * `sink-away` (for a minute, at one gateway or more), `sink-late` (its events have waited for a quarter of an hour although it answers),
   * `sink-paused` (for as long, and events wait), `messages-failed` and `dead-letters` (more than four in a day, of one source or sink), `results-undelivered` (a promised result that nobody
   * brings any more), `ends-the-process` (what was under way at eight ends in a row), `delivering-ended` (the thread that delivers is
   * being started again, or has ended three times in a row), `clock-jumped` and `start-after-long` (the time of day is in doubt, and
   * retention waits for an hour), `source-refusing`, `source-failing`, `source-at-risk`, `source-switched-off`, `source-quiet` and `ack-slow` (how a
   * source stands with its provider, see `GET /api/health`).
   */
  readonly kind: string;
  /** What it is about, such as a place in the configuration, a source or a sink. */
  readonly about: string;
  /** When the gateway first saw it; a restart begins again. */
  readonly since: string;
  /** What is so and what to do, in a sentence for the operator. */
  readonly detail: string;
  /** Where the guide says what it means, what happens next and what to do. It is on the public listener. */
  readonly link: string;
};

/** Conditions that apply now and need a person. */
export type ConditionList = {
  /** What began first first. */
  readonly items: ReadonlyArray<Condition>;
};

/** A problem document (RFC 9457) that lists what is wrong with the configuration. */
export type ConfigurationProblem = {
  /** Always `urn:pushdock:problem:configuration-refused`. */
  readonly type: string;
  /** What happened, in one sentence. */
  readonly title: string;
  /** Always 422. */
  readonly status: number;
  /** What to do about it. */
  readonly detail: string;
  /** Every fault with its place and its cure. Never a secret. */
  readonly faults: ReadonlyArray<string>;
};

/** Who pulls events under a name, and how far it is. */
export type Consumer = {
  /** Its own choice. */
  readonly name: string;
  /** What it acknowledged last. */
  readonly cursor: string;
  /** When it acknowledged first. */
  readonly createdAt: string;
  /** When it acknowledged last. */
  readonly acknowledgedAt: string;
  /** Events after its cursor, of whatever type; counted up to 10,000. */
  readonly waiting: number;
  /** When the oldest of them was made. */
  readonly oldestWaitingAt?: string;
  /**
   * Events after its cursor were forgotten for their age, and do not come any more; this is when the newest of them was made. Absent when it
   * misses nothing.
   */
  readonly forgottenUntil?: string;
};

/** Who pulls. */
export type ConsumerList = {
  /** By name. */
  readonly items: ReadonlyArray<Consumer>;
};

/** An OpenAPI 3.0 document. */
export type Contract = {
  /** The version of OpenAPI. */
  readonly openapi: string;
  /** Its title and version. */
  readonly info: { readonly [name: string]: unknown };
  /** Where the operator listens. */
  readonly servers: ReadonlyArray<ContractServersInner>;
  /** What a caller proves itself by. */
  readonly security: ReadonlyArray<ContractSecurityInner>;
  /** The parts of the API. */
  readonly tags: ReadonlyArray<ContractTagsInner>;
  /** Its operations by path. */
  readonly paths: { readonly [name: string]: unknown };
  /** Its schemas, answers and parameters. */
  readonly components: { readonly [name: string]: unknown };
};

/** By which contract the finding was made. Absent in findings that were made before contracts were noted. */
export type ContractPlace = {
  /** Name of the contract, provider and kind. */
  readonly name: string;
  /** `info.version` of the contract. */
  readonly version: string;
  /** The schema of the contract that the message, or a part of it, was compared with; absent where the message could not be read. */
  readonly schema?: string;
  /** JSON Pointer to the place within what that schema describes, also where the message is XML or the described part lies deeper in it. */
  readonly path?: string;
};

/** Schema `Contract_security_inner` of the contract. */
export type ContractSecurityInner = {
  /** A bearer token of the configuration. */
  readonly operatorToken?: ReadonlyArray<string>;
  /** The cookie of a session that began with such a token. */
  readonly operatorSession?: ReadonlyArray<string>;
};

/** Schema `Contract_servers_inner` of the contract. */
export type ContractServersInner = {
  /** Its base URL. */
  readonly url: string;
  /** What listens there. */
  readonly description: string;
};

/** Schema `Contract_tags_inner` of the contract. */
export type ContractTagsInner = {
  /** Its name. */
  readonly name: string;
  /** What is in it. */
  readonly description: string;
};

/** The body in place of the message's own. */
export type CopyBody = {
  /** Text, sent in UTF-8. */
  readonly content: string;
};

/** One credential that can vouch for pushes of this source, and how much it did. */
export type CredentialUse = {
  /**
   * Which credential, never the secret. Of a token or key: its scheme and the first eight hexadecimal digits of its SHA-256
   * (`printf %s "$TOKEN" | sha256sum`), so that the label stays when tokens before it are taken out of the configuration.
   */
  readonly label: string;
  /** Whose it is, where the source knows it, such as a subscription. */
  readonly belongsTo?: string;
  /** For how many pushes it vouched, those to a sandbox among them. A sandbox's uses are written once a second. */
  readonly uses: number;
  /** When it did so first, as far as is known; absent when it never did. */
  readonly firstUsedAt?: string;
  /** When it did so last; absent when it never did. */
  readonly lastUsedAt?: string;
  /**
   * Another one of its scheme, which is in use while this one has been silent for longer than a provider repeats its pushes (25 hours): this
   * one can be removed. Absent where that is not so.
   */
  readonly replacedBy?: string;
};

/** A subscription that no longer exists. */
export type DeletedSubscription = {
  /** The provider's id of it. */
  readonly uuid: string;
  /** Until then its keys still vouch for pushes that are repeated. */
  readonly keysUntil: string;
};

/** The event of a delivery, in brief. */
export type DeliveredEvent = {
  /** The event's id. */
  readonly id: string;
  /** One of the types in `spec/events`. */
  readonly type: string;
  /** `/{provider}/{source name}`. */
  readonly source: string;
  /** The business object, such as an order reference. */
  readonly subject?: string;
  /** The message that it was made of. */
  readonly messageId: string;
  /** When it was made. */
  readonly createdAt: string;
};

/** Our duty to bring one event to one sink. */
export type Delivery = {
  /** The delivery's id. */
  readonly id: string;
  /** Name of the sink in the configuration. */
  readonly sink: string;
  readonly state: DeliveryState;
  readonly lane: Lane;
  /** How often it was tried since it was made or redelivered. */
  readonly attempts: number;
  /** When it is tried next; absent once settled, and while it waits behind another of its subject. */
  readonly dueAt?: string;
  /** True while it waits for an earlier delivery of its subject (`order` of the sink); else absent. */
  readonly behind?: boolean;
  /** When it was delivered or given up. */
  readonly settledAt?: string;
  /** The replay that sends or sent it again. */
  readonly replay?: string;
  /** What the last attempt said. */
  readonly detail?: string;
  /** HTTP status of the last attempt, where there was one. */
  readonly status?: number;
  /** The beginning of what the sink answered last, at most 1,024 characters, secrets replaced by `***`. */
  readonly answer?: string;
};

/** A delivery and its attempts. */
export type DeliveryHistory = {
  readonly delivery: ListedDelivery;
  /** Oldest first, those before a redelivery too. */
  readonly attempts: ReadonlyArray<PastAttempt>;
};

/** A page of deliveries, newest first. */
export type DeliveryPage = {
  /** At most `limit` deliveries. */
  readonly items: ReadonlyArray<ListedDelivery>;
  /** Give it as `cursor` for the next page; absent on the last. */
  readonly nextCursor?: string;
};

/** `due` (not yet, or again), `delivered`, or `dead` (given up: a dead letter). */
export type DeliveryState = 'due' | 'delivered' | 'dead';

/** A place where messages of a provider depart from the contract by one rule. */
export type DriftEntry = {
  /** Its id. */
  readonly id: string;
  /** Whose messages depart. */
  readonly provider: string;
  /** The source that the latest of them came by. */
  readonly source: string;
  /** CloudEvents type of what the message became; the operation that received it where nothing was made of it. */
  readonly event: string;
  /** The place in the message, without the indexes of arrays and repeated elements; cut after 500 characters. */
  readonly path: string;
  /** Stable name of the rule. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: 'drift' | 'violation';
  readonly state: DriftState;
  /** When it came into this state. */
  readonly stateSince: string;
  /** When the first such message was judged. */
  readonly firstSeenAt: string;
  /** When the latest one was. */
  readonly lastSeenAt: string;
  /** How often it was found; several times in one message count as often. */
  readonly count: number;
  /** The policy of a source that it came by says `alert`; a condition applies while it is new. */
  readonly alert: boolean;
  /** The latest such message, as a sample. Retention may have let it go. */
  readonly messageId: string;
  readonly finding: Finding;
};

/** Findings that were dropped because a provider had too many. */
export type DriftOverflow = {
  /** Whose messages depart. */
  readonly provider: string;
  /** How many findings were not kept. */
  readonly count: number;
  /** When the latest of them was found. */
  readonly lastSeenAt: string;
};

/** A page of findings. */
export type DriftPage = {
  /** Newest first. */
  readonly items: ReadonlyArray<DriftEntry>;
  /** Where the next page begins; absent on the last one. */
  readonly nextCursor?: string;
  /** Providers with more findings than are kept; the same on every page. */
  readonly overflow: ReadonlyArray<DriftOverflow>;
};

/**
 * `new` until somebody has looked; `acknowledged` (known and accepted); `resolved` (the contract or the provider was mended). A resolved entry that
 * comes back is `new` again.
 */
export type DriftState = 'new' | 'acknowledged' | 'resolved';

/** What became of an edited copy. */
export type EditedCopy = {
  /** Its id, which its events have as `pushdockedited`. */
  readonly copy: string;
  /** The id of the message of which it is a copy. */
  readonly message: string;
  /** The source as which it was judged. */
  readonly source: string;
  readonly verdict: Verdict;
  /** Where it departs from the contract. */
  readonly findings: ReadonlyArray<Finding>;
  /** What was made of it. */
  readonly events: ReadonlyArray<TrialEvent>;
  /** What the sink said to each event; empty where it went to none. */
  readonly sent: ReadonlyArray<SinkTest>;
};

/** Sessions that were ended. */
export type EndedSessions = {
  /** How many. */
  readonly ended: number;
};

/** An event with its deliveries. The fields of the summary mean the same here. */
export type Event = {
  /** Message id and index; the same after a crash and after a replay. */
  readonly id: string;
  /** One of the types in `spec/events`. */
  readonly type: string;
  /** `/{provider}/{source name}`. */
  readonly source: string;
  /** The business object, such as an order reference. */
  readonly subject?: string;
  /** The message that it was made of. */
  readonly messageId: string;
  /** When it was made. */
  readonly createdAt: string;
  /** Grows with every event of this gateway. */
  readonly sequence: number;
  /** The CloudEvents 1.0 form in which it is delivered; `data` is described by `spec/events`. */
  readonly envelope: { readonly [name: string]: unknown };
  /** Our duties to bring it to sinks. */
  readonly deliveries: ReadonlyArray<Delivery>;
};

/** A page of events; newest first, pulled ones oldest first. */
export type EventPage = {
  /** At most `limit` events. */
  readonly items: ReadonlyArray<EventSummary>;
  /** Give it as `cursor` for the next page; absent on the last. Of a pull it is always there: give it as `after`, or acknowledge it. */
  readonly nextCursor?: string;
  /**
   * Only where it was pulled, and only if events after the cursor were forgotten for their age before they were handed out: when the newest of
   * them was made. They do not come any more, whatever their type or source was.
   */
  readonly forgottenUntil?: string;
};

/** An event; without its data unless it was pulled. */
export type EventSummary = {
  /** Message id and index; the same after a crash and after a replay. */
  readonly id: string;
  /** One of the types in `spec/events`. */
  readonly type: string;
  /** `/{provider}/{source name}`. */
  readonly source: string;
  /** The business object, such as an order reference. */
  readonly subject?: string;
  /** The message that it was made of. */
  readonly messageId: string;
  /** When it was made. */
  readonly createdAt: string;
  /** Grows with every event of this gateway. */
  readonly sequence: number;
  /** Where it was pulled, the CloudEvents 1.0 form; `data` is described by `spec/events`. */
  readonly envelope?: { readonly [name: string]: unknown };
};

/** A push that its provider sends again because it was not accepted. */
export type FailingPush = {
  /** The first 16 hexadecimal digits of the SHA-256 of its body (of its query, where it has no body). A retry has the same. */
  readonly digest: string;
  /** The first try that reached this gateway. */
  readonly firstAt: string;
  /** The latest one. */
  readonly lastAt: string;
  /** Tries that the provider has used, counting those that its schedule says we must have missed. */
  readonly tries: number;
  /** The same without the first try. */
  readonly retriesUsed: number;
  /** The retries of the contract's schedule; absent where no end is documented. */
  readonly retriesMax?: number;
  /** When the next try is due by that schedule; absent after the last one, and where no retry is documented. */
  readonly nextAt?: string;
  /** What it says that it is about. Nobody has proven it. */
  readonly names?: string;
};

/** A refusal that says what is wrong. `type`, `title`, `status` and `detail` as in every problem. */
export type FaultyProblem = {
  /** The kind of refusal. */
  readonly type: string;
  /** What happened. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** What the caller can do about it. */
  readonly detail: string;
  /** Each a sentence. No secret is in them. */
  readonly faults: ReadonlyArray<string>;
};

/** Something fetched from the provider on account of a message. */
export type FetchedDocument = {
  /** What it is to the provider's follow-up, such as `order` or `event`. */
  readonly name: string;
  /** Media type as answered. */
  readonly mediaType: string;
  /** When it was fetched. */
  readonly fetchedAt: string;
  readonly body: Body;
};

/** One place where a message departs from its contract. */
export type Finding = {
  /** Stable name of the rule. */
  readonly rule: string;
  /** JSON Pointer or XPath into the message. */
  readonly path: string;
  /** How bad it is. */
  readonly severity: 'drift' | 'violation';
  /** What the contract says. */
  readonly expected: string;
  /** What was there instead. */
  readonly seen: string;
  /** Line in the body, counted from 1, where it is known. */
  readonly line?: number;
  readonly contract?: ContractPlace;
};

/** Things that are, were or would be forgotten, counted. */
export type Forgotten = {
  /** Messages, each with its events, deliveries and receipts. */
  readonly messages: number;
  /** Events of messages that stay. */
  readonly events: number;
  /** Bytes and documents of messages that stay. */
  readonly bodies: number;
};

/** A place where the events show that something is missing. */
export type GapHole = {
  /** `numbers-missing`: of things that the provider counts. `status-jumped`: a thing left out a status. */
  readonly kind: 'numbers-missing' | 'status-jumped';
  /** What it is about, such as a shipment. */
  readonly about: string;
  /** What is missing, in a sentence. */
  readonly detail: string;
  /** What to ask the provider for, in a sentence. */
  readonly ask: string;
};

/** What an outage of a source may have cost. */
export type GapReport = {
  /** The source's name. */
  readonly source: string;
  /** Its provider. */
  readonly provider: string;
  readonly window?: GapReportWindow;
  /** The last messages before it, the latest first; at most 5. */
  readonly before: ReadonlyArray<MessageSummary>;
  /** The first messages after it, the earliest first; at most 5. */
  readonly after: ReadonlyArray<MessageSummary>;
  /** The earliest first. */
  readonly lost: ReadonlyArray<LostPush>;
  /** At most 200. */
  readonly holes: ReadonlyArray<GapHole>;
  /** What to ask the provider for again, in sentences. */
  readonly ask: ReadonlyArray<string>;
  /** There were more events around it than were compared. */
  readonly truncated: boolean;
};

/** The outage; absent where none is known. */
export type GapReportWindow = {
  /** The last accepted push before it. */
  readonly from: string;
  /** The first accepted push after it; absent while it goes on. */
  readonly to?: string;
  /** `refused`: pushes were not accepted. `silence`: none came. `asked`: the request named it. */
  readonly kind: 'refused' | 'silence' | 'asked';
  /** Why, as in `HealthReason`. */
  readonly code?: string;
};

/** One start of a gateway on this store. */
export type GatewayNode = {
  /** Its name, from `PUSHDOCK_NODE` or the host's name. Several may have the same. */
  readonly id: string;
  /** The number of its start; later starts have greater ones. */
  readonly epoch: number;
  /** What it does; `all` receives and delivers. */
  readonly role: 'receive' | 'deliver' | 'all';
  /** Of Pushdock. */
  readonly version: string;
  /** `draining`: it stops, takes nothing new and finishes what it holds. `gone`: it was stopped, or has been silent for 15 s. */
  readonly state: 'up' | 'draining' | 'gone';
  /** Whether it is the gateway that answers this request. */
  readonly own: boolean;
  readonly startedAt: string;
  /** Its last sign of life. */
  readonly seenAt: string;
};

/** What the provider does in the end, and when. */
export type GivesUp = {
  /** As in the contract's `x-push-policy`. */
  readonly action: 'disables-push' | 'deletes-subscription' | 'mails-vendor' | 'never' | 'unknown';
  /** When, if nothing is accepted before. Absent while nothing fails, and where it cannot be known. */
  readonly at?: string;
  /** Failed tries in a row, for a provider that counts them. */
  readonly failures?: number;
  /** Failed tries at which it gives up, from the contract or from `health.sources` of the configuration. */
  readonly failuresMax?: number;
  /** What this was computed from, or why it cannot be known. A sentence. */
  readonly basis: string;
  /** How well it is known; `observed` where the provider's tries come at another pace than its contract says. */
  readonly certainty: 'documented' | 'inferred' | 'configured' | 'observed' | 'unknown';
};

/** Why a source is in its state. */
export type HealthReason = {
  /**
   * Stable name; an open list. `proof_mismatch`, `proof_missing`, `nonce_reused`, `certificate_expired`, `store_away`, `ack_too_slow`,
   * `body_too_large`, `request_too_slow`, `internal`, `subscription_failing`, `subscription_gone`, `retries_ended`, `silence`, `nothing_yet`.
   */
  readonly code: string;
  /** A sentence; never holds a secret. */
  readonly detail: string;
};

/** Every source, and the worst of their states. */
export type HealthReport = {
  /** When this was computed. */
  readonly at: string;
  readonly state: HealthState;
  /** In the order of the configuration; sandboxes are left out, since no provider pushes to them. */
  readonly items: ReadonlyArray<SourceHealth>;
};

/**
 * `healthy`; `quiet` (nothing for three times the usual gap, or nothing ever); `refusing` (the provider's pushes do not prove themselves);
 * `failing` (they are proven, and are not accepted all the same, or the provider says so); `at risk` (one of these two, and the provider is
 * more than half way to giving up); `probably switched off` (the provider's last try has passed, or its subscription is gone).
 */
export type HealthState = 'healthy' | 'quiet' | 'refusing' | 'failing' | 'at risk' | 'probably switched off';

/**
 * `live` (never tried), `retry` (failed before) or `replay` (sent again on purpose). Each has its own turn, so that none waits
 * behind another.
 */
export type Lane = 'live' | 'retry' | 'replay';

/** A delivery with its event in brief. The other fields mean what they mean in `Delivery`. */
export type ListedDelivery = {
  /** The delivery's id. */
  readonly id: string;
  /** Name of the sink in the configuration. */
  readonly sink: string;
  readonly state: DeliveryState;
  readonly lane: Lane;
  /** How often it was tried since it was made or redelivered. */
  readonly attempts: number;
  /** When it is tried next; absent once settled, and while it waits behind another of its subject. */
  readonly dueAt?: string;
  /** True while it waits for an earlier delivery of its subject (`order` of the sink); else absent. */
  readonly behind?: boolean;
  /** When it was delivered or given up. */
  readonly settledAt?: string;
  /** The replay that sends or sent it again. */
  readonly replay?: string;
  /** What the last attempt said. */
  readonly detail?: string;
  /** HTTP status of the last attempt, where there was one. */
  readonly status?: number;
  /** The beginning of what the sink answered last, at most 1,024 characters, secrets replaced by `***`. */
  readonly answer?: string;
  readonly event: DeliveredEvent;
};

/** The process can answer. */
export type Liveness = {
  /** Always `live`. */
  readonly status: 'live';
};

/** A push that was tried and not accepted in the window, nor since. */
export type LostPush = {
  /** As in `FailingPush`. */
  readonly digest: string;
  /** The first try that reached this gateway. */
  readonly firstAt: string;
  /** The latest one. */
  readonly lastAt: string;
  /** Those that reached this gateway. */
  readonly tries: number;
  /** Whether the provider may still send it again. */
  readonly waiting: boolean;
  /** What it says that it is about. Nobody has proven it. */
  readonly names?: string;
};

/** A message with everything known of it. The fields of the summary mean the same here. */
export type Message = {
  /** The gateway's own id of the message, a UUID of version 7. */
  readonly id: string;
  /** Whose push it is. */
  readonly provider: string;
  /** Name of the source that received it. */
  readonly source: string;
  /** `operationId` of the contract operation that received it. */
  readonly operation: string;
  /** When the whole request had arrived. */
  readonly receivedAt: string;
  /** HTTP method. */
  readonly method: string;
  /** Path and query as called; secrets in it are replaced by `***`. */
  readonly target: string;
  readonly state: MessageState;
  /** Why it is quarantined, failed or recorded; a sentence for the operator. */
  readonly reason?: string;
  readonly verdict?: Verdict;
  /** Where it departs from its contract. */
  readonly findings: ReadonlyArray<Finding>;
  /** The message that had the same bytes, where it cannot be told whether this one is a repeat. */
  readonly possibleRepeatOf?: string;
  /** The message that owns an identity which this one claims for something else. */
  readonly conflictsWith?: string;
  /** How often it arrived; 1 and one more for each duplicate. */
  readonly receipts: number;
  /** Length of its body in bytes. */
  readonly bodyBytes: number;
  /** Why it is kept whatever its age (legal hold); absent without a legal hold. */
  readonly legalHold?: string;
  /** True where its bytes and documents were let go for their age; else absent. */
  readonly bodyForgotten?: boolean;
  /** How many deliveries of its events were given up and wait to be sent again; absent where none was. */
  readonly deadLetters?: number;
  /** What vouched for it when it came first. */
  readonly credentials: ReadonlyArray<MessageCredential>;
  /** Header names in lower case; credentials are removed, repeated headers joined by a comma. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Body;
  /** What was fetched on its account. */
  readonly documents: ReadonlyArray<FetchedDocument>;
  /** The events made of it. */
  readonly eventIds: ReadonlyArray<string>;
  /** Every time it arrived, oldest first. */
  readonly receiptsAt: ReadonlyArray<string>;
};

/** Messages of one source that came in one step, and have one state and verdict. */
export type MessageCount = {
  /** When the step begins. */
  readonly at: string;
  /** Name of the source. */
  readonly source: string;
  readonly state: MessageState;
  readonly verdict?: Verdict;
  /** How many. */
  readonly count: number;
};

/** How many messages arrived. */
export type MessageCounts = {
  /** When the first step begins. */
  readonly from: string;
  /** When the last step ends. */
  readonly to: string;
  /** How long a step is. */
  readonly stepSeconds: number;
  /** The oldest first. An hour or day without such messages has no item. */
  readonly items: ReadonlyArray<MessageCount>;
};

/** A credential that vouched for a message. */
export type MessageCredential = {
  /** As in the credentials of the source. */
  readonly label: string;
  /** Whose it is, where the source knows it, such as a subscription. */
  readonly belongsTo?: string;
};

/** A page of messages, newest first. */
export type MessagePage = {
  /** At most `limit` messages. */
  readonly items: ReadonlyArray<MessageSummary>;
  /** Give it as `cursor` for the next page; absent on the last. */
  readonly nextCursor?: string;
};

/** The state of the business result of a message. */
export type MessageResult = {
  /** The message's id. */
  readonly message: string;
  /** The provider that asked. */
  readonly provider: string;
  /** The source's name in the configuration. */
  readonly source: string;
  /**
   * `deciding`: the provider's connection still waits, or its event is being fetched. `owed`: the provider was promised a later result, and nobody has
   * given it. `posting`: given, and not yet taken by the provider. `answered`: the provider has it.
   */
  readonly state: 'deciding' | 'owed' | 'posting' | 'answered';
  /** The event as the responder is asked, a CloudEvent without `data.result`. Absent until the event has been fetched. */
  readonly question?: { readonly [name: string]: unknown };
  readonly result?: BusinessResult;
};

/**
 * `received` (stored and acknowledged, not yet processed), then `processed`, `quarantined` (kept, delivered to nobody)
 * or `failed` (given up). `recorded` from the start for what is only kept for the record.
 */
export type MessageState = 'received' | 'processed' | 'quarantined' | 'failed' | 'recorded';

/** A message without its headers and bytes. */
export type MessageSummary = {
  /** The gateway's own id of the message, a UUID of version 7. */
  readonly id: string;
  /** Whose push it is. */
  readonly provider: string;
  /** Name of the source that received it. */
  readonly source: string;
  /** `operationId` of the contract operation that received it. */
  readonly operation: string;
  /** When the whole request had arrived. */
  readonly receivedAt: string;
  /** HTTP method. */
  readonly method: string;
  /** Path and query as called; secrets in it are replaced by `***`. */
  readonly target: string;
  readonly state: MessageState;
  /** Why it is quarantined, failed or recorded; a sentence for the operator. */
  readonly reason?: string;
  readonly verdict?: Verdict;
  /** Where it departs from its contract. */
  readonly findings: ReadonlyArray<Finding>;
  /** The message that had the same bytes, where it cannot be told whether this one is a repeat. */
  readonly possibleRepeatOf?: string;
  /** The message that owns an identity which this one claims for something else. */
  readonly conflictsWith?: string;
  /** How often it arrived; 1 and one more for each duplicate. */
  readonly receipts: number;
  /** Length of its body in bytes. */
  readonly bodyBytes: number;
  /** Why it is kept whatever its age (legal hold); absent without a legal hold. */
  readonly legalHold?: string;
  /** True where its bytes and documents were let go for their age; else absent. */
  readonly bodyForgotten?: boolean;
  /** How many deliveries of its events were given up and wait to be sent again; absent where none was. */
  readonly deadLetters?: number;
};

/** What the contract says of a message now. */
export type MessageTrial = {
  /** The id of the message. */
  readonly message: string;
  /** The source as which it was judged. */
  readonly source: string;
  readonly verdict: Verdict;
  /** Where it departs from the contract. */
  readonly findings: ReadonlyArray<Finding>;
  /** What would be made of it. */
  readonly events: ReadonlyArray<TrialEvent>;
};

/** A subscription to create. */
export type NewSubscription = {
  /** Event names; an empty list means every supported event. */
  readonly events: ReadonlyArray<string>;
  /** Where it shall push; absent means the push URL of this source. */
  readonly destination?: string;
  /** Whom the provider writes to when the destination fails; at most 512 characters. */
  readonly contactEmail: string;
};

/** The gateways that share the store. */
export type NodeList = {
  /** The oldest start first. */
  readonly items: ReadonlyArray<GatewayNode>;
};

/**
 * What happens to a message that departs from its contract: its events are delivered, flagged; it is quarantined; or they are delivered and
 * a condition applies until the finding is accepted.
 */
export type OffContract = 'deliver' | 'hold' | 'alert';

/** `operator`, or `viewer`, who may look and not act. */
export type OperatorRole = 'viewer' | 'operator';

/** A result that somebody has to give. */
export type OwedResult = {
  /** The message's id, which is the event's `pushdockmessage`. Complete it by this. */
  readonly message: string;
  /** The provider that asked. */
  readonly provider: string;
  /** The source's name in the configuration. */
  readonly source: string;
  /** When it was asked. */
  readonly receivedAt: string;
  /** Why it waits, in a sentence. */
  readonly reason?: string;
  /** The event as the responder is asked, a CloudEvent without `data.result`. Absent while the event is being fetched. */
  readonly question?: { readonly [name: string]: unknown };
};

/** A page of owed results. */
export type OwedResultPage = {
  /** Newest first. */
  readonly items: ReadonlyArray<OwedResult>;
  /** Where the next page begins; absent on the last one. */
  readonly nextCursor?: string;
};

/** One attempt that has ended. */
export type PastAttempt = {
  /**
   * `delivered`; `retry` (failed, tried again later); `dead` (failed, given up); `gone` (the sink said that it no longer exists, and
   * was paused).
   */
  readonly outcome: 'delivered' | 'retry' | 'dead' | 'gone';
  /** When it ended. */
  readonly endedAt: string;
  /** How long it took, in milliseconds. */
  readonly tookMs?: number;
  /** HTTP status, where there was one. */
  readonly status?: number;
  /** What it said; a sentence for the operator. */
  readonly detail: string;
};

/** What a replay would send to one sink. */
export type PlannedSink = {
  /** Its name in the configuration. */
  readonly sink: string;
  /** How many events. */
  readonly deliveries: number;
  /** True where the sink's filter also looks into the data, which a plan does not. */
  readonly atMost: boolean;
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

/** The provider's own words for its refusal. */
export type ProviderAnswer = {
  /** The HTTP status that it answered. */
  readonly status: number;
  /** What went wrong, for people. */
  readonly developerMessage?: string;
  /** Its code for it. */
  readonly errorType?: string;
  /** The fields that it found wrong. */
  readonly violations?: ReadonlyArray<ProviderViolation>;
};

/** To whom the provider says that credentials belong. */
export type ProviderIdentity = {
  /** The organization. */
  readonly organizationUuid: string;
  /** The user. */
  readonly userUuid?: string;
};

/** One field that the provider found wrong. */
export type ProviderViolation = {
  /** The field. */
  readonly propertyName?: string;
  /** What is wrong with it. */
  readonly developerMessage?: string;
  /** Its code for it. */
  readonly constraintType?: string;
};

/** Whether a push would be stored now. */
export type Readiness = {
  /** `ready`, or `unready` with a reason. */
  readonly status: 'ready' | 'unready';
  /** Why the gateway is not ready; a sentence for the operator. */
  readonly reason?: string;
  readonly backlog?: Backlog;
};

/** A dead letter that is due again. */
export type Redelivery = {
  /** The replay that sends it. */
  readonly replay: string;
};

/** Refused requests from one address to one path for one reason. */
export type RefusedEntry = {
  /** HTTP method; `*` where requests of a limited address are added up. */
  readonly method: string;
  /**
   * The path without its query. What may be a key is shown as `***`; of an unknown path that is every part that does not read
   * like a name. `*` where requests of a limited address are added up.
   */
  readonly path: string;
  /** Why, as in the problem documents; the caller hears one and the same 401 whatever was wrong with its proof. */
  readonly code: string;
  /** More of the reason, for the operator. Of the first request of this entry. */
  readonly detail?: string;
  /** The provider of the source that it was meant for. */
  readonly provider?: string;
  /** The source that it was meant for; absent where none answers at this path. */
  readonly source?: string;
  /** Path of the source that was most likely meant, where none answers at this one. */
  readonly nearest?: string;
  /** Who sent it; of an IPv6 address the /64 network. */
  readonly address: string;
  /** How many requests. */
  readonly count: number;
  /** How many of them heard 429, because their address had sent too many without valid proof. */
  readonly limited: number;
  /** When the first came. */
  readonly firstSeenAt: string;
  /** When the latest came. */
  readonly lastSeenAt: string;
};

/** What was turned away. */
export type RefusedList = {
  /** Latest first; at most 500. */
  readonly items: ReadonlyArray<RefusedEntry>;
};

/** What a reload took up. */
export type Reloaded = {
  /** Everything that is different from before. */
  readonly changes: ReadonlyArray<Change>;
};

/** A replay and how far it is. */
export type Replay = {
  /** Its id, which its events carry as `pushdockreplay`. */
  readonly id: string;
  /** `running`; `done`, when it has gone through all its messages; `stopped` by an operator. */
  readonly state: 'running' | 'done' | 'stopped';
  /** Events made again from the stored bytes, or repeated as they were sent. */
  readonly mode: 'derived' | 'as_sent';
  /** How many messages a second at most. */
  readonly perSecond: number;
  readonly filter: ReplayFilter;
  /** To these sinks only; absent where it goes to every one that takes the event. */
  readonly sinks?: ReadonlyArray<string>;
  /** When it began. */
  readonly createdAt: string;
  /** When it was done or stopped. */
  readonly endedAt?: string;
  /** How many messages the filter found when it began. */
  readonly messages: number;
  /** How many of them it has been through. */
  readonly walked: number;
  /** Of those, how many it left out. */
  readonly skipped: number;
  /** Why it left out the last of them; a sentence for the operator. */
  readonly lastSkip?: string;
  /** Of those walked, how many had never been processed and are in work again. */
  readonly reopened: number;
  readonly deliveries: ReplayDeliveries;
};

/** What became of the deliveries that a replay made or made due again. */
export type ReplayDeliveries = {
  /** Not yet settled. */
  readonly due: number;
  /** Delivered. */
  readonly delivered: number;
  /** Given up again. */
  readonly dead: number;
};

/** Which messages. All that is named must hold; nothing named is every message. */
export type ReplayFilter = {
  /** These, by their ids. */
  readonly messages?: ReadonlyArray<string>;
  /** Of this provider. */
  readonly provider?: string;
  /** Of this source. */
  readonly source?: string;
  /** With an event of this type. */
  readonly type?: string;
  /** In this state. */
  readonly state?: string;
  readonly verdict?: Verdict;
  /** Received at this time or later. */
  readonly receivedFrom?: string;
  /** Received before this time. */
  readonly receivedTo?: string;
  /** True where only dead letters are sent again; else absent. */
  readonly dead?: boolean;
  /** This one dead letter and nothing else; made by `redeliver`. */
  readonly delivery?: string;
};

/** A page of replays, newest first. */
export type ReplayPage = {
  /** At most `limit` replays. */
  readonly items: ReadonlyArray<Replay>;
  /** Give it as `cursor` for the next page; absent on the last. */
  readonly nextCursor?: string;
};

/** What a replay would do, counted. Nothing was changed. */
export type ReplayPlan = {
  /** How many messages it would go through. */
  readonly messages: number;
  /** Of those, how many were never processed (failed, quarantined). `derived` processes them again, `as_sent` leaves them out. */
  readonly unprocessed: number;
  /** Of those, how many have no bytes any more. `derived` leaves them out. */
  readonly withoutBytes: number;
  /** Who would get something, by what is stored now. */
  readonly sinks: ReadonlyArray<PlannedSink>;
  /** How long it takes at that rate and the slowest sink's own; longer where a sink fails. */
  readonly seconds: number;
};

/** Ages, and the pass that runs or was the last. */
export type Retention = {
  readonly keeps: RetentionAges;
  readonly pass?: RetentionPass;
};

/** For how long what is kept, in seconds since it came. Absent is for ever. */
export type RetentionAges = {
  /** Messages. */
  readonly messagesSeconds?: number;
  /** Events and their deliveries. */
  readonly eventsSeconds?: number;
  /** Bytes of messages and the documents fetched for them. */
  readonly bodiesSeconds?: number;
};

/** One pass over what is old. */
export type RetentionPass = {
  /** `running`, `done`, `stopped` by an operator or with the gateway, or `failed` with a reason. */
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** When it began. */
  readonly startedAt: string;
  /** When it ended; absent while it runs. */
  readonly endedAt?: string;
  readonly expected?: Forgotten;
  readonly forgotten: Forgotten;
  /** Why it failed; a sentence for the operator. The next pass tries again. */
  readonly reason?: string;
};

/** Schema `RetriedMessage` of the contract. */
export type RetriedMessage = {
  /** Id of the message. */
  readonly message: string;
  /**
   * `due`: it is processed again. `in_work`: it is being processed right now. `awaits_result`: it waits for its business result to be given, and
   * nothing else. `done`: it became its event, or is kept for the record; a replay sends events again.
   */
  readonly outcome: 'due' | 'in_work' | 'awaits_result' | 'done';
};

/** Whom the gateway takes the caller for. */
export type Session = {
  /** Whether the caller may use the API. */
  readonly signedIn: boolean;
  /** Name of the token, or `development`. */
  readonly name?: string;
  readonly role?: OperatorRole;
  readonly by?: CallerProof;
  /** Only of a session. Goes into `X-Pushdock-Proof` of every call that is not GET. */
  readonly proof?: string;
  /** Only of a session. When it ends, whatever happens. */
  readonly expiresAt?: string;
  /** `admin.environment` of the configuration. */
  readonly environment?: string;
  /** Whether the gateway runs with `development` on. */
  readonly development: boolean;
};

/** One field to fill in at the provider. */
export type SetupField = {
  /** The field's name there. */
  readonly field: string;
  /** What to enter; secrets are shown as `***`. */
  readonly value: string;
};

/** What signs in. */
export type SignIn = {
  /** A token of `admin.tokens`. */
  readonly token: string;
};

/** How long nothing has come, and how long is usual at this hour of the week. */
export type Silence = {
  /** The latest proven push. */
  readonly lastAt?: string;
  /** The usual gap at this hour of the week, at least the floor of the configuration. */
  readonly usualSeconds?: number;
  /** When it becomes, or became, quiet for three times the usual gap. */
  readonly quietAt?: string;
  /** Whether enough has come to say what is usual. `too little`; it takes 20 pushes over at least a day. */
  readonly history: 'enough' | 'too little';
};

/** A sink, and what waits for it. */
export type Sink = {
  /** Its name in the configuration. */
  readonly name: string;
  /** False where the configuration has no sink of that name any more; its deliveries wait until there is one. */
  readonly configured: boolean;
  readonly paused?: SinkPause;
  readonly waiting: WaitingDeliveries;
  /** Dead letters. */
  readonly dead: number;
  /** The earliest time for which one of those that wait was due. */
  readonly oldestDueAt?: string;
  /**
   * The gateway that answers, whose `circuit` and `throughput` these are: each gateway that delivers has its own. All three are absent where this
   * gateway does not deliver to the sink.
   */
  readonly node?: string;
  readonly circuit?: SinkCircuit;
  readonly throughput?: SinkThroughput;
};

/**
 * Whether a gateway attempts what is due at a sink. After ten failures in a row it attempts nothing but a probe, at most every five seconds; the first
 * answer closes the circuit.
 */
export type SinkCircuit = {
  /** `closed`: whatever is due is attempted. `open`: nothing is attempted until the next probe. `half-open`: the probe is under way. */
  readonly state: 'closed' | 'open' | 'half-open';
  /** When it opened. Absent while it is closed. */
  readonly since?: string;
  /** When the next probe is due. Absent unless it is open. */
  readonly until?: string;
  /** What the latest failed attempt said. Absent while it is closed. */
  readonly reason?: string;
};

/** All sinks. */
export type SinkList = {
  /** By name. */
  readonly items: ReadonlyArray<Sink>;
};

/** Since when a sink gets nothing, and why. Absent while it is not paused. */
export type SinkPause = {
  /** Since when. */
  readonly since: string;
  /** A sentence; an operator's, or what the sink answered when it said that it no longer exists. */
  readonly reason: string;
};

/** What a sink said to one marked event. */
export type SinkTest = {
  /** The sink's name. */
  readonly sink: string;
  /** The id of the event that was sent. */
  readonly event: string;
  /**
   * `delivered`: it is where the sink's kind promises events to be. `failed`: another attempt may succeed (no connection, a timeout, 5xx). `refused`: another
   * attempt would be refused too (4xx). `gone`: the sink says that it no longer exists (410).
   */
  readonly outcome: 'delivered' | 'failed' | 'refused' | 'gone';
  /** What happened, as a sentence. */
  readonly detail: string;
  /** The HTTP status, where there is one. */
  readonly status?: number;
  /** The beginning of what the sink answered. */
  readonly answer?: string;
  /** Milliseconds. */
  readonly tookMs: number;
};

/** Attempts that a gateway made at a sink in the last hour, or since it started. */
export type SinkThroughput = {
  /** When the first step began. */
  readonly from: string;
  /** Length of a step. The last one is not over. */
  readonly stepSeconds: number;
  /** Attempts in each step that the sink took, the oldest first. */
  readonly delivered: ReadonlyArray<number>;
  /** Those that it did not take, the oldest first. */
  readonly failed: ReadonlyArray<number>;
};

/** A source, and what to enter at its provider. */
export type Source = {
  /** Its name in the configuration. */
  readonly name: string;
  /** Whose pushes it receives. */
  readonly provider: string;
  /** The URL that the provider calls. A secret in it is shown as `***`; a placeholder is written as the provider needs it. */
  readonly pushUrl: string;
  /** What the operator enters at the provider. */
  readonly setup: ReadonlyArray<SetupField>;
  /** What can vouch for a push. During a rotation the old one is dead when its uses no longer grow. */
  readonly credentials: ReadonlyArray<CredentialUse>;
  readonly offContract: OffContract;
  /** What happens to a message with a finding of the rule, by the rule's name; those of the source and of `policy` together. */
  readonly rules?: { readonly [name: string]: OffContract };
  /** What can be asked of its provider besides receiving its pushes; absent where nothing can. */
  readonly offers?: ReadonlyArray<SourceOffer>;
  /** Its messages are judged and answered with what was found, and neither kept nor delivered. */
  readonly sandbox?: boolean;
  /** The provider's behaviour around the push, as `spec/push-policy.schema.json` describes it. */
  readonly pushPolicy: { readonly [name: string]: unknown };
};

/** How a source stands with its provider. */
export type SourceHealth = {
  /** The source's name in the configuration. */
  readonly name: string;
  /** Its provider. */
  readonly provider: string;
  readonly state: HealthState;
  /** When it came into this state; survives a restart. */
  readonly since: string;
  /** One line for a tired person. */
  readonly summary: string;
  readonly reason?: HealthReason;
  readonly oldest?: FailingPush;
  /** Pushes that the provider still tries, as far as they are remembered (at most 200). */
  readonly failing: number;
  readonly givesUp: GivesUp;
  /** What is lost when the provider gives up. */
  readonly lost: string;
  /** What to do now, in sentences with the commands; empty while all is well. */
  readonly todo: ReadonlyArray<string>;
  /** What cannot be known, in sentences. */
  readonly unknowns: ReadonlyArray<string>;
  readonly strangers: SourceHealthStrangers;
  readonly ack: AckBudget;
  readonly silence: Silence;
  readonly arrivals: Arrivals;
};

/** Refusals at its path in the last hour that share too little with proven pushes. They change no state. */
export type SourceHealthStrangers = {
  /** How many. */
  readonly count: number;
  /** The latest. */
  readonly lastAt?: string;
};

/** All sources. */
export type SourceList = {
  /** In the order of the configuration. */
  readonly items: ReadonlyArray<SourceSummary>;
};

/** `results`: it waits for business results, which may be given here. `subscriptions`: what it is subscribed to can be managed here. `test_notification`: it pushes a test when it is asked to. */
export type SourceOffer = 'results' | 'subscriptions' | 'test_notification';

/** A source in brief. */
export type SourceSummary = {
  /** Its name in the configuration. */
  readonly name: string;
  /** Whose pushes it receives. */
  readonly provider: string;
  /** The URL that the provider calls. A secret in it is shown as `***`; a placeholder is written as the provider needs it. */
  readonly pushUrl: string;
  /** True where partners try messages, which are judged and answered with what was found, and neither kept nor delivered; else absent. */
  readonly sandbox?: boolean;
  /** What can be asked of its provider besides receiving its pushes; absent where nothing can. */
  readonly offers?: ReadonlyArray<SourceOffer>;
};

/** An event to which one can subscribe. */
export type SubscribableEvent = {
  /** Its name at the provider. */
  readonly event: string;
  /** The scope that the credentials need; `any` where every one will do. */
  readonly scope: string;
  /** Whether it has left the provider's list. */
  readonly retired: boolean;
};

/** The events to which one can subscribe. */
export type SubscribableEventList = {
  /** In the provider's order. */
  readonly items: ReadonlyArray<SubscribableEvent>;
};

/** A subscription as the provider shows it, and as we know it. */
export type Subscription = {
  /** The provider's id of it. */
  readonly uuid: string;
  /** Its name in the configuration; absent when it is not declared. */
  readonly name?: string;
  /** `WEBHOOK`, or `SQS`, which is left alone unless it is declared. */
  readonly transport: string;
  /** An empty list means every supported event. */
  readonly events: ReadonlyArray<string>;
  /** Where its pushes go. */
  readonly destination: string;
  /** Whom the provider writes to. */
  readonly contactEmail: string;
  /** `ACTIVE`, or the provider's word for what it is instead. */
  readonly status: string;
  /** Last change, as the provider says it. */
  readonly updated: string;
  /** Whether its destination is one of this source. Only then its keys vouch for pushes. */
  readonly pushesHere: boolean;
  /** The keys that are stored for it. */
  readonly keys: ReadonlyArray<SubscriptionKey>;
};

/** What is to change of a subscription. */
export type SubscriptionChange = {
  /** Event names from now on; an empty list means every supported event. */
  readonly events?: ReadonlyArray<string>;
  /** Where it shall push from now on. */
  readonly destination?: string;
  /** Whom the provider writes to from now on; at most 512 characters. */
  readonly contactEmail?: string;
};

/** A stored signing key, never the key itself. */
export type SubscriptionKey = {
  /** As in the credentials of the source. */
  readonly label: string;
  /** When it was stored. */
  readonly since: string;
};

/** The subscriptions at the provider. */
export type SubscriptionList = {
  /** In the provider's order. */
  readonly items: ReadonlyArray<Subscription>;
};

/** A problem document with what to do, and with what the provider said. */
export type SubscriptionProblem = {
  /** As in every problem document. */
  readonly type: string;
  /** As in every problem document. */
  readonly title: string;
  /** As in every problem document. */
  readonly status: number;
  /** As in every problem document. */
  readonly detail: string;
  /** What is wrong and what to do, a sentence each. */
  readonly faults: ReadonlyArray<string>;
  readonly provider?: ProviderAnswer;
};

/**
 * `create`, `change` and `delete` do something at the provider. `nothing`: it is as declared. `leave`: it is at the provider and not declared, and nobody asked to
 * delete it, or it is not ours to delete.
 */
export type SyncAction = 'create' | 'change' | 'delete' | 'nothing' | 'leave';

/** What a sync would do. */
export type SyncPlan = {
  /** Names exactly these steps; to be given to the sync. */
  readonly id: string;
  /** In the order in which they are done. */
  readonly steps: ReadonlyArray<SyncStep>;
};

/** What a sync did. */
export type SyncResult = {
  /** In the order in which they were done. */
  readonly steps: ReadonlyArray<SyncedStep>;
};

/** What a sync does about one subscription. */
export type SyncStep = {
  readonly action: SyncAction;
  /** Its name in the configuration; absent when it is not declared. */
  readonly name?: string;
  /** The provider's id; absent while it has none. */
  readonly uuid?: string;
  /** What it is, what differs, or why it is left. */
  readonly detail: string;
  /** The scopes that the credentials need for it. */
  readonly scopes: ReadonlyArray<string>;
};

/** A step and what became of it. */
export type SyncedStep = {
  readonly action: SyncAction;
  /** Its name in the configuration; absent when it is not declared. */
  readonly name?: string;
  /** The provider's id. */
  readonly uuid?: string;
  /** What it is, what differs, or why it is left. */
  readonly detail: string;
  /** The scopes that the credentials need for it. */
  readonly scopes: ReadonlyArray<string>;
  /** `skipped`: an earlier step failed. */
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** Why it failed, and what to do. */
  readonly fault?: string;
  readonly provider?: ProviderAnswer;
};

/** A test notification was asked for. */
export type TestRequested = {
  /** The source's name in the configuration. */
  readonly source: string;
  /** Its provider. */
  readonly provider: string;
};

/** An event that would be made. */
export type TrialEvent = {
  /** Its CloudEvents type. */
  readonly type: string;
  /** The business object that it is about. */
  readonly subject?: string;
};

/**
 * What the contract says of a message: `match`; `drift` (harmless departures, such as an unknown field); `violation`
 * (a required field is missing, a value has the wrong type); `unknown` (no contract fits, or it cannot be read).
 */
export type Verdict = 'match' | 'drift' | 'violation' | 'unknown';

/** Deliveries not yet settled, by lane. */
export type WaitingDeliveries = {
  /** Never tried. */
  readonly live: number;
  /** Failed before. */
  readonly retry: number;
  /** Sent again on purpose. */
  readonly replay: number;
  /** They wait for an earlier delivery of their subject. */
  readonly behind: number;
};
