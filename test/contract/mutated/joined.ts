/**
 * The providers whose every example is mutated: all of the list. What is particular about each is in `test/providers/<name>/mutated.ts`, which exports a
 * `Mutated` as `mutated`. Its examples come from its contract, its push from its `proving.ts`, the schemas of its events
 * from `spec/events`. `mutated.test.ts` then says of each field in which it fails: which event breaks its schema, and which value was lost without a finding.
 */
import { broughtByProviders } from '../../support/of-providers.ts';
import type { Message } from '../cases/messages.ts';

export type Mutated = {
  /** Where messages with content of their own are fetched after the push: the contract and the operation that answers them. */
  readonly fetched?: { readonly contract: string; readonly operation: string };
  /** What is pushed where the mutant is what is fetched afterwards; absent: nothing of it is in the push. */
  readonly notification?: string;
  /** Examples that are left out, such as the answer that the provider gives when it has nothing. */
  readonly leftOut?: (message: Message) => boolean;
  /**
   * Fields of the event that are made of another field than the one of their name: by the name of a field in the message, the names in the event
   * that go when it goes.
   */
  readonly derived: { readonly [field: string]: readonly string[] };
  /** JSON Pointers of fields of the message that no event carries. */
  readonly unsent: readonly RegExp[];
  /** Names of fields that no example has, sorted: no document of the provider shows one. */
  readonly unshown: readonly string[];
};

/** `contract`: that by which it pushes. */
export type Joined = Mutated & { readonly contract: string };

export const joined: readonly Joined[] = [...(await broughtByProviders<Mutated>('mutated', 'mutated'))].map(
  ([name, mutated]) => ({ contract: `${name}-push`, ...mutated }),
);
