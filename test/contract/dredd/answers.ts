/** What a provider's tests say of its contracts: `test/providers/<name>/answers.ts` exports one as `answers`. */
import type { TestContext } from 'node:test';
import type { GatewayConfiguration } from '../../../src/index.ts';
import { broughtByProviders } from '../../support/of-providers.ts';
import type { Table } from './runner/table.ts';
import type { Inbound } from './subjects/inbound.ts';
import type { Providers } from './subjects/providers.ts';

export type Answers = {
  /** Sources of a gateway that gives the answers of its `push.yaml`, by name; the first fits the examples. `marketplace`: host and port of `Inbound.marketplace`. */
  readonly sources: (marketplace: string) => GatewayConfiguration['sources'];
  /** What makes each answer of its `push.yaml` true. */
  readonly push: (inbound: Inbound) => Table;
  /** The same of its `api.yaml`, asked of its mock; absent where it has none. */
  readonly api?: (providers: Providers, t: TestContext) => ApiAnswers | Promise<ApiAnswers>;
  /** What its mock is opened with, in place of its settings for development. */
  readonly mockSettings?: unknown;
};

export type ApiAnswers = {
  readonly url: string;
  readonly table: Table;
  /** Whether `; charset=…` may stand behind its media types. */
  readonly charset?: boolean;
};

/** By the name of the provider. */
export const answersOfProviders = (): Promise<ReadonlyMap<string, Answers>> =>
  broughtByProviders<Answers>('answers', 'answers');
