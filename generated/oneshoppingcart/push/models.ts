/*
 * Generated from spec/providers/oneshoppingcart/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

/** A new order was placed for the merchant account. */
export type NewOrder = {
  /** Names the order when it is read from the API. */
  readonly Token: string;
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
