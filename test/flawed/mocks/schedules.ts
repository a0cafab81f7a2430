/** Mocks that are wrong about when, how often, what counts as an answer, and when to give up. */

import type { ProviderMock } from '../../../src/simulate/provider-mock.ts';
import type { SendOutcome } from '../../../src/simulate/send.ts';
import { typed } from '../../support/mocks.ts';
import { altered, type Exhibit, realMock } from './exhibit.ts';

const times = 'attempts come when the contract says, and no more of them';
const success = 'a success is what the contract calls one, and ends the attempts';
const gaveUp = 'it gives up when and as the contract says, and not before';

const waiting = (provider: string, waitMs: (mock: ProviderMock, failures: number) => number | undefined) =>
  altered(provider, (mock) => ({
    policy: { ...mock.policy, waitMs: (failures) => waitMs(mock, failures) },
  }));

const oneTooFew = (mock: ProviderMock, failures: number) =>
  mock.policy.waitMs(failures + 1) === undefined ? undefined : mock.policy.waitMs(failures);

const judging = (provider: string, isSuccess: (status: number) => boolean) =>
  altered(provider, () => ({
    judge: (outcome: SendOutcome) => ({ success: outcome.kind === 'answered' && isSuccess(outcome.status) }),
  }));

const is2xx = (status: number) => status >= 200 && status <= 299;

export const schedules: readonly Exhibit[] = [
  {
    provider: 'paazl',
    mistake: 'retries one time too few',
    open: waiting('paazl', oneTooFew),
    caughtBy: times,
  },
  {
    provider: 'zettle',
    mistake: 'retries one time too few',
    open: waiting('zettle', oneTooFew),
    caughtBy: times,
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'waits the first minute twice before it doubles',
    open: waiting('oneshoppingcart', (mock, failures) => mock.policy.waitMs(Math.max(1, failures - 1))),
    caughtBy: times,
  },
  {
    provider: 'appdirect',
    mistake: 'tries a second time',
    open: waiting('appdirect', (_, failures) => (failures === 1 ? 60_000 : undefined)),
    caughtBy: times,
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'takes 201 for a success, where only 200 is one',
    open: judging('oneshoppingcart', is2xx),
    caughtBy: success,
  },
  {
    provider: 'zettle',
    mistake: 'takes nothing but 200 for a success',
    open: judging('zettle', (status) => status === 200),
    caughtBy: success,
  },
  {
    provider: 'paazl',
    mistake: 'takes a redirect for a success',
    open: judging('paazl', (status) => status < 400),
    caughtBy: success,
  },
  {
    provider: 'appdirect',
    mistake: 'takes any 2xx for a success, whatever the document says',
    open: judging('appdirect', (status) => status === 200 || status === 202),
    caughtBy: 'an answer counts with a result document that says success, and an order with its accountIdentifier',
  },
  {
    provider: 'zettle',
    mistake: 'never deletes a subscription',
    open: altered('zettle', (mock) => ({ attempted: (to, succeeded) => mock.attempted(to, succeeded, false) })),
    caughtBy: gaveUp,
  },
  {
    provider: 'zettle',
    mistake: 'deletes a subscription at its first failure',
    open: altered('zettle', (mock) => ({ attempted: (to, succeeded) => mock.attempted(to, succeeded, !succeeded) })),
    caughtBy: gaveUp,
  },
  {
    provider: 'paazl',
    mistake: 'never disables itself',
    open: altered('paazl', () => ({ attempted: () => undefined })),
    caughtBy: gaveUp,
  },
  {
    provider: 'paazl',
    mistake: 'disables itself one failed call too early',
    open: (services, settings) => {
      const { paazl } = typed(settings);
      const disableAfterFailures = paazl.disableAfterFailures - 1;
      return realMock('paazl')(services, { ...settings, paazl: { ...paazl, disableAfterFailures } });
    },
    caughtBy: gaveUp,
  },
  {
    provider: 'paazl',
    mistake: 'goes on with what waits after it has disabled itself',
    open: altered('paazl', (mock) => ({
      attempted: (...of) => {
        mock.attempted(...of);
        return undefined;
      },
    })),
    caughtBy: gaveUp,
  },
  {
    provider: 'oneshoppingcart',
    mistake: 'gives up after ten attempts',
    open: waiting('oneshoppingcart', (mock, failures) => (failures < 10 ? mock.policy.waitMs(failures) : undefined)),
    caughtBy: gaveUp,
  },
];
