/*
 * Generated from spec/providers/appdirect/api.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { send } from '../../runtime/client.ts';
import type { CallOptions, ClientSettings, Received, Undeclared } from '../../runtime/client.ts';
import type { Event, Result, Token, TokenError, TokenRequest } from './models.ts';

/** What `getEvent` takes; text for the path is percent-encoded by the client. */
export type GetEventCall = {
  readonly path: { readonly token: string };
};

/** The answers that the contract declares for `getEvent`. */
export type GetEventAnswer =
  | Received<200, 'application/json', Event>
  | Received<200, 'application/xml', string>
  | Received<401, undefined, undefined>
  | Received<404, undefined, undefined>;

/** What `getToken` takes; text for the path is percent-encoded by the client. */
export type GetTokenCall = {
  readonly body: TokenRequest;
};

/** The answers that the contract declares for `getToken`. */
export type GetTokenAnswer =
  | Received<200, 'application/json', Token>
  | Received<400, 'application/json', TokenError>
  | Received<401, 'application/json', TokenError>;

/** What `postEventResult` takes; text for the path is percent-encoded by the client. */
export type PostEventResultCall = {
  readonly path: { readonly token: string };
  readonly body:
    | { readonly contentType: 'application/json'; readonly value: Result }
    | { readonly contentType: 'application/xml'; readonly value: string };
};

/** The answers that the contract declares for `postEventResult`. */
export type PostEventResultAnswer =
  | Received<200, undefined, undefined>
  | Received<400, undefined, undefined>
  | Received<401, undefined, undefined>
  | Received<404, undefined, undefined>;

/** Client of spec/providers/appdirect/api.yaml. An answer is a value, also a refusal; a call rejects only when there is no answer (network, `signal`). */
export type AppdirectApi = {
  /** Fetch an event */
  readonly getEvent: (call: GetEventCall, options?: CallOptions) => Promise<GetEventAnswer | Undeclared>;

  /** Get an access token for the calls above */
  readonly getToken: (call: GetTokenCall, options?: CallOptions) => Promise<GetTokenAnswer | Undeclared>;

  /** Give the result of an event that was answered 202 */
  readonly postEventResult: (
    call: PostEventResultCall,
    options?: CallOptions,
  ) => Promise<PostEventResultAnswer | Undeclared>;
};

export function createAppdirectApi(settings: ClientSettings): AppdirectApi {
  return {
    getEvent: (call, options) =>
      send<GetEventAnswer>(
        settings,
        {
          operationId: 'getEvent',
          method: 'GET',
          path: '/api/integration/v1/events/{token}',
          answers: { 200: ['application/json', 'application/xml'], 401: [], 404: [] },
        },
        call,
        options,
      ),

    getToken: (call, options) =>
      send<GetTokenAnswer>(
        settings,
        {
          operationId: 'getToken',
          method: 'POST',
          path: '/oauth2/token',
          consumes: 'application/x-www-form-urlencoded',
          answers: { 200: ['application/json'], 400: ['application/json'], 401: ['application/json'] },
        },
        call,
        options,
      ),

    postEventResult: (call, options) =>
      send<PostEventResultAnswer>(
        settings,
        {
          operationId: 'postEventResult',
          method: 'POST',
          path: '/api/integration/v1/events/{token}/result',
          answers: { 200: [], 400: [], 401: [], 404: [] },
        },
        call,
        options,
      ),
  };
}
