import { codeOf } from '../running/thrown.ts';
export type OutboundFaultCode =
  /** Not an absolute https URL (http only in development), or one with a user in it. */
  | 'url_refused'
  /** The host has no public address. */
  | 'address_refused'
  /** The answer was a redirect, which is never followed with our credentials. */
  | 'redirect_refused'
  /** Not finished within the time. */
  | 'timeout'
  /** More bytes than the bound; reading stopped there. */
  | 'response_too_large'
  /** Compressed, although we asked for plain bytes: the bound on its size would not hold. */
  | 'response_encoded'
  /** No connection, or it broke. */
  | 'network';

/** A call that brought no answer. The message names host and reason, never path, query, headers or body: they hold credentials. */
export class OutboundFault extends Error {
  override readonly name = 'OutboundFault';
  readonly code: OutboundFaultCode;

  constructor(code: OutboundFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What was thrown while `host` was called, as a fault of the call. */
export function faultOf(error: unknown, host: string): OutboundFault {
  if (error instanceof OutboundFault) return error;
  if (error instanceof Error && error.cause instanceof OutboundFault) return error.cause;
  return new OutboundFault('network', `no answer from ${host} (${codeOf(error) ?? 'no code'})`);
}
