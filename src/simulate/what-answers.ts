/** Which of the mocks' addresses answers what: the same table in `mock up`, on the page and in the control API. */
import type { MockAddress } from '../../generated/mock/models.ts';
import type { PrismMock } from './prism.ts';
import type { ProviderMock } from './provider-mock.ts';

/** In the order of their ports, mostly: control, the providers, Prism. `control`: its base URL. */
export function whatAnswers(
  control: string,
  mocks: Iterable<ProviderMock>,
  prism: readonly PrismMock[],
): readonly MockAddress[] {
  return [
    { what: 'control API and page', url: control, answers: 'what the mocks are told and asked (spec/mock.yaml)' },
    ...[...mocks].map(({ name, url }) =>
      url === undefined
        ? { what: `${name}, mock provider`, answers: 'nothing: it pushes, retries and gives up as the provider does' }
        : {
            what: `${name}, mock provider`,
            url,
            answers: 'what the provider would: it remembers, pushes, and lets faults happen',
          },
    ),
    ...prism.map(({ name, url, asGateway }) => ({
      what: `${name}, Prism`,
      url,
      answers: asGateway
        ? 'what a gateway does, whatever is pushed; it checks no proof and remembers nothing. Prefer: code=503 chooses'
        : 'any answer that the contract declares; it remembers nothing. Prefer: code=404 chooses',
    })),
  ];
}
