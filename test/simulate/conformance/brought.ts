/** What the suite must know of a provider to look at its mock: `test/providers/<name>/simulate/conformance.ts` exports a `Conformance` as `conformance`. */
import type { Contract } from '../../../src/contracts/contract.ts';
import type { Heard } from '../../providers/appdirect/listening.ts';
import { mockNames } from '../../support/mocks.ts';
import { broughtByProviders } from '../../support/of-providers.ts';
import type { Check, Subject } from './suite.ts';

export type Conformance = {
  /** The contract that its messages are judged by; absent: that by which it pushes. */
  readonly contract?: string;
  /** Holds a push, or what is behind it, against that contract. Throws an assertion error. */
  readonly judge: (contract: Contract, heard: Heard) => void | Promise<void>;
  /** Rejects where a push does not prove itself over what is sent. Computed there anew, not with what the mock signs with. */
  readonly proof: (subject: Subject) => Promise<void>;
  /** Of its API, where it has one. */
  readonly checks: readonly Check[];
};

const conformances = await broughtByProviders<Conformance>('simulate/conformance', 'conformance', mockNames);

export function conformanceOf(provider: string): Conformance {
  const conformance = conformances.get(provider);
  if (conformance === undefined) throw new Error(`nothing is known of ${provider}`);
  return conformance;
}
