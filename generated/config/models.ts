/*
 * Generated from spec/config.schema.json by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** Who may use the operator API. Required outside development. */
export type Admin = {
  /** Any of these bearer tokens opens the operator API. */
  readonly tokens: ReadonlyArray<AdminToken>;
  /** What the console shows beside its name, so that nobody takes one gateway for another. */
  readonly environment?: string;
};

/** One bearer token of the operator API. */
export type AdminToken = {
  /** Who uses it. The log and the audit log name it beside what was done. */
  readonly name: string;
  /** `operator`, or `viewer`, who may look and not act. */
  readonly role?: 'viewer' | 'operator';
  readonly secret?: Secret;
  /** In place of `secret`: the SHA-256 of the token, so that nobody who reads the configuration can use it. Make the token with openssl rand -hex 32, and its hash with printf %s "$TOKEN" | sha256sum. */
  readonly hash?: string;
};

/** From which severity on. `pushdock help alerts` names the guide that says which condition has which. */
export type AlertSeverity = 'info' | 'warning' | 'critical';

/** Somebody who is told of conditions. */
export type AlertTarget =
  | EmailAlertTarget
  | HttpAlertTarget
  | PagerdutyAlertTarget
  | SlackAlertTarget
  | TeamsAlertTarget;

/** How AppDirect proves itself when it notifies. */
export type AppdirectAuth = AppdirectProof | NoAuth;

/** The credentials that AppDirect issued for this product: one of the two. */
export type AppdirectCredentials = {
  readonly oauth1?: OAuth1Credential;
  readonly oauth2?: OAuth2Credential;
};

/** How we prove ourselves when we fetch an event or post a result. */
export type AppdirectOutbound = AppdirectCredentials | NoOutbound;

/** One of `oauth1`, `oauth2` and `basic`, which share the Authorization header; and `addresses` beside it, if wanted. Everything that is named must prove the call. */
export type AppdirectProof = {
  readonly oauth1?: OAuth1Credential;
  readonly oauth2?: OAuth2Clients;
  readonly basic?: BasicCredential;
  /** Networks from which notifications may come, asked beside one of the others. */
  readonly addresses?: ReadonlyArray<string>;
};

/** How the result document is written. */
export type AppdirectResult = {
  /** The format when the caller's Accept header does not decide. */
  readonly format?: 'json' | 'xml';
  /** `documented`: as AppDirect's page shows it (`"success": "true"`, lower-case XML names). `sdk`: as AppDirect's own SDK sends it (boolean, camelCase). */
  readonly style?: 'documented' | 'sdk';
};

/** AppDirect's event notifications: GET /push/appdirect/{source}?eventUrl=… The event is fetched from the marketplace, put to the responder, and the responder's result is the answer. */
export type AppdirectSource = {
  /** AppDirect. */
  readonly provider: 'appdirect';
  readonly policy?: SourcePolicy;
  readonly traceparent?: Traceparent;
  readonly auth: AppdirectAuth;
  /** Hosts whose event URLs are fetched, and to which results are posted: `host` (port 443) or `host:port`. An event URL of any other host is answered CONFIGURATION_ERROR and never fetched. */
  readonly eventHosts: ReadonlyArray<string>;
  readonly outbound: AppdirectOutbound;
  /** Name of the query parameter that carries the event URL, as configured at AppDirect. */
  readonly parameter?: string;
  /** In which format events are asked for. */
  readonly eventFormat?: 'json' | 'xml';
  readonly responder: Responder;
  readonly result?: AppdirectResult;
};

/** AppDirect hears 202 as soon as the event has been fetched. Your system gets the event at `url`, or finds it with `GET /api/results`, and completes its result through the operator API (`POST /api/messages/{id}/result`); the result is then posted to AppDirect. A SUBSCRIPTION_NOTICE, which has no later answer, is answered while the connection waits: with what `url` says, or with a success when it is taken. */
export type AsyncResponder = {
  /** Answer 202, and complete later. */
  readonly mode: 'async';
  /** Where to ask. https, except in development. */
  readonly url?: string;
  /** How long one call may take, in milliseconds. 202 or 204 takes the event, and an answer 200 with a result document completes it. Anything else is tried again, twelve times in about half an hour. */
  readonly timeoutMs?: number;
  readonly secret?: Secret;
  /** The question is signed with each of these as Standard Webhooks has it, whsec_ (HMAC-SHA256) or whsk_ (Ed25519): the old and the new one during a rotation. */
  readonly signingKeys?: ReadonlyArray<Secret>;
};

/** Answers every event with a success of its own making. Development only. */
export type AutoResponder = {
  /** Answer by ourselves. */
  readonly mode: 'auto';
};

/** User and password of HTTP Basic. */
export type BasicCredential = {
  /** The user; cannot hold a colon. */
  readonly user: string;
  readonly password: Secret;
};

/** Which client certificate is trusted: one of the two. It must be valid by its dates either way. */
export type ClientCertificateTrust = {
  /** SHA-256 of the certificates, in hexadecimal digits, as `pushdock certificate create` and `openssl x509 -fingerprint -sha256` print them. Name the old and the new one while a certificate is changed. */
  readonly fingerprints?: ReadonlyArray<string>;
  /** File with the authorities (PEM) that may issue it. A certificate between authority and client belongs into the file too. */
  readonly ca?: string;
};

/** How a server is believed and how we prove ourselves to it. The server's certificate is always checked. */
export type ClientTls = {
  /** PEM file with the authorities to believe instead of the system's. */
  readonly ca?: string;
  /** PEM file with our client certificate and what leads to its authority. */
  readonly certificate?: string;
  readonly key?: Secret;
};

