/*
 * Generated from spec/providers/zettle/api.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { send } from '../../runtime/client.ts';
import type { CallOptions, ClientSettings, Received, Undeclared } from '../../runtime/client.ts';
import type {
  CreateSubscription,
  ModelError,
  Subscription,
  Token,
  TokenError,
  TokenRequest,
  UpdateSubscription,
  User,
} from './models.ts';

/** What `createSubscription` takes; text for the path is percent-encoded by the client. */
export type CreateSubscriptionCall = {
  readonly path: { readonly organizationUuid: string };
  readonly body: CreateSubscription;
};

/** The answers that the contract declares for `createSubscription`. */
export type CreateSubscriptionAnswer =
  | Received<200, 'application/json', Subscription>
  | Received<400, 'application/json', ModelError>
  | Received<401, 'application/json', ModelError>
  | Received<403, 'application/json', ModelError>
  | Received<422, 'application/json', ModelError>
  | Received<500, 'application/json', ModelError>;

/** What `deleteSubscription` takes; text for the path is percent-encoded by the client. */
export type DeleteSubscriptionCall = {
  readonly path: { readonly organizationUuid: string; readonly subscriptionUuid: string };
};

/** The answers that the contract declares for `deleteSubscription`. */
export type DeleteSubscriptionAnswer =
  | Received<204, undefined, undefined>
  | Received<401, 'application/json', ModelError>
  | Received<404, 'application/json', ModelError>;

/** What `deleteSubscriptionWithoutUuid` takes; text for the path is percent-encoded by the client. */
export type DeleteSubscriptionWithoutUuidCall = {
  readonly path: { readonly organizationUuid: string };
};

/** The answers that the contract declares for `deleteSubscriptionWithoutUuid`. */
export type DeleteSubscriptionWithoutUuidAnswer =
  | Received<401, 'application/json', ModelError>
  | Received<404, 'application/json', ModelError>;

/** What `getToken` takes; text for the path is percent-encoded by the client. */
export type GetTokenCall = {
  readonly body: TokenRequest;
};

/** The answers that the contract declares for `getToken`. */
export type GetTokenAnswer =
  | Received<200, 'application/json', Token>
  | Received<400, 'application/json', TokenError>
  | Received<401, 'application/json', TokenError>;

/** What `getUser` takes; text for the path is percent-encoded by the client. */
export type GetUserCall = {};

/** The answers that the contract declares for `getUser`. */
export type GetUserAnswer = Received<200, 'application/json', User> | Received<401, 'application/json', ModelError>;

/** What `listSubscriptions` takes; text for the path is percent-encoded by the client. */
export type ListSubscriptionsCall = {
  readonly path: { readonly organizationUuid: string };
};

/** The answers that the contract declares for `listSubscriptions`. */
export type ListSubscriptionsAnswer =
  | Received<200, 'application/json', ReadonlyArray<Subscription>>
  | Received<401, 'application/json', ModelError>;

/** What `updateSubscription` takes; text for the path is percent-encoded by the client. */
export type UpdateSubscriptionCall = {
  readonly path: { readonly organizationUuid: string; readonly subscriptionUuid: string };
  readonly body: UpdateSubscription;
};

/** The answers that the contract declares for `updateSubscription`. */
export type UpdateSubscriptionAnswer =
  | Received<200, undefined, undefined>
  | Received<400, 'application/json', ModelError>
  | Received<401, 'application/json', ModelError>
  | Received<403, 'application/json', ModelError>
  | Received<404, 'application/json', ModelError>
  | Received<422, 'application/json', ModelError>
  | Received<500, 'application/json', ModelError>;

/** What `updateSubscriptionWithoutUuid` takes; text for the path is percent-encoded by the client. */
export type UpdateSubscriptionWithoutUuidCall = {
  readonly path: { readonly organizationUuid: string };
};

/** The answers that the contract declares for `updateSubscriptionWithoutUuid`. */
export type UpdateSubscriptionWithoutUuidAnswer =
  | Received<401, 'application/json', ModelError>
  | Received<405, 'application/json', ModelError>;

