/*
 * Generated from spec/providers/zettle/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { present, text } from '../../runtime/reading.ts';
import type { UnreadInput } from '../../runtime/reading.ts';
import type { Problem } from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What `receiveEvent` may answer: 200, 401, 404, 405, 413, 429, 503.
 */
export type ReceiveEventAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType?: undefined;
      readonly body?: undefined;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & { readonly 'WWW-Authenticate': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 404;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 405;
      readonly headers: AnswerHeaders & { readonly Allow: string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 413;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 429;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    }
  | {
      readonly status: 503;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `receiveEvent`; header names in lower case. */
export type ReceiveEventInput = {
  readonly path: { readonly source: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readReceiveEventInput(unread: UnreadInput): ReceiveEventInput {
  return {
    path: { source: present('source', text(unread.path['source'])) },
  };
}

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type ZettlePushHandlers<Input = UnreadInput> = {
  /** Receive an event */
  readonly receiveEvent: (input: Input) => Promise<ReceiveEventAnswer>;
};
