/*
 * Generated from spec/oauth.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
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

/** Schema `Token` of the contract. */
export type Token = {
  /** To be sent as `Authorization: Bearer …`. */
  readonly access_token: string;
  /** Always `Bearer`. */
  readonly token_type: string;
  /** Seconds that the token lives from now. */
  readonly expires_in: number;
  /** What was granted. */
  readonly scope: string;
};

/** A refusal as RFC 6749, 5.2, writes it. */
export type TokenError = {
  /** The code to go by. */
  readonly error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';
  /** A sentence for a developer. It never repeats what was sent. */
  readonly error_description: string;
};

/** What is asked for. A field without a value counts as absent, a field that is not named here is ignored (RFC 6749, 3.2). */
export type TokenRequest = {
  /** Always `client_credentials`. */
  readonly grant_type: string;
  /** `push`, or absent. */
  readonly scope?: string;
  /** Where HTTP Basic is not used. */
  readonly client_id?: string;
  /** Where HTTP Basic is not used. */
  readonly client_secret?: string;
};
