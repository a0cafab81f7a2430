/** Zettle's Pusher: signed envelopes from a point of sale. See README.md. */
import type { ZettlePushHandlers } from '../../../generated/zettle/push/handlers.ts';
import { zettlePushOperations } from '../../../generated/zettle/push/operations.ts';
import { ConfigurationError, settingsOf, type ZettleSettings } from '../../config.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { attributed } from '../../contracts/place.ts';
import { credentialLabel } from '../../schemes/credential-label.ts';
import type { Secret } from '../../secrets.ts';
import type { Opening, Provider, PushInput, Receive, Source } from '../provider.ts';
import { identify } from './identify.ts';
import { openZettleContract, process } from './process.ts';
import { respond } from './respond.ts';
import { verify } from './verify.ts';

export function zettle(): Provider {
  const zettleContract = openZettleContract();

  const handlers = (receive: Receive): ZettlePushHandlers<PushInput> => ({
    receiveEvent: async (input) => respond(await receive('receiveEvent', input)),
  });

  function open({ name, settings, publicUrl }: Opening): Source {
    const { auth, signingKeys, subscriptions } = settingsOf(settings, 'zettle');
    const keys = provingKeys(name, { auth, signingKeys, subscriptions });
    const pushUrl = `${publicUrl}/push/zettle/${name}`;
    return {
      name,
      provider: 'zettle',
      pushUrl,
      pushPolicy: zettlePushOperations[0].extensions['x-push-policy'],
      credentials: keys === 'none' ? ['none'] : keys.map((key) => credentialLabel('hmac', key)),
      setup: [
        { field: 'transportName', value: 'WEBHOOK' },
        { field: 'destination', value: pushUrl },
        {
          field: 'signingKey (shown by Zettle)',
          value: keys === 'none' ? 'not checked (auth: none)' : 'put it into signingKeys: ***',
        },
        ...subscriptions.flatMap(({ name: subscription, events, contactEmail }) => [
          { field: `${subscription}: eventNames`, value: events.length === 0 ? '[] (every event)' : events.join(', ') },
          { field: `${subscription}: contactEmail`, value: contactEmail },
        ]),
      ],
      receiving: {
        verify: ({ request }) => verify(request, keys),
        identify: (message) => identify(message, name),
        redactTarget: ({ request }) => (request.query === '' ? request.path : `${request.path}?${request.query}`),
      },
      processing: {
        process: async ({ message }) => attributed(process(message, zettleContract), zettleContract.contract),
      },
    };
  }

  return { name: 'zettle', contract: readBundle('zettle-push'), operations: zettlePushOperations, handlers, open };
}

type Proving = Pick<ZettleSettings, 'auth' | 'signingKeys' | 'subscriptions'>;

/** The configuration's own rules say the same with a line number; a source that proves nothing by oversight must not open on any way. */
function provingKeys(name: string, { auth, signingKeys, subscriptions }: Proving): readonly Secret[] | 'none' {
  if (auth === 'none' && signingKeys.length === 0) return 'none';
  if (auth === 'none') {
    throw new ConfigurationError([
      `sources.${name}.auth: says none beside signingKeys, which would then prove nothing; remove one of the two`,
    ]);
  }
  if (signingKeys.length === 0 && subscriptions.length === 0) {
    throw new ConfigurationError([
      `sources.${name}.signingKeys: is missing, so no push could be proven; add signingKeys, or declare subscriptions, or write auth: none`,
    ]);
  }
  return signingKeys;
}
