/** What a generated client brought of an HTTP status, whether or not the contract declares it. */
import type { Undeclared } from '../../generated/runtime/client.ts';

export const answeredStatus = (answer: { readonly status: number } | Undeclared): number =>
  answer.status === 'undeclared' ? answer.code : answer.status;
