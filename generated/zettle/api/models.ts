/*
 * Generated from spec/providers/zettle/api.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** A subscription to be created. */
export type CreateSubscription = {
  /** Made by the client; a UUID of version 1. Can be used once only. */
  readonly uuid: string;
  readonly transportName: TransportName;
  /** The events. An empty list means every supported event. */
  readonly eventNames: ReadonlyArray<EventName>;
  /** The public https URL to which Zettle pushes; for `SQS` the URL of the queue [inferred]. */
  readonly destination: string;
  /** Told of errors of the subscription or the destination. */
  readonly contactEmail: string;
};

/**
 * The events to which one can subscribe, as in the published table. `x-events` gives for each the scope that the token needs (`any`: whatever scope it has),
 * and whether Zettle has since taken it off its list. An event of another name is accepted when it is pushed (`push.yaml`).
 */
export type EventName =
  | 'PurchaseCreated'
  | 'InvoiceCreated'
  | 'OrganizationUpdated'
  | 'OrganizationFeatureUpdated'
  | 'PaymentInitiated'
  | 'PaymentCreated'
  | 'PaymentCanceled'
  | 'CardPaymentAuthorized'
  | 'CardPaymentInvalid'
  | 'ProductCreated'
  | 'ProductUpdated'
  | 'ProductDeleted'
  | 'InventoryBalanceChanged'
  | 'InventoryTrackingStarted'
  | 'InventoryTrackingStopped'
  | 'ApplicationConnectionRemoved'
  | 'PersonalAssertionDeleted';

/** What Zettle answers when it refuses. The shape is [seen]; the reference gives statuses only. */
export type ModelError = {
  /** What went wrong, for people. */
  readonly developerMessage?: string;
  /** A code. Seen: `SUBSCRIPTION_ALREADY_EXIST`, `SUBSCRIPTION_NOT_FOUND`, `DESTINATION_NOT_ACCESSIBLE`, `DESTINATION_RESPONDED_WITH_ERROR_CODE`. An open list. */
  readonly errorType?: string;
  /** The fields that are wrong. */
  readonly violations?: ReadonlyArray<Violation>;
};

/** A subscription as Zettle shows it. */
export type Subscription = {
  /** Identifies the subscription; a UUID of version 1. */
  readonly uuid: string;
  readonly transportName: TransportName;
  /** The events. Plain text here, because a subscription made elsewhere may name events that are newer than this contract. */
  readonly eventNames: ReadonlyArray<string>;
  /** Last change, in UTC, with three or six fraction digits. */
  readonly updated: string;
  /** Where the events go; an https URL, for SQS the address of a queue. */
  readonly destination: string;
  /** Told of errors of the subscription or the destination. */
  readonly contactEmail: string;
  /** `ACTIVE` is the only value that the reference shows; an open list. */
  readonly status: string;
  /** The key with which the pushes are signed, 64 characters of text; used as its UTF-8 bytes. A secret: never logged. It is shown by create and by list. */
  readonly signingKey: string;
};

/** An access token. */
export type Token = {
  /** Sent as `Authorization` with the scheme Bearer. */
  readonly access_token: string;
  /** `Bearer`. */
  readonly token_type?: string;
  /** Seconds for which it is valid; 7200. */
  readonly expires_in: number;
  /** Not for the API key grant. Replaces the one before. */
  readonly refresh_token?: string;
};

/** An OAuth error (RFC 6749, 5.2). */
export type TokenError = {
  /** The code. */
  readonly error: string;
  /** For people. */
  readonly error_description?: string;
};

/** Which fields are needed depends on `grant_type`; see the operation. */
export type TokenRequest = {
  /** The grant. */
  readonly grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' | 'authorization_code' | 'refresh_token';
  /** Identifies the application. */
  readonly client_id: string;
  /** Secret of the application; not for the API key grant. */
  readonly client_secret?: string;
  /** The API key, for the grant `jwt-bearer`. */
  readonly assertion?: string;
  /** The authorization code. */
  readonly code?: string;
  /** The URI with which the code was asked for. */
  readonly redirect_uri?: string;
  /** The latest refresh token. */
  readonly refresh_token?: string;
};

/**
 * How the events travel. `SQS` (AWS) is open to selected clients only. We make such a subscription only where it is declared so (`transport: SQS`); others are shown and left alone.
 * What Zettle puts into the queue is not documented (`push.yaml`).
 */
export type TransportName = 'WEBHOOK' | 'SQS';

/** What is to change; everything else stays. */
export type UpdateSubscription = {
  readonly transportName?: TransportName;
  /** The events from now on. An empty list means every supported event. */
  readonly eventNames?: ReadonlyArray<EventName>;
  /** The public https URL to which Zettle pushes from now on. */
  readonly destination?: string;
  /** Told of errors of the subscription or the destination from now on. */
  readonly contactEmail?: string;
};

/** The user and the organization of a token. */
export type User = {
  /** Identifies the user. */
  readonly uuid: string;
  /** Identifies the organization. */
  readonly organizationUuid: string;
};

/** One field that is wrong. */
export type Violation = {
  /** Name of the field. */
  readonly propertyName?: string;
  /** What is wrong with it, for people. */
  readonly developerMessage?: string;
  /** The rule that was broken; its values are not documented. */
  readonly constraintType?: string;
};