/** Client of spec/providers/zettle/api.yaml. An answer is a value, also a refusal; a call rejects only when there is no answer (network, `signal`). */
export type ZettleApi = {
  /** Create a webhook subscription */
  readonly createSubscription: (
    call: CreateSubscriptionCall,
    options?: CallOptions,
  ) => Promise<CreateSubscriptionAnswer | Undeclared>;

  /** Delete a webhook subscription */
  readonly deleteSubscription: (
    call: DeleteSubscriptionCall,
    options?: CallOptions,
  ) => Promise<DeleteSubscriptionAnswer | Undeclared>;

  /** Delete without a subscription uuid (always 404) */
  readonly deleteSubscriptionWithoutUuid: (
    call: DeleteSubscriptionWithoutUuidCall,
    options?: CallOptions,
  ) => Promise<DeleteSubscriptionWithoutUuidAnswer | Undeclared>;

  /** Get an access token */
  readonly getToken: (call: GetTokenCall, options?: CallOptions) => Promise<GetTokenAnswer | Undeclared>;

  /** Get the user and the organization of a token */
  readonly getUser: (call: GetUserCall, options?: CallOptions) => Promise<GetUserAnswer | Undeclared>;

  /** Get all webhook subscriptions */
  readonly listSubscriptions: (
    call: ListSubscriptionsCall,
    options?: CallOptions,
  ) => Promise<ListSubscriptionsAnswer | Undeclared>;

  /** Update a webhook subscription */
  readonly updateSubscription: (
    call: UpdateSubscriptionCall,
    options?: CallOptions,
  ) => Promise<UpdateSubscriptionAnswer | Undeclared>;

  /** Update without a subscription uuid (always 405) */
  readonly updateSubscriptionWithoutUuid: (
    call: UpdateSubscriptionWithoutUuidCall,
    options?: CallOptions,
  ) => Promise<UpdateSubscriptionWithoutUuidAnswer | Undeclared>;
};

export function createZettleApi(settings: ClientSettings): ZettleApi {
  return {
    createSubscription: (call, options) =>
      send<CreateSubscriptionAnswer>(
        settings,
        {
          operationId: 'createSubscription',
          method: 'POST',
          path: '/organizations/{organizationUuid}/subscriptions',
          consumes: 'application/json',
          answers: {
            200: ['application/json'],
            400: ['application/json'],
            401: ['application/json'],
            403: ['application/json'],
            422: ['application/json'],
            500: ['application/json'],
          },
        },
        call,
        options,
      ),

    deleteSubscription: (call, options) =>
      send<DeleteSubscriptionAnswer>(
        settings,
        {
          operationId: 'deleteSubscription',
          method: 'DELETE',
          path: '/organizations/{organizationUuid}/subscriptions/{subscriptionUuid}',
          answers: { 204: [], 401: ['application/json'], 404: ['application/json'] },
        },
        call,
        options,
      ),

    deleteSubscriptionWithoutUuid: (call, options) =>
      send<DeleteSubscriptionWithoutUuidAnswer>(
        settings,
        {
          operationId: 'deleteSubscriptionWithoutUuid',
          method: 'DELETE',
          path: '/organizations/{organizationUuid}/subscriptions',
          answers: { 401: ['application/json'], 404: ['application/json'] },
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
          path: '/token',
          consumes: 'application/x-www-form-urlencoded',
          answers: { 200: ['application/json'], 400: ['application/json'], 401: ['application/json'] },
        },
        call,
        options,
      ),

    getUser: (call, options) =>
      send<GetUserAnswer>(
        settings,
        {
          operationId: 'getUser',
          method: 'GET',
          path: '/users/self',
          answers: { 200: ['application/json'], 401: ['application/json'] },
        },
        call,
        options,
      ),

    listSubscriptions: (call, options) =>
      send<ListSubscriptionsAnswer>(
        settings,
        {
          operationId: 'listSubscriptions',
          method: 'GET',
          path: '/organizations/{organizationUuid}/subscriptions',
          answers: { 200: ['application/json'], 401: ['application/json'] },
        },
        call,
        options,
      ),

    updateSubscription: (call, options) =>
      send<UpdateSubscriptionAnswer>(
        settings,
        {
          operationId: 'updateSubscription',
          method: 'PUT',
          path: '/organizations/{organizationUuid}/subscriptions/{subscriptionUuid}',
          consumes: 'application/json',
          answers: {
            200: [],
            400: ['application/json'],
            401: ['application/json'],
            403: ['application/json'],
            404: ['application/json'],
            422: ['application/json'],
            500: ['application/json'],
          },
        },
        call,
        options,
      ),

    updateSubscriptionWithoutUuid: (call, options) =>
      send<UpdateSubscriptionWithoutUuidAnswer>(
        settings,
        {
          operationId: 'updateSubscriptionWithoutUuid',
          method: 'PUT',
          path: '/organizations/{organizationUuid}/subscriptions',
          answers: { 401: ['application/json'], 405: ['application/json'] },
        },
        call,
        options,
      ),
  };
}
