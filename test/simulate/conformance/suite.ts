/**
 * What the mock of a provider must do, as checks that anybody's mock can be held against. What it is compared with is read out of the contract
 * (`x-push-policy`) or stands in the source documents; nothing here asks the mock what it thinks right.
 */

import { type TestContext, test } from 'node:test';
import type { OpenMock } from '../../../src/simulate/simulation.ts';
import { type Held, type HeldOptions, openHeldMocks } from '../engine/mocks.ts';
import { conformanceOf } from './brought.ts';
import { givingUp } from './giving-up.ts';
import { proofs } from './proofs.ts';
import { pushes } from './pushes.ts';

/** The mock that is looked at, on a clock that only the check moves, pushing to a gateway of the check's own. */
export type Subject = {
  readonly provider: string;
  open(options?: Omit<HeldOptions, 'list'>): Promise<Held>;
};

export type Check = {
  /** What the mock does, as a sentence. */
  readonly name: string;
  /** Rejects where it does not. */
  readonly run: (subject: Subject, t: TestContext) => Promise<void>;
};

export const checksOf = (provider: string): readonly Check[] => [
  ...pushes,
  ...proofs,
  ...givingUp,
  ...conformanceOf(provider).checks,
];

/** `open` in place of the mock that the provider brings. */
export const subjectOf = (provider: string, open: OpenMock, t: TestContext): Subject => ({
  provider,
  open: (options = {}) => openHeldMocks(t, [provider], { ...options, list: { [provider]: { open } } }),
});

export function providerConformance(provider: string, open: OpenMock): void {
  for (const { name, run } of checksOf(provider))
    test(`${provider}: ${name}`, (t) => run(subjectOf(provider, open, t), t));
}
