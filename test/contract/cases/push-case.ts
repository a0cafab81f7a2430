/** One message that departs from its contract in one place, and what must become of it. */
export type PushCase = {
  readonly contract: string;
  readonly operation: string;
  readonly mediaType: string;
  readonly example: string;
  /** Such as `/status: another value than the enumeration's`. */
  readonly why: string;
  readonly body: string;
  /** As the request has it. */
  readonly contentType: string;
  /** For AppDirect, whose push is a query: what stands in it, where it is not the URL of `body`. */
  readonly query?: string;
  readonly must: Must;
};

export type Must =
  /** Acknowledged, kept, and found to depart at this place. */
  | { readonly be: 'flagged'; readonly at: string }
  /** Acknowledged and kept. What is wrong decides nothing. */
  | { readonly be: 'kept' }
  /** What is not read cannot be kept. */
  | { readonly be: 'too large' };

/** The bound that the gateway under test is configured with. */
export const BODY_BYTES_MAX = 65_536;

export const nameOf = ({ operation, mediaType, example, why }: PushCase): string =>
  `${operation}, ${mediaType}, ${example}, ${why}`;
