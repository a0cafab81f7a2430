/** The real mocks, each held against what its provider does. `test/flawed/mocks` shows that the same suite catches those that are wrong. */
import { mockList } from '../../src/simulate/mock-list.ts';
import { providerConformance } from './conformance/suite.ts';

for (const [provider, open] of Object.entries(mockList)) providerConformance(provider, open);
