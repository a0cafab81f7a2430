/** Paazl's Push API: a shipment's status changed. See README.md. */
import type { PaazlPushHandlers } from '../../../generated/paazl/push/handlers.ts';
import { paazlPushOperations } from '../../../generated/paazl/push/operations.ts';
import { settingsOf } from '../../config.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { openContract } from '../../contracts/contract.ts';
import { credentialLabel } from '../../schemes/credential-label.ts';
import type { Opening, Provider, ProviderServices, PushInput, Receive, Source } from '../provider.ts';
import { identify } from './identify.ts';
import { process } from './process.ts';
import { respond } from './respond.ts';
import { verify } from './verify.ts';

export function paazl({ offContract }: ProviderServices): Provider {
  const contract = openContract('paazl-push');

  const handlers = (receive: Receive): PaazlPushHandlers<PushInput> => ({
    receiveShipmentStatus: async (input) => respond(await receive('receiveShipmentStatus', input)),
  });

  function open({ name, settings, publicUrl }: Opening): Source {
    const { auth, dedupeWindowMs } = settingsOf(settings, 'paazl');
    const pushUrl = `${publicUrl}/push/paazl/${name}`;
    return {
      name,
      provider: 'paazl',
      pushUrl,
      pushPolicy: paazlPushOperations[0].extensions['x-push-policy'],
      credentials: auth === 'none' ? ['none'] : auth.bearer.map((token) => credentialLabel('bearer', token)),
      setup: [
        { field: 'URL of your endpoint', value: pushUrl },
        {
          field: 'Message format',
          value: 'XML or JSON; both are understood, also while a change takes effect (5 minutes)',
        },
        {
          field: 'Security token',
          value:
            auth === 'none' ? 'none is asked for (auth: none)' : 'generate one there and put it into auth.bearer: ***',
        },
      ],
      receiving: {
        verify: ({ request }) => verify(request, auth),
        identify: (message) => identify(message, dedupeWindowMs),
        redactTarget: ({ request }) => (request.query === '' ? request.path : `${request.path}?${request.query}`),
      },
      processing: { process: async (input) => process(input.message, contract, offContract) },
    };
  }

  return { name: 'paazl', contract: readBundle('paazl-push'), operations: paazlPushOperations, handlers, open };
}