/** Where messages, events and deliveries are kept. `sqlite:` and the path of a file, relative to the working directory, which one process opens; or the address of a PostgreSQL database, which many gateways share: `postgres://user@host:5432/database`, or a map with `url`, `password` and more. */
export type ConfigurationStore = PostgresStore | string;

/** A person or a team, as `contact` of OpenAPI names one. */
export type Contact = {
  /** Who it is. */
  readonly name: string;
  /** Where mail reaches them. */
  readonly email?: string;
  /** Where they are found: a page or a chat. */
  readonly url?: string;
};

/** `subject`: the events of one subject (a shipment, a product, an account) one after the other; the next waits while the one before is tried again, other subjects go on. `none`: as fast as may be. */
export type DeliveryOrder = 'none' | 'subject';

/** No faster than this. Absent: as fast as the sink takes them. */
export type DeliveryRate = {
  /** Deliveries a second, on average. */
  readonly perSecond: number;
  /** How many may come at once after a quiet time. */
  readonly burst?: number;
};

/** How often and when a failed delivery is tried again. `Retry-After` of an HTTP sink is honoured besides. */
export type DeliveryRetry = {
  /** Before the second attempt. */
  readonly first?: string;
  /** By how much each wait is longer than the one before. */
  readonly factor?: number;
  /** The longest wait. */
  readonly cap?: string;
  /** After so many it is a dead letter. */
  readonly attempts?: number;
  /** `full`: anything between nothing and the wait, so that what failed together does not come back together. `none`: exactly the wait. */
  readonly jitter?: 'full' | 'none';
};

/** E-mail by SMTP. */
export type EmailAlertTarget = {
  /** E-mail by SMTP. */
  readonly type: 'email';
  /** `smtp://host:port` (with STARTTLS, which only development does without) or `smtps://host:port`. */
  readonly server: string;
  /** Absent: the server asks for no name. */
  readonly user?: string;
  readonly password?: Secret;
  /** Who sends it. */
  readonly from: string;
  /** Who gets it. */
  readonly to: ReadonlyArray<string>;
  /** Also connect to private and loopback addresses, for a system in a network of your own. */
  readonly allowPrivate?: boolean;
  /** Kinds of conditions; `*` matches any text. Absent: all. */
  readonly conditions?: ReadonlyArray<string>;
  readonly severity?: AlertSeverity;
  readonly quietHours?: QuietHours;
  /** How often a condition that goes on is told again. Absent: never. */
  readonly remind?: string;
};

/** What else an event must fulfil to reach this sink: all of it. */
export type EventConditions = {
  /** Names of sources, one of which it must come from; `*` stands for any text. */
  readonly source?: ReadonlyArray<string>;
  /** Fields of `data` (`status`, `payload.account.status`), each with the values that pass (an absent field passes none), or with `{ exists: true }` or `{ exists: false }`. */
  readonly data?: { readonly [name: string]: FieldCondition };
};

/** Changes `data` for this sink, in this order: pick, rename, constant. The fields are those of the event's schema in spec/events, with dots between levels; a list can only be taken whole. */
export type EventMapping = {
  /** Keep only these fields. Absent: all. */
  readonly pick?: ReadonlyArray<string>;
  /** Field as in the event, and its new name or place. */
  readonly rename?: { readonly [name: string]: string };
  /** Fields to add or to replace, with their values. */
  readonly constant?: { readonly [name: string]: EventMappingConstantValue };
};

/** Schema `EventMapping_constant_value` of the contract. */
export type EventMappingConstantValue = boolean | number | string;

/** The values that pass, or whether the field must be there. */
export type FieldCondition = Array<FieldValuesInner> | FieldPresence;

/** `true`: any value passes, null too; `false`: only events without the field pass. */
export type FieldPresence = {
  /** Whether the field must be there. */
  readonly exists: boolean;
};

/** Schema `FieldValues_inner` of the contract. */
export type FieldValuesInner = boolean | number | string;

/** When the file is renamed (`events.ndjson` becomes `events.2026-11-21T10-15-00-000Z.ndjson`) and a new one begun. A single event is never split. */
export type FileRotation = {
  /** Before it would grow beyond so many bytes. */
  readonly bytes?: number;
  /** When its first event was written so long ago. */
  readonly age?: string;
  /** How many renamed files are kept; the oldest are deleted. */
  readonly keep: number;
};

