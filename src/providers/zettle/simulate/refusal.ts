/** How the API says no: the statuses and shapes of `spec/providers/zettle/api.yaml`, with the texts of its examples. */
import type { MockAnswer } from '../../../simulate/listener.ts';

export type Refusal = { readonly status: 400 | 401 | 403 | 404 | 405 | 422 | 500; readonly body: object };

export const json = (status: number, body: object): MockAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

export const refused = ({ status, body }: Refusal): MockAnswer => json(status, body);

export const invalid = (propertyName: string, developerMessage: string): Refusal => ({
  status: 400,
  body: { developerMessage: 'The request is not valid', violations: [{ propertyName, developerMessage }] },
});

export const unprocessable = (propertyName: string, developerMessage: string): Refusal => ({
  status: 422,
  body: { developerMessage: 'The request cannot be processed', violations: [{ propertyName, developerMessage }] },
});

export const unauthorized = (developerMessage: string): Refusal => ({ status: 401, body: { developerMessage } });

export const scopeMissing = (scope: string, event: string): Refusal => ({
  status: 403,
  body: { developerMessage: `The scope ${scope} is needed for ${event}` },
});

export const alreadyExists = (uuid: string): Refusal => ({
  status: 400,
  body: { developerMessage: `Subscription ${uuid} already exists`, errorType: 'SUBSCRIPTION_ALREADY_EXIST' },
});

export const notFound = (uuid: string): Refusal => ({
  status: 404,
  body: { developerMessage: `Subscription ${uuid} was not found`, errorType: 'SUBSCRIPTION_NOT_FOUND' },
});

export const notAccessible = (destination: string): Refusal => ({
  status: 400,
  body: {
    developerMessage: `The destination ${destination} is not accessible`,
    errorType: 'DESTINATION_NOT_ACCESSIBLE',
  },
});

export const respondedWith = (destination: string, status: number): Refusal => ({
  status: 500,
  body: {
    developerMessage: `The destination ${destination} responded with ${status}`,
    errorType: 'DESTINATION_RESPONDED_WITH_ERROR_CODE',
  },
});
