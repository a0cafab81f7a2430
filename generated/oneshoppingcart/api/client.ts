/*
 * Generated from spec/providers/oneshoppingcart/api.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import { send } from '../../runtime/client.ts';
import type { CallOptions, ClientSettings, Received, Undeclared } from '../../runtime/client.ts';

/** What `readOrder` takes; text for the path is percent-encoded by the client. */
export type ReadOrderCall = {
  readonly path: { readonly merchantId: string; readonly token: string };
  readonly body: string;
};

/** The answers that the contract declares for `readOrder`. */
export type ReadOrderAnswer = Received<200, 'text/xml', string>;

/** What `requestTestNotification` takes; text for the path is percent-encoded by the client. */
export type RequestTestNotificationCall = {
  readonly path: { readonly merchantId: string };
};

/** The answers that the contract declares for `requestTestNotification`. */
export type RequestTestNotificationAnswer = Received<200, 'text/xml', string>;

/** Client of spec/providers/oneshoppingcart/api.yaml. An answer is a value, also a refusal; a call rejects only when there is no answer (network, `signal`). */
export type OneshoppingcartApi = {
  /** Read an order */
  readonly readOrder: (call: ReadOrderCall, options?: CallOptions) => Promise<ReadOrderAnswer | Undeclared>;

  /** Ask for a test notification */
  readonly requestTestNotification: (
    call: RequestTestNotificationCall,
    options?: CallOptions,
  ) => Promise<RequestTestNotificationAnswer | Undeclared>;
};

export function createOneshoppingcartApi(settings: ClientSettings): OneshoppingcartApi {
  return {
    readOrder: (call, options) =>
      send<ReadOrderAnswer>(
        settings,
        {
          operationId: 'readOrder',
          method: 'POST',
          path: '/API/{merchantId}/Orders/{token}/READ',
          consumes: 'text/xml',
          answers: { 200: ['text/xml'] },
        },
        call,
        options,
      ),

    requestTestNotification: (call, options) =>
      send<RequestTestNotificationAnswer>(
        settings,
        {
          operationId: 'requestTestNotification',
          method: 'GET',
          path: '/API/{merchantId}/Notifications/TEST',
          answers: { 200: ['text/xml'] },
        },
        call,
        options,
      ),
  };
}
