/** The real gateway with one part replaced. */

import { silentLog } from '../../../src/log.ts';
import { providers } from '../../../src/providers/list.ts';
import type { Answer, OpenProvider, PushInput, Source } from '../../../src/providers/provider.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Parts } from '../../contract/cases/subject.ts';
import type { SuiteName } from './suites.ts';

export type Exhibit = {
  /** The mistake, as a sentence of which the gateway is the subject. */
  readonly mistake: string;
  readonly caughtBy: SuiteName;
  /** Whose pushes show it. */
  readonly at: string;
  readonly parts: Parts;
};

export const withStore =
  (change: (store: Store) => Partial<Store>): Parts =>
  async (folder) => {
    const store = await openSqliteStore({ path: `${folder}/pushdock.db`, clock: systemClock, log: silentLog });
    return { store: { ...store, ...change(store) } };
  };

export const withProvider =
  (name: string, change: (provider: OpenProvider) => Partial<OpenProvider>): Parts =>
  () => ({
    providers: providers.map((one) => ({
      name: one.name,
      open: async (services) => {
        const provider = await one.open(services);
        return provider.name === name ? { ...provider, ...change(provider) } : provider;
      },
    })),
  });

export const withSource = (name: string, change: (source: Source) => Partial<Source>): Parts =>
  withProvider(name, (provider) => ({
    open: async (opening) => {
      const source = await provider.open(opening);
      return { ...source, ...change(source) };
    },
  }));

/** `change` gets the answer that would have been given, and may give another. */
export const withAnswers = (name: string, change: (answer: Answer, input: PushInput) => Answer): Parts =>
  withProvider(name, (provider) => ({
    handlers: (receive) =>
      Object.fromEntries(
        Object.entries(provider.handlers(receive)).map(([operation, handle]) => [
          operation,
          async (input: PushInput) => change(await handle(input), input),
        ]),
      ),
  }));