/** Appends each event as a line of JSON to a file, and syncs it before the event counts as delivered. */
export type FileSink = {
  /** A file. */
  readonly type: 'file';
  /** The file, relative to the working directory; made when it is missing, and again when it was moved away (mode 0600). `{node}` stands for the name of the process (PUSHDOCK_NODE, or the host's name); where gateways share a store, each needs a file of its own. */
  readonly path: string;
  readonly rotate?: FileRotation;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** What the provider-health clock cannot learn or read in a contract. */
export type Health = {
  /** What counts as a usual gap between two pushes at the least, however often they come. A source is quiet after three times its usual gap. */
  readonly usualGapAtLeast?: string;
  /** The same for one source, by its name, and what you know of its provider. */
  readonly sources?: { readonly [name: string]: SourceHealthSettings };
};

/** A POST of JSON, signed as Standard Webhooks like an HTTP sink. */
export type HttpAlertTarget = {
  /** A POST of JSON, signed as Standard Webhooks like an HTTP sink. */
  readonly type: 'http';
  /** Where to POST. https, except in development. */
  readonly url: string;
  /** Standard Webhooks secrets, each of which signs, as those of an HTTP sink. */
  readonly secrets: ReadonlyArray<Secret>;
  /** Also connect to private and loopback addresses, for a system in a network of your own. */
  readonly allowPrivate?: boolean;
  /** Kinds of conditions; `*` matches any text. Absent: all. */
  readonly conditions?: ReadonlyArray<string>;
  readonly severity?: AlertSeverity;
  readonly quietHours?: QuietHours;
  /** How often a condition that goes on is told again. Absent: never. */
  readonly remind?: string;
};

/** Asks a system of yours: the normalised event is POSTed to `url`, the result is its answer. An answer 202 or 204 says that the result is completed later, through the operator API. */
export type HttpResponder = {
  /** Ask over HTTP. */
  readonly mode: 'http';
  /** Where to ask. https, except in development. */
  readonly url: string;
  /** The budget for the answer, in milliseconds. When it, or the 15 s for which AppDirect's connection waits, is over, AppDirect hears 202, and a later answer is posted to it. */
  readonly timeoutMs?: number;
  /** For how long, once AppDirect has heard 202, the answer is still waited for, up to 10m. Without one the result is UNKNOWN_ERROR, after which a resend is processed again. Complete slower events through the operator API. */
  readonly lateAnswer?: string;
  readonly secret?: Secret;
  /** The question is signed with each of these as Standard Webhooks has it, whsec_ (HMAC-SHA256) or whsk_ (Ed25519): the old and the new one during a rotation. */
  readonly signingKeys?: ReadonlyArray<Secret>;
};

/** POSTs each event as a CloudEvent, signed as Standard Webhooks. 2xx means delivered; 408, 425, 429, 5xx and no answer are tried again; 410 pauses the sink; any other 4xx is a dead letter at once. */
export type HttpSink = {
  /** Over HTTP. */
  readonly type: 'http';
  /** Where to POST. https, except in development. */
  readonly url: string;
  /** Standard Webhooks secrets, each of which signs: `whsec_` and base64 of 24 to 64 bytes (HMAC-SHA256), or `whsk_` and base64 of an Ed25519 key. The old and the new one during a rotation. */
  readonly secrets: ReadonlyArray<Secret>;
  /** `structured`: the whole event is the body. `binary`: `data` is the body and the attributes are `ce-` headers, which the signature does not cover. */
  readonly mode?: 'structured' | 'binary';
  readonly batch?: HttpSinkBatch;
  /** How long an attempt may take, from name resolution to the end of the answer, in milliseconds. */
  readonly timeoutMs?: number;
  /** Headers of your own, such as authorization; each value is a secret. */
  readonly headers?: { readonly [name: string]: Secret };
  readonly auth?: HttpSinkAuth;
  /** Also connect to private and loopback addresses, for a system in a network of your own. Link-local addresses, where clouds keep their metadata, stay refused. */
  readonly allowPrivate?: boolean;
  readonly tls?: ClientTls;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** How the gateway proves itself to a receiver that does not know our signature, which is sent all the same. One of the two, because a request has one Authorization header. */
export type HttpSinkAuth = {
  readonly basic?: BasicCredential;
  readonly oauth2?: HttpSinkClient;
};

/** Several events in one request (CloudEvents batch, `application/cloudevents-batch+json`), for a receiver that takes a JSON array. One answer counts for all of them; a 4xx that may be about one of them (400, 409, 413, 422 …) is followed by two requests of half the size, and so on. Absent: one event a request. Not with mode `binary`. `concurrency` is then the number of requests. */
export type HttpSinkBatch = {
  /** Most events of a request. */
  readonly size?: number;
  /** Most bytes of a request's body. An event that is larger goes alone. */
  readonly bytes?: number;
  /** For how long an event may wait for others, in milliseconds. 0: a request takes what is there. */
  readonly waitMs?: number;
};

/** An OAuth 2 client of the receiver's (client_credentials over HTTP Basic). Its bearer token is kept until a fifth of its life is left; a 401 of the receiver fetches a new one, once per attempt. Without a token the attempt has failed and is tried again. */
export type HttpSinkClient = {
  /** Where tokens are had. https, except in development; a private address where the sink has `allowPrivate`. It has 10 s and 64 KiB to answer, beside the `timeoutMs` of the sink. */
  readonly tokenUrl: string;
  /** The client id; not a secret. */
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Scopes to ask for, with blanks between; absent: whatever the endpoint grants. */
  readonly scope?: string;
  readonly tls?: ClientTls;
};

/** Produces each event to Kafka and waits until all in-sync replicas have it. The key is the event's subject, so the events of one subject are in one partition; with `order: subject` they are in order there. Needs the package @platformatic/kafka. */
export type KafkaSink = {
  /** Kafka. */
  readonly type: 'kafka';
  /** Brokers to begin with, host and port each; the rest of the cluster is found by them. */
  readonly brokers: ReadonlyArray<string>;
  /** Topic to produce to; `{type}` and `{source}` are the event's (source without its first slash, others as dots). It must exist. */
  readonly topic: string;
  /** How the CloudEvent is put into the record: `structured`, all of it as JSON in the value; `binary`, `data` as the value and the attributes as headers `ce_…`. */
  readonly mode?: 'structured' | 'binary';
  /** `none` on loopback or in development only. */
  readonly encryption?: 'tls' | 'none';
  /** User name, for SASL. */
  readonly user?: string;
  readonly password?: Secret;
  /** How `user` signs in. */
  readonly mechanism?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  readonly tls?: ClientTls;
  /** How long an attempt may take, connecting included, in milliseconds. */
  readonly timeoutMs?: number;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** Bounds on what is read. */
export type Limits = {
  /** The largest body that is read, in bytes. A larger one hears 413 and is lost: what is not read cannot be kept. */
  readonly bodyBytes?: number;
  /** How many requests without valid proof an address (of IPv6: a /64 network) may send in a minute; ten seconds' worth may come at once. The rest hears 429. Requests with valid proof are never limited. Behind a proxy that is not in trustedProxies all callers share one address. */
  readonly unauthenticatedPerMinute?: number;
};

/** Where the two listeners are bound. */
export type Listen = {
  /** The push endpoints, and nothing else. The environment variable PORT replaces the port. */
  readonly public?: string;
  /** The operator API and health. Keep it on loopback or in a network of your own. The environment variable ADMIN_PORT replaces the port. */
  readonly admin?: string;
  readonly tls?: Tls;
  /** Networks (CIDR, IPv4 or IPv6) of the proxies in front of the public listener. From them, and from nobody else, the caller's address (Forwarded, X-Forwarded-For), scheme and host (X-Forwarded-Proto, X-Forwarded-Host) and client certificate are believed. Name no network from which a stranger can connect. */
  readonly trustedProxies?: ReadonlyArray<string>;
  /** Header in which a trusted proxy hands on the client certificate: as nginx ($ssl_client_escaped_cert), Apache (%{SSL_CLIENT_CERT}s) or Envoy (X-Forwarded-Client-Cert) write it. The proxy must set it on every request, also to nothing, or a stranger's own passes through. */
  readonly clientCertificateHeader?: string;
  /** Whether Envoy's `Hash=` is believed where the header holds no `Cert=`. Nobody can check the hash against a certificate then, nor the dates of the certificate. Leave it false and set `cert: true` in Envoy. */
  readonly clientCertificateHashSuffices?: boolean;
  /** How long an idle connection of the public listener is kept open, from 1s to 24h. Keep it longer than the proxy in front keeps its own (Google 600 s, Caddy 120 s, cloudflared 90 s, most others 60 s), or the proxy sends a push on a connection that is just being closed. Many idle connections do no harm: when there are too many, the one that has been idle for longest is closed. */
  readonly keepAlive?: string;
};

/** The lines that a gateway writes to standard error. A reload takes a change up. */
export type Log = {
  readonly level?: LogLevelChoice;
  /** `json`: one object a line. `pretty`: for people; needs npm install pino-pretty. Absent: pretty in development on a terminal where that package is installed, otherwise json. */
  readonly format?: 'json' | 'pretty';
};

/** From the most lines to none. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Which lines are written: those of this level and of the graver ones. One level for all areas, or a map with `default` and a level for each area that differs. `debug` adds a line for each answer, call and event. */
export type LogLevelChoice = LogLevel | LogLevels;

/** A level for each area. An area that is not named has that of `default`, which is `info`. */
export type LogLevels = {
  readonly default?: LogLevel;
  readonly gateway?: LogLevel;
  readonly receive?: LogLevel;
  readonly deliver?: LogLevel;
  readonly store?: LogLevel;
  readonly providers?: LogLevel;
  readonly outbound?: LogLevel;
  readonly operator?: LogLevel;
  readonly health?: LogLevel;
  readonly tracing?: LogLevel;
  readonly mocks?: LogLevel;
};

/** The one YAML file that `pushdock serve --config pushdock.yaml` reads. An unknown key is refused: a key that is ignored is worse than one that is missing. */
export type ModelConfiguration = {
  /** Allows what production must not: secrets written in this file, plain http and private addresses for provider APIs and event hosts, mocks, the automatic responder, an operator API without a token on loopback. The start-up log and `pushdock doctor` say loudly that it is on. */
  readonly development?: boolean;
  /** Lets a gateway under `development: true` be reached from elsewhere: `listen.public` beyond loopback, or a `publicUrl` of https. Without it both are refused, because a development configuration that meets the internet by mistake believes strangers. */
  readonly exposeDevelopment?: boolean;
  /** A file of lines `NAME=value`, in which `{ env: NAME }` is looked up where the environment itself does not have the variable. It is read at every start and reload, so a secret in it can change without a restart. Give it mode 600. `pushdock init` writes one. */
  readonly environmentFile?: string;
  readonly listen?: Listen;
  /** What providers call: scheme and host, with a path prefix where a proxy has one, without a slash at the end. OAuth 1.0a signs it, so it must be what AppDirect was given. Absent: scheme and Host header of each request. */
  readonly publicUrl?: string;
  readonly contact?: Contact;
  readonly store?: ConfigurationStore;
  readonly admin?: Admin;
  readonly oauth?: OAuth;
  readonly encryptionKey?: Secret;
  /** `encrypted`: they are sealed with `encryptionKey`, and without that key none is stored. `plain`: they are in the store as they are, for anyone who can read its file. */
  readonly storedSecrets?: 'encrypted' | 'plain';
  /** The configured instances of the providers, by name. The name is part of the push URL and of every event. */
  readonly sources: { readonly [name: string]: Source };
  /** Where events go, by name. Without a sink events are made and kept, and delivered to nobody. */
  readonly sinks?: { readonly [name: string]: Sink };
  readonly policy?: Policy;
  readonly health?: Health;
  /** Who is told of conditions, by name. */
  readonly alerts?: { readonly [name: string]: AlertTarget };
  readonly telemetry?: Telemetry;
  readonly log?: Log;
  /** The gateway runs the mocks of all providers itself, with this control port; the ports of their APIs follow it as with `pushdock mock up`, to which it gives way. Their credentials are those of `spec/config.try.yaml`. Development only. */
  readonly mocks?: number;
};

/** Asks handlers of yours, which the JavaScript module at `path` exports: `export const ordered = answer('com.appdirect.subscription.order', async (event) => ({ success: true, accountIdentifier: '…' }))`. */
export type ModuleResponder = {
  /** Ask a module. */
  readonly mode: 'module';
  /** The module, relative to the working directory. Loaded once: a restart takes up a changed one. */
  readonly path: string;
  /** The budget of a handler, in milliseconds. When it, or the 15 s for which AppDirect's connection waits, is over, AppDirect hears 202, and a later answer is posted to it. */
  readonly timeoutMs?: number;
  /** For how long, once AppDirect has heard 202, the answer is still waited for, up to 10m. Without one the result is UNKNOWN_ERROR, after which a resend is processed again. Complete slower events through the operator API. */
  readonly lateAnswer?: string;
};

/** Calls handlers of yours: a JavaScript module is loaded and what it exports is called with each event of its type. A throw or a timeout is a failed attempt. */
export type ModuleSink = {
  /** A module. */
  readonly type: 'module';
  /** The module, relative to the working directory. A .ts file needs a Node that strips types. */
  readonly path: string;
  /** How long a handler may take, in milliseconds. One that takes longer is told by its signal; one whose thread does not react to that within 2 s (an endless loop) is stopped with its thread. */
  readonly timeoutMs?: number;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** Publishes each event to NATS JetStream and waits for the stream's acknowledgement. The event's id is the message id, so a repeat within the stream's window is dropped there. Needs the packages @nats-io/transport-node and @nats-io/jetstream. */
export type NatsSink = {
  /** NATS JetStream. */
  readonly type: 'nats';
  /** The cluster: `nats://` or `tls://`, host and port. Unencrypted only on loopback or in development. */
  readonly servers: ReadonlyArray<string>;
  /** Subject to publish to; `{type}` and `{source}` are the event's (source without its first slash, others as dots). A stream must take it. */
  readonly subject?: string;
  /** The stream that must take it; anything else is a failed attempt. Absent: whichever takes the subject. */
  readonly stream?: string;
  /** User name. */
  readonly user?: string;
  readonly password?: Secret;
  readonly token?: Secret;
  readonly tls?: ClientTls;
  /** How long an attempt may take, connecting included, in milliseconds. */
  readonly timeoutMs?: number;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** `none` is the only way to switch a provider's proof off: anyone who knows the URL can then push. `pushdock doctor` says so. */
export type NoAuth = 'none';

/** Without proof. Development only, for mocks. */
export type NoOutbound = 'none';

/** Our token endpoint, POST /oauth/token, for sources with `auth: { oauth2 }`. */
export type OAuth = {
  /** Keys that sign our tokens: the first signs, all verify. To change the key, put the new one first and remove the old one after a `ttl`. At least 32 bytes each (openssl rand -hex 32). Absent: each client's tokens are signed with a key derived from its secret. */
  readonly signingKeys?: ReadonlyArray<Secret>;
};

/** An OAuth 1.0a consumer (HMAC-SHA1, no token). */
export type OAuth1Credential = {
  /** The consumer key; not a secret. */
  readonly consumerKey: string;
  readonly secret: Secret;
};

/** An id and a secret that we choose and enter at the provider. */
export type OAuth2Client = {
  /** The client id; not a secret. One id belongs to one source. */
  readonly id: string;
  readonly secret: Secret;
};

/** The caller gets a token at our POST /oauth/token with one of these ids and secrets, and pushes with it. */
export type OAuth2Clients = {
  /** Who may get a token for this source. To change a secret, name the same id twice, with the old and the new one; a client that is removed takes its tokens with it. */
  readonly clients: ReadonlyArray<OAuth2Client>;
  /** How long a token lives, from one minute to 24 hours. */
  readonly ttl?: string;
};

/** An OAuth 2 client of the provider's (client_credentials over HTTP Basic). */
export type OAuth2Credential = {
  /** The client id; not a secret. */
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Scopes to ask for, with blanks between; absent: whatever the provider grants. */
  readonly scope?: string;
  /** Where tokens are had; its host must be one of `eventHosts`. Absent: /oauth2/token of the marketplace that is called. */
  readonly tokenUrl?: string;
};

/** 1ShoppingCart's API notifications: POST /push/oneshoppingcart/{source}/{key}. Nothing is signed there, so the order is fetched from the merchant API before anything is believed. */
export type OneshoppingcartSource = {
  /** 1ShoppingCart. */
  readonly provider: 'oneshoppingcart';
  /** For a partner team that tries its messages: the source answers at /sandbox/oneshoppingcart/{source}/{key}, a message that violates its contract hears 422 with the findings, and nothing is kept or delivered. It does not answer under /push/. */
  readonly sandbox?: boolean;
  readonly policy?: SourcePolicy;
  readonly traceparent?: Traceparent;
  readonly key: Secret;
  /** The merchant id; part of the API's paths. Write it in quotes. */
  readonly merchantId: string;
  readonly merchantKey: Secret;
  /** Base of the merchant API, without a slash at the end. https, except in development. */
  readonly apiBase?: string;
};

/** How Paazl proves itself. */
export type PaazlAuth = NoAuth | PaazlProof;

/** What a push must carry: all that is named, together. At least `bearer` or `clientCertificate`. */
export type PaazlProof = {
  /** The tokens entered at Paazl; any one is enough. During a rotation list the old and the new one, and drop the old when `pushdock sources show` counts no new uses of it. */
  readonly bearer?: ReadonlyArray<Secret>;
  readonly clientCertificate?: ClientCertificateTrust;
  /** Networks from which pushes may come. An address can be shared, so this is asked beside a proof, not in place of one. */
  readonly addresses?: ReadonlyArray<string>;
  /** Lets `addresses` alone be the proof, with neither bearer nor certificate. The start-up log and `pushdock doctor` say so. */
  readonly addressesSuffice?: boolean;
};

/** Paazl's Push API: POST /push/paazl/{source}. */
export type PaazlSource = {
  /** Paazl. */
  readonly provider: 'paazl';
  /** For a partner team that tries its messages: the source answers at /sandbox/paazl/{source}, a message that violates its contract hears 422 with the findings, and nothing is kept or delivered. It does not answer under /push/. */
  readonly sandbox?: boolean;
  readonly policy?: SourcePolicy;
  readonly traceparent?: Traceparent;
  readonly auth: PaazlAuth;
  /** How long the same bytes count as a repeat. Paazl retries for 24 hours; shorter, and a late retry becomes a second event. */
  readonly dedupeWindow?: string;
};

/** PagerDuty, Events API v2: an incident for each condition, resolved when it is over. */
export type PagerdutyAlertTarget = {
  /** PagerDuty, Events API v2: an incident for each condition, resolved when it is over. */
  readonly type: 'pagerduty';
  readonly routingKey: Secret;
  /** In place of https://events.pagerduty.com/v2/enqueue, such as that of the EU. */
  readonly url?: string;
  /** Also connect to private and loopback addresses, for a system in a network of your own. */
  readonly allowPrivate?: boolean;
  /** Kinds of conditions; `*` matches any text. Absent: all. */
  readonly conditions?: ReadonlyArray<string>;
  readonly severity?: AlertSeverity;
  readonly quietHours?: QuietHours;
  /** How often a condition that goes on is told again. Absent: never. */
  readonly remind?: string;
};

/** Rules for all sources. */
export type Policy = {
  /** What happens to a message that violates its contract: `deliver` its events, flagged; `hold`, which quarantines it; or `alert`, which delivers and raises a condition until the finding is accepted. The provider gets the same answer either way. */
  readonly offContract?: 'deliver' | 'hold' | 'alert';
  readonly rules?: RulePolicies;
  readonly limits?: Limits;
  readonly retention?: Retention;
};

/** A PostgreSQL database, version 14 or later, that many gateways share. */
export type PostgresStore = {
  /** Its address, without a password. The parameters of libpq are understood, such as `?sslmode=verify-full`; those about TLS must not contradict `tls`. */
  readonly url: string;
  readonly password?: Secret;
  /** The schema that holds everything; it is made at the first start. */
  readonly schema?: string;
  /** How many connections one gateway opens at most. It opens them when it needs them. */
  readonly connections?: number;
  /** Its address past a pooler such as PgBouncer. Each gateway holds one connection for each of its threads there, on which it listens for hints of the others (LISTEN), so that they need not wait for the next poll. Absent: they poll, every 0.1 to 1 second. User, password and `tls` are those of `url`, which may be the same address. */
  readonly direct?: string;
  /** `expected`: while no synchronous standby is set, that is a condition, because acknowledged messages are lost with the database's disk. `none`: the disk is trusted, such as that of a managed database, which is kept several times. */
  readonly standby?: 'expected' | 'none';
  readonly tls?: StoreTls;
};

/** Between these times of a day only what is critical is sent; the rest is sent together at their end. */
export type QuietHours = {
  /** When they begin. */
  readonly from: string;
  /** When they end; before `from`, it is the next day. */
  readonly to: string;
  /** The time zone of both, by its name in the IANA database. */
  readonly zone?: string;
};

/** Publishes each event to RabbitMQ as a persistent message and waits for the broker's confirm. A message that no queue takes is a failed attempt. Needs the package amqplib. */
export type RabbitmqSink = {
  /** RabbitMQ. */
  readonly type: 'rabbitmq';
  /** `amqps://` or `amqp://`, host, port and virtual host; without user and password. Unencrypted only on loopback or in development. */
  readonly url: string;
  /** User name. */
  readonly user?: string;
  readonly password?: Secret;
  /** Publish to this queue; it is declared durable. Either this or `exchange`. */
  readonly queue?: string;
  /** Publish to this topic exchange; it is declared durable. Queues are bound to it by you. */
  readonly exchange?: string;
  /** Routing key at the exchange; `{type}` and `{source}` as for NATS. */
  readonly routingKey?: string;
  readonly tls?: ClientTls;
  /** How long an attempt may take, connecting included, in milliseconds. */
  readonly timeoutMs?: number;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** Who decides what AppDirect hears. */
export type Responder = AsyncResponder | AutoResponder | HttpResponder | ModuleResponder;

/** For how long what is kept; once an hour what is older is forgotten, and its room in the file given back. Never forgotten: what is still owed (a message in work, a delivery that is neither delivered nor a dead letter, an identity whose repeats are still recognised), and messages under legal hold. */
export type Retention = {
  /** Messages with all that belongs to them, since they were received. Where an identity has no window of its own, a later repeat is new again. */
  readonly messages?: string;
  /** Events with their deliveries, attempts and dead letters, since the event was made. They end with their message, if that goes first. */
  readonly events?: string;
  /** Bytes of messages and the documents fetched for them, since the message was received. Without them events cannot be derived again, only repeated as they were sent. */
  readonly bodies?: string;
};

/** What happens to a message with a finding of a rule, be it drift or violation. `hold` outweighs `alert`, and `alert` outweighs `deliver`, where a message has several. Drift that no rule is named for is delivered. */
export type RulePolicies = {
  readonly unknown_field?: RulePolicy;
  readonly unknown_value?: RulePolicy;
  readonly unknown_event?: RulePolicy;
  readonly padded_value?: RulePolicy;
  readonly number_notation?: RulePolicy;
  readonly wrapped_root?: RulePolicy;
  readonly misplaced_field?: RulePolicy;
  readonly unknown_namespace?: RulePolicy;
  readonly missing_field?: RulePolicy;
  readonly wrong_type?: RulePolicy;
  readonly wrong_format?: RulePolicy;
  readonly out_of_bounds?: RulePolicy;
  readonly no_alternative?: RulePolicy;
  readonly repeated_field?: RulePolicy;
  readonly duplicate_key?: RulePolicy;
  readonly lone_surrogate?: RulePolicy;
  readonly control_character?: RulePolicy;
  readonly encoding_contradiction?: RulePolicy;
  readonly encoding_unsupported?: RulePolicy;
  readonly declaration_misplaced?: RulePolicy;
  readonly xml_entity?: RulePolicy;
};

/** `deliver`, `hold` or `alert`. */
export type RulePolicy = 'deliver' | 'hold' | 'alert';

/** A secret: `{ env: NAME }` or `{ file: path }`. Written out as plain text it is accepted in development only. */
export type Secret = SecretFromEnvironment | SecretFromFile | string;

/** The value of an environment variable. A variable that is not set, or empty, is refused at start. */
export type SecretFromEnvironment = {
  /** Name of the variable. */
  readonly env: string;
};

/** The content of a file, without one newline at its end. */
export type SecretFromFile = {
  /** Path, relative to the working directory. */
  readonly file: string;
};

/** Somewhere that events go. */
export type Sink = FileSink | HttpSink | KafkaSink | ModuleSink | NatsSink | RabbitmqSink | SqsSink | StdoutSink;

/** An incoming webhook of Slack, or of what takes its form; `url` is that webhook's, which is a secret. */
export type SlackAlertTarget = {
  /** An incoming webhook of Slack, or of what takes its form; `url` is that webhook's, which is a secret. */
  readonly type: 'slack';
  readonly url: Secret;
  /** Also connect to private and loopback addresses, for a system in a network of your own. */
  readonly allowPrivate?: boolean;
  /** Kinds of conditions; `*` matches any text. Absent: all. */
  readonly conditions?: ReadonlyArray<string>;
  readonly severity?: AlertSeverity;
  readonly quietHours?: QuietHours;
  /** How often a condition that goes on is told again. Absent: never. */
  readonly remind?: string;
};

/** A configured instance of a provider. */
export type Source = AppdirectSource | OneshoppingcartSource | PaazlSource | ZettleSource;

/** For one source. */
export type SourceHealthSettings = {
  /** As health.usualGapAtLeast. */
  readonly usualGapAtLeast?: string;
  /** After how many failed tries in a row the provider gives up, where its documents do not say so. The forecast is made with it. */
  readonly givesUpAfter?: number;
};

/** What this source does differently with messages that depart from their contract. A rule named here goes before one in `policy.rules`, and any rule before `offContract`. */
export type SourcePolicy = {
  /** In place of `policy.offContract`. */
  readonly offContract?: 'deliver' | 'hold' | 'alert';
  readonly rules?: RulePolicies;
};

/** An Amazon SQS queue that the gateway polls. A message is removed from it once it is durable here, and one that is refused stays, so the queue needs a redrive policy. Needs the package @aws-sdk/client-sqs, and the permissions sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility. */
export type SqsQueue = {
  /** The queue. One queue belongs to one source. Unencrypted only on loopback or in development. */
  readonly queueUrl: string;
  /** The queue's region. */
  readonly region: string;
  /** In place of AWS's own, such as a VPC endpoint or an emulator. */
  readonly endpoint?: string;
  /** With `secretAccessKey`. Absent: the SDK looks into the environment, the profile, and the role of the machine or the container. */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: Secret;
  /** How long a request may take, connecting included, in milliseconds. One that waits for messages may take 20 s longer. */
  readonly timeoutMs?: number;
  /** For how long a message that was handed out is hidden from others. It comes again after that if it was not removed, because the gateway was killed for instance. Longer than a commit takes; while the store is away the time is extended. */
  readonly visibilitySeconds?: number;
};

/** Sends each event to an Amazon SQS queue. On a FIFO queue the message group is the event's subject, and a repeat within five minutes is dropped. Needs the package @aws-sdk/client-sqs. */
export type SqsSink = {
  /** Amazon SQS. */
  readonly type: 'sqs';
  /** The queue. `.fifo` at its end makes it a FIFO queue, as at AWS. Unencrypted only on loopback or in development. */
  readonly queueUrl: string;
  /** The queue's region. */
  readonly region: string;
  /** In place of AWS's own, such as a VPC endpoint or an emulator. */
  readonly endpoint?: string;
  /** With `secretAccessKey`. Absent: the SDK looks into the environment, the profile, and the role of the machine or the container. */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: Secret;
  /** How long an attempt may take, connecting included, in milliseconds. */
  readonly timeoutMs?: number;
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** Writes each event as a line of JSON to standard output, where the log is not (that is standard error). */
export type StdoutSink = {
  /** Standard output. */
  readonly type: 'stdout';
  /** Event types that this sink gets; `*` stands for any text. Absent: all. */
  readonly events?: ReadonlyArray<string>;
  readonly where?: EventConditions;
  readonly map?: EventMapping;
  /** How many deliveries may be under way at once. */
  readonly concurrency?: number;
  readonly order?: DeliveryOrder;
  readonly rate?: DeliveryRate;
  readonly retry?: DeliveryRetry;
};

/** The server must then prove itself by TLS. Paths of PEM files, relative to the working directory. */
export type StoreTls = {
  /** Who issued the server's certificate. Absent: the authorities that Node trusts. */
  readonly ca?: string;
  /** Our certificate, where the server asks for one. */
  readonly cert?: string;
  /** The key of `cert`. */
  readonly key?: string;
};

/** A webhook of a Teams workflow that takes adaptive cards; `url` is that webhook's, which is a secret. */
export type TeamsAlertTarget = {
  /** A webhook of a Teams workflow that takes adaptive cards; `url` is that webhook's, which is a secret. */
  readonly type: 'teams';
  readonly url: Secret;
  /** Also connect to private and loopback addresses, for a system in a network of your own. */
  readonly allowPrivate?: boolean;
  /** Kinds of conditions; `*` matches any text. Absent: all. */
  readonly conditions?: ReadonlyArray<string>;
  readonly severity?: AlertSeverity;
  readonly quietHours?: QuietHours;
  /** How often a condition that goes on is told again. Absent: never. */
  readonly remind?: string;
};

/** Traces by OpenTelemetry: each push from the provider's request to the sink's answer. Needs two packages: npm install @opentelemetry/sdk-trace-node @opentelemetry/exporter-trace-otlp-proto. Absent, nothing is traced and nothing is loaded. A change needs a restart. */
export type Telemetry = {
  /** Where spans are sent: the base URL of a collector that takes OTLP over HTTP as protobuf. `/v1/traces` is appended where it is missing. */
  readonly otlp: string;
  /** Headers that the collector asks for, such as authorization; each value is a secret. */
  readonly headers?: { readonly [name: string]: Secret };
  /** The share of the traces that begin here and are recorded. A trace that a source continues (`traceparent: parent`) is recorded if its sender says so. */
  readonly sample?: number;
  /** The name under which the spans appear: `service.name`. */
  readonly service?: string;
};

/** TLS that the gateway terminates itself on the public listener; absent: plain http, for a proxy in front. A client certificate is asked for and never demanded, each source says whom it trusts. */
export type Tls = {
  /** File with the server's certificate and those between it and its authority, PEM. */
  readonly cert: string;
  /** File with its private key, PEM, not encrypted; only this user should be able to read it. */
  readonly key: string;
  /** File with authorities (PEM) whose names tell callers which certificate to present. It decides nothing about trust. Leave it out where self-signed client certificates are used: some clients, Java's among them, then present none. */
  readonly clientCa?: string;
};

/** What a `traceparent` header of the sender means, where `telemetry` is on. `link`, which is the default: the push begins a trace of its own, which names the sender's as a link. `parent`: it continues the sender's trace, which then decides whether it is recorded. Choose `parent` only where both belong to one team: a provider's trace ids would otherwise group yours, and its flag would fill or empty your collector. */
export type Traceparent = 'link' | 'parent';

/** Where pushes come from beside HTTP. */
export type Transport = {
  readonly sqs: SqsQueue;
};

/** Zettle's Pusher: POST /push/zettle/{source}. It needs `signingKeys`, or declared `subscriptions`, or `auth: none`; without one of them the gateway refuses to start. */
export type ZettleSource = {
  /** Zettle. */
  readonly provider: 'zettle';
  /** For a partner team that tries its messages: the source answers at /sandbox/zettle/{source}, a message that violates its contract hears 422 with the findings, and nothing is kept or delivered. It does not answer under /push/. */
  readonly sandbox?: boolean;
  readonly policy?: SourcePolicy;
  readonly traceparent?: Traceparent;
  readonly transport?: Transport;
  /** The message attribute that holds the signature where pushes come through a queue; upper and lower case are the same. Zettle does not document its name. Absent: X-iZettle-Signature. */
  readonly signatureAttribute?: string;
  /** The organization's uuid, or `self`. */
  readonly organization?: string;
  /** The `signingKey` of each subscription that pushes here, as Zettle showed it; any one that fits the signature is enough. A key serves one source: in two of them it is refused at start. */
  readonly signingKeys?: ReadonlyArray<Secret>;
  /** The subscriptions that shall push here. `pushdock zettle subscriptions sync` makes Zettle's the same, and from then on a departure is a condition. Declaring one lets the source start without a key, since Zettle shows the key only when the subscription exists: until then a TestMessage hears 200 and everything else 401. */
  readonly subscriptions?: ReadonlyArray<ZettleSubscription>;
  /** The client by which we manage subscriptions at Zettle, with `apiKey` or with `clientSecret`. Absent: Zettle is never called, and `signingKeys` holds the keys. */
  readonly clientId?: string;
  readonly apiKey?: Secret;
  readonly clientSecret?: Secret;
  readonly refreshToken?: Secret;
  /** Base URL of Zettle's Pusher service. */
  readonly pusherBase?: string;
  /** Base URL of Zettle's OAuth service. */
  readonly oauthBase?: string;
  /** Whether a declared subscription that is missing at Zettle is created again by itself, and one that was changed there is put back. It is a condition in either case. */
  readonly recreate?: boolean;
  /** How old the signed `timestamp` of a push may be. Zettle repeats a push for 72 hours. An older one, or one more than ten minutes ahead, hears 200 and is quarantined: its first copy may be forgotten, so it could be a captured push sent again. Never longer than `policy.retention.messages`, which is how long pushes are remembered. `off` looks at no time, in development only; a sandbox source never does. */
  readonly signedWithin?: string;
  readonly auth?: NoAuth;
};

/** A subscription at Zettle, as it is or shall be. */
export type ZettleSubscription = {
  /** Our name for it. */
  readonly name: string;
  /** Event names; an empty list means every supported event. */
  readonly events: ReadonlyArray<string>;
  /** The push URL of this source, as Zettle reaches it; with transport `SQS`, the `queueUrl` of this source. Zettle takes https only; plain http is for a mock in development. */
  readonly destination: string;
  /** How its events travel. `SQS` is open to selected clients of Zettle. It needs `transport` of the source, and the queue's URL as `destination`. */
  readonly transport?: 'WEBHOOK' | 'SQS';
  /** Where Zettle writes when the destination fails. */
  readonly contactEmail: string;
};
