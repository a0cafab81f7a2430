/** The real mocks, each held against what its provider does. `test/flawed/mocks` shows that the same suite catches those that are wrong. */
import { simulations } from '../support/mocks.ts';
import { providerConformance } from './conformance/suite.ts';

for (const [provider, { open }] of Object.entries(simulations)) providerConformance(provider, open);
