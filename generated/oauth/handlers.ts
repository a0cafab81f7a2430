/*
 * Generated from spec/oauth.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { UnreadInput } from '../runtime/reading.ts';
import type { Problem, Token, TokenError } from './models.ts';

/** Header names as they are to be sent. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What `issueToken` may answer: 200, 400, 401, 405, 413, 429.
 */
export type IssueTokenAnswer =
  | {
      readonly status: 200;
      readonly headers: AnswerHeaders & { readonly 'Cache-Control': string; readonly Pragma: string };
      readonly contentType: 'application/json';
      readonly body: Token;
    }
  | {
      readonly status: 400;
      readonly headers: AnswerHeaders & { readonly 'Cache-Control': string; readonly Pragma: string };
      readonly contentType: 'application/json';
      readonly body: TokenError;
    }
  | {
      readonly status: 401;
      readonly headers: AnswerHeaders & {
        readonly 'WWW-Authenticate': string;
        readonly 'Cache-Control': string;
        readonly Pragma: string;
      };
      readonly contentType: 'application/json';
      readonly body: TokenError;
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

/** The parameters that the contract declares for `issueToken`; header names in lower case. */
export type IssueTokenInput = {};

/** Reads them as typed values. Throws `UnreadableInput` where the request does not match the contract: validate first, or catch it. */
export function readIssueTokenInput(unread: UnreadInput): IssueTokenInput {
  return {};
}

/** The stub to fill: one handler per operation, each answering only what the contract declares. An operation without a handler does not compile. */
export type OauthHandlers<Input = UnreadInput> = {
  /** Get an access token for pushes */
  readonly issueToken: (input: Input) => Promise<IssueTokenAnswer>;
};
