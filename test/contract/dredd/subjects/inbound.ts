/** Gateways for the inbound contracts, one for each condition that an answer needs. Each has the sources of every provider. */

import type { TestContext } from 'node:test';
import {
  createGateway,
  type GatewayConfiguration,
  type OpenedStore,
  StoreUnavailable,
  silentLog,
} from '../../../../src/index.ts';
import { openTestStore } from '../../../store/test-store.ts';
import { storeSetting } from '../../../support/engine.ts';
import { openProviderApi } from '../../../support/provider-api.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { answersOfProviders } from '../answers.ts';
import { oauthSources } from '../tables/oauth.ts';
import { sandboxSources } from '../tables/sandbox.ts';

export type Inbound = {
  /** Takes what is proven. */
  readonly url: string;
  /** Its store commits nothing. */
  readonly failing: string;
  /** Lets a stranger ask once in ten seconds. */
  readonly limited: string;
  /** Where AppDirect's events are fetched; it has one for every token. */
  readonly marketplace: string;
};

export async function openInbound(t: TestContext): Promise<Inbound> {
  const marketplace = await openProviderApi(t, 'appdirect');
  const sources = await sourcesOf(new URL(marketplace).host);
  const open = async (changes: Partial<GatewayConfiguration> = {}, store?: OpenedStore) => {
    const configuration: GatewayConfiguration = {
      development: true,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      store: await storeSetting(`${temporaryFolder(t)}/pushdock.db`),
      sources,
      ...changes,
    };
    const gateway = createGateway({ configuration, log: silentLog, ...(store && { store }) });
    t.after(() => gateway.close());
    return (await gateway.start()).publicUrl;
  };
  const { store: sound } = await openTestStore(t);
  return {
    url: await open(),
    failing: await open({}, unwilling(sound)),
    limited: await open({ policy: { limits: { unauthenticatedPerMinute: 6 } } }),
    marketplace,
  };
}

/** It fails as a full disk would, and may be better later. */
const unwilling = (store: OpenedStore): OpenedStore => ({
  ...store,
  append: () => Promise.reject(new StoreUnavailable('the disk is full', { fatal: false })),
});

async function sourcesOf(marketplace: string): Promise<GatewayConfiguration['sources']> {
  const ofProviders = [...(await answersOfProviders()).values()].map((answers) => answers.sources(marketplace));
  return Object.assign({}, ...ofProviders, sandboxSources, oauthSources(marketplace));
}

/** What the gateway that limits strangers has heard from us, so that the next one is told to wait. */
export async function spend({ limited }: Inbound): Promise<string> {
  for (let tries = 0; tries < 5; tries += 1) {
    const { status } = await fetch(`${limited}/push/paazl/nobody`, { method: 'POST', body: '' });
    if (status === 429) return limited;
  }
  throw new Error('the limit for strangers is not reached');
}
