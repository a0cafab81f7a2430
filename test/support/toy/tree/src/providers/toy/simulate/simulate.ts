/** The toy for the mock engine: it pushes an example with an id of its own, and knows no more than its contract. */

import { fieldsFault } from '../../../simulate/content.ts';
import { choicesOf, readExamples } from '../../../simulate/examples.ts';
import { documentFaults } from '../../../simulate/faults.ts';
import { readPolicy } from '../../../simulate/policy.ts';
import type { MockServices, ProviderMock } from '../../../simulate/provider-mock.ts';
import { simulation } from '../../../simulate/simulation.ts';
import { openIdentifiers, varyText } from '../../../simulate/vary.ts';
import { signBearer } from '../../../trust/schemes/bearer.ts';
import { Secret } from '../../../trust/secrets.ts';

type ToyMockSettings = { readonly path: string; readonly token: Secret };

async function simulateToy({ settings, gateway }: MockServices<ToyMockSettings>): Promise<ProviderMock> {
  const policy = readPolicy('toy');
  const examples = readExamples('toy');
  return {
    name: 'toy',
    policy,
    events: choicesOf(examples.map(({ name, variant }) => ({ event: name, variant }))),
    faults: ['wrong-signature', 'missing-signature', ...documentFaults],
    actions: [],
    compose: ({ event, variant }, { random }) => {
      const example = examples.find((one) => one.name === event && one.variant === (variant ?? one.variant));
      if (example === undefined) throw new Error(`the contract has no example of ${event}`);
      return { variant: example.variant, content: { body: varyText(example.text, 'json', openIdentifiers(random)) } };
    },
    destinations: (_event, to) => {
      const url = to ?? gateway() + settings.path;
      return [{ name: 'push', url, shownUrl: url }];
    },
    contentFault: (_event, content) => fieldsFault(content, ['body']),
    request: ({ body }, { url }, { faults, random }) => ({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        ...(faults.has('missing-signature')
          ? {}
          : signBearer(faults.has('wrong-signature') ? Secret.of(random.text(36)) : settings.token)),
      },
      body: Buffer.from(String(body), 'utf8'),
    }),
    judge: (outcome) => ({ success: outcome.kind === 'answered' && policy.isSuccess(outcome.status) }),
    attempted: () => undefined,
    state: () => ({}),
    act: (action) => {
      throw new Error(`there is no action ${action}`);
    },
    calls: () => [],
    reset: () => {},
    close: async () => {},
  };
}

export const toySimulation = simulation('toy', {
  settings: { path: '/push/toy/box', token: Secret.of('development-toy-token') },
  open: simulateToy,
});
