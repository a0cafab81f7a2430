/** How each provider proves itself: `test/providers/<name>/proving.ts` exports one `Proving` as `proving`. */
import { broughtByProviders } from '../../support/of-providers.ts';
import type { PushCase } from './push-case.ts';
import type { Pushed } from './pushed.ts';

export type Served = { readonly contentType: string; readonly body: string };

export type Proving = {
  /** What its source believes; in no answer, log line or event may it be found. */
  readonly secret: string;
  /** Its source in the gateway under test, by name. `outside`: host and port of those whom the gateway asks because of a push. */
  readonly sources: (outside: string) => Readonly<Record<string, object>>;
  /**
   * A case as its request, proven, and known to the gateway by nothing that another case has. `index`: of the case among all. `outside`: base URL
   * of those who are asked.
   */
  readonly push: (one: PushCase, index: number, outside: string) => Pushed;
  /** What a proven push may hear; absent: 200. */
  readonly acks?: readonly number[];
  /** Where a push only says where the message is: the operation by which it is fetched then. Its answers are cases too. */
  readonly fetched?: { readonly contract: string; readonly operation: string };
  /** The token by which the document of a case is asked for; absent: `case-<index>`. */
  readonly tokenOf?: (index: number) => string;
  /** What is answered to the gateway, where this provider is asked; `undefined`: it is another who is asked. */
  readonly outside?: (
    request: { readonly method: string; readonly target: string },
    served: ReadonlyMap<string, Served>,
  ) => Served | undefined;
};

/** By the name of the provider. */
export const provings = await broughtByProviders<Proving>('proving', 'proving');

export const secrets: Readonly<Record<string, string>> = Object.fromEntries(
  [...provings].map(([name, { secret }]) => [name, secret]),
);

/** By the contract by which a provider pushes. */
export function provingOf(contract: string): Proving {
  const proving = provings.get(contract.replace(/-push$/, ''));
  if (proving === undefined) throw new Error(`${contract} is the contract of nobody in the list of providers`);
  return proving;
}

export const pushOf = (one: PushCase, index: number, outside: string): Pushed =>
  provingOf(one.contract).push(one, index, outside);

/** Under which a case's document is kept by those who are asked. */
export const tokenOf = (contract: string, index: number): string =>
  provingOf(contract).tokenOf?.(index) ?? `case-${index}`;
