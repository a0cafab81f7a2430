/*
 * Generated from spec/providers/appdirect/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

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

/** What became of an event. One schema for JSON and for the parsed XML, which in the documented style has lower-case names. */
export type Result = {
  readonly success: ResultSuccess;
  /**
   * The vendor's name of the account, by which AppDirect calls it in later events. Required in the answer to
   * SUBSCRIPTION_ORDER, and to the ping `dummyOrder`.
   */
  readonly accountIdentifier?: string;
  /** The vendor's name of the user, in the answer to USER_ASSIGNMENT. */
  readonly userIdentifier?: string;
  /**
   * Why `success` is false. An open list. An unsupported event type or event URL is CONFIGURATION_ERROR, an unknown
   * account ACCOUNT_NOT_FOUND, our own failure UNKNOWN_ERROR.
   */
  readonly errorCode?: string;
  /** A sentence for the person at the marketplace. */
  readonly message?: string;
  /** `accountIdentifier` as the source document's XML writes it. In XML only. */
  readonly accountidentifier?: string;
  /** `userIdentifier` in the lower case of the documented XML style. In XML only. */
  readonly useridentifier?: string;
  /** `errorCode` as the source document's XML writes it. In XML only. */
  readonly errorcode?: string;
};

/**
 * Whether the event was processed. The source document shows the strings `true` and `false` in JSON (style `documented`),
 * AppDirect's SDK sends a boolean (style `sdk`); XML is always text.
 */
export type ResultSuccess = boolean | string;
