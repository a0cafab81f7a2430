import type { ReceiveToyAnswer, ToyPushHandlers } from '../../../generated/toy/push/handlers.ts';
import { toyPushOperations } from '../../../generated/toy/push/operations.ts';
import { readBundle } from '../../contracts/bundle.ts';
import { lazily } from '../../running/lazily.ts';
import { credentialLabel } from '../../trust/schemes/credential-label.ts';
import { problemAnswer } from '../problem-answer.ts';
import { processingOnDemand } from '../processing.ts';
import type { Opening, OpenProvider, Outcome, ProviderServices, PushInput, Receive, Source } from '../provider.ts';
import { identify } from './identify.ts';
import { toySettings } from './settings.ts';
import { verify } from './verify.ts';

export function openToy({ processedElsewhere }: Pick<ProviderServices, 'processedElsewhere'>): OpenProvider {
  const processing = lazily(async () => (await import('./process.ts')).openProcessing());

  const handlers = (receive: Receive): ToyPushHandlers<PushInput> => ({
    receiveToy: async (input) => respond(await receive('receiveToy', input)),
  });

  async function open({ name, settings, publicUrl }: Opening): Promise<Source> {
    const { token } = toySettings.of(settings);
    const pushUrl = `${publicUrl}/push/toy/${name}`;
    return {
      name,
      provider: 'toy',
      pushUrl,
      setup: [{ field: 'URL', value: pushUrl }],
      pushPolicy: toyPushOperations[0].extensions['x-push-policy'],
      credentials: [credentialLabel('bearer', token)],
      receiving: {
        verify: ({ request }) => verify(request, token),
        identify,
        redactTarget: ({ request }) => request.path,
      },
      processing: processedElsewhere ? processingOnDemand(processing) : await processing(),
    };
  }

  return { name: 'toy', contract: readBundle('toy-push'), operations: toyPushOperations, handlers, open };
}

const respond = (outcome: Outcome): ReceiveToyAnswer =>
  outcome.kind === 'refused' ? problemAnswer(outcome.code, 'Bearer realm="toy"') : { status: 200 };
