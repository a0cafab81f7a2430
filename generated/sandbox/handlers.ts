/*
 * Generated from spec/sandbox.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { present, text } from '../runtime/reading.ts';
import type { UnreadInput } from '../runtime/reading.ts';
import type { Judged, OffContract, Problem } from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What `tryKeyedMessage` may answer: 200, 401, 404, 405, 413, 422, 429.
 */
export type TryKeyedMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Judged;
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
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: OffContract;
    }
  | {
      readonly status: 429;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `tryKeyedMessage`; header names in lower case. */
export type TryKeyedMessageInput = {
  readonly path: { readonly provider: string; readonly source: string; readonly key: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readTryKeyedMessageInput(unread: UnreadInput): TryKeyedMessageInput {
  return {
    path: {
      provider: present('provider', text(unread.path['provider'])),
      source: present('source', text(unread.path['source'])),
      key: present('key', text(unread.path['key'])),
    },
  };
}

/**
 * What `tryMessage` may answer: 200, 401, 404, 405, 413, 422, 429.
 */
export type TryMessageAnswer =
  | {
      readonly status: 200;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/json';
      readonly body: Judged;
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
      readonly status: 422;
      readonly headers?: AnswerHeaders;
      readonly contentType: 'application/problem+json';
      readonly body: OffContract;
    }
  | {
      readonly status: 429;
      readonly headers: AnswerHeaders & { readonly 'Retry-After': string };
      readonly contentType: 'application/problem+json';
      readonly body: Problem;
    };

/** The parameters that the contract declares for `tryMessage`; header names in lower case. */
export type TryMessageInput = {
  readonly path: { readonly provider: string; readonly source: string };
};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readTryMessageInput(unread: UnreadInput): TryMessageInput {
  return {
    path: {
      provider: present('provider', text(unread.path['provider'])),
      source: present('source', text(unread.path['source'])),
    },
  };
}

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type SandboxHandlers<Input = UnreadInput> = {
  /** The same, for a provider whose proof is a key in the path */
  readonly tryKeyedMessage: (input: Input) => Promise<TryKeyedMessageAnswer>;

  /** Is this message what the contract says? */
  readonly tryMessage: (input: Input) => Promise<TryMessageAnswer>;
};
