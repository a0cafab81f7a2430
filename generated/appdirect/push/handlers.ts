/*
 * Generated from spec/providers/appdirect/push.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { present, text } from '../../runtime/reading.ts';
import type { UnreadInput } from '../../runtime/reading.ts';
import type { Problem, Result } from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What `receiveEventNotification` may answer: 200, 202, 401, 404, 405, 413, 429.
 */
export type ReceiveEventNotificationAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Result;
    }
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/xml';
      readonly body: string;
    }
  | {
      readonly status: 202;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Result;
    }
  | {
      readonly status: 202;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/xml';
      readonly body: string;
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
    };

/** The parameters that the contract declares for `receiveEventNotification`; header names in lower case. */
export type ReceiveEventNotificationInput = {
  readonly path: { readonly source: string };
  readonly query: { readonly eventUrl: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readReceiveEventNotificationInput(unread: UnreadInput): ReceiveEventNotificationInput {
  const query = new URLSearchParams(unread.query);
  return {
    path: { source: present('source', text(unread.path['source'])) },
    query: { eventUrl: present('eventUrl', text(query.get('eventUrl'))) },
  };
}

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type AppdirectPushHandlers<Input = UnreadInput> = {
  /** An event waits at this URL */
  readonly receiveEventNotification: (input: Input) => Promise<ReceiveEventNotificationAnswer>;
};
