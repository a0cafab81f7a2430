/** 1ShoppingCart's API notifications: a new order, or a test. See README.md. */
import type { OneshoppingcartPushHandlers } from '../../../generated/oneshoppingcart/push/handlers.ts';
import { oneshoppingcartPushOperations } from '../../../generated/oneshoppingcart/push/operations.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { lazily } from '../../running/lazily.ts';
import { processingOnDemand } from '../processing.ts';
import type { Opening, OpenProvider, ProviderServices, PushInput, Receive, Source } from '../provider.ts';
import { openAccountApi } from './account-api.ts';
import { identify, newOrderToken } from './identify.ts';
import { respond } from './respond.ts';
import { oneshoppingcartSettings } from './settings.ts';
import { verify } from './verify.ts';

export function openOneShoppingCart({ outbound, processedElsewhere }: ProviderServices): OpenProvider {
  const processing = lazily(async () => (await import('./process.ts')).openProcessing());

  const handlers = (receive: Receive): OneshoppingcartPushHandlers<PushInput> => ({
    receiveNotification: async (input) => respond(await receive('receiveNotification', input)),
  });

  async function open({ name, settings, publicUrl, clock }: Opening): Promise<Source> {
    const account = oneshoppingcartSettings.of(settings);
    const accountApi = openAccountApi(account, outbound, clock);
    const pushUrl = `${publicUrl}/push/oneshoppingcart/${name}/***`;
    return {
      name,
      provider: 'oneshoppingcart',
      pushUrl,
      pushPolicy: oneshoppingcartPushOperations[0].extensions['x-push-policy'],
      credentials: ['path-key'],
      setup: [{ field: 'Notification URL', value: `${pushUrl} (in place of ***: the source's key, percent-encoded)` }],
      claims: (request) => {
        const token = newOrderToken(request);
        // A name is not worth waiting for; the library is there for the next one.
        return token === undefined || token instanceof Promise ? undefined : `order token ${token}`;
      },
      receiving: {
        verify: (input) => verify(input, account.key),
        identify,
        redactTarget,
      },
      capabilities: {
        testPush: { request: accountApi.requestTest },
        continuity: {
          ask: 'List the orders of that time at 1ShoppingCart and compare them with those that came; it sends each again at doubling waits',
        },
      },
      processing: processedElsewhere
        ? processingOnDemand(async () => (await processing())(accountApi))
        : (await processing())(accountApi),
    };
  }

  return {
    name: 'oneshoppingcart',
    contract: readBundle('oneshoppingcart-push'),
    operations: oneshoppingcartPushOperations,
    handlers,
    open,
  };
}

/** The key is a segment of the path, so the path is written again without it. */
function redactTarget({ path, request }: PushInput): string {
  const target = `/push/oneshoppingcart/${encodeURIComponent(path.source ?? '')}/***`;
  return request.query === '' ? target : `${target}?${request.query}`;
}
