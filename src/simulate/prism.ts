/**
 * Mocks made from the contracts alone, by Prism: of every provider API that we call, and of the gateway's inbound side for partner teams.
 * They have no memory and no schedule; `Prefer: code=…` and `Prefer: example=…` choose an answer. Prism is a development dependency.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../running/package-root.ts';
import { codeOf } from '../running/thrown.ts';
import { mockPorts } from './ports.ts';
import type { Simulated, Simulations } from './simulation.ts';

export type PrismMock = { readonly name: string; readonly url: string; readonly bundles: readonly string[] };
export type PrismMocks = { readonly all: readonly PrismMock[]; close(): Promise<void> };

export type PrismServer = { readonly name: string; readonly port: number; readonly bundles: readonly string[] };

/** One for each provider's API that says so, and one for everything that providers push. */
export function prismServers(providers: readonly Simulated[], simulations: Simulations): readonly PrismServer[] {
  const apis = Object.entries(simulations).flatMap(([provider, { prism }]) =>
    prism === undefined ? [] : [{ ...prism, bundles: [`${provider}-api`] }],
  );
  const inbound = [...providers.map(({ name }) => `${name}-push`), 'oauth'];
  return [...apis, { name: 'the gateway, as partners see it', port: mockPorts.prismInbound, bundles: inbound }];
}

/** `undefined` where Prism is not installed, as in a production installation. Resolves when all of them answer; `port` 0: any free one. */
export async function openPrismMocks(servers: readonly PrismServer[], port?: 0): Promise<PrismMocks | undefined> {
  const prism = await load();
  if (prism === undefined) return undefined;
  const { createLogger, createServer, getHttpOperationsFromSpec } = prism;
  const logger = createLogger('prism', { level: 'silent' });
  const opened: { readonly mock: PrismMock; readonly close: () => Promise<void> }[] = [];
  const close = async () => void (await Promise.all(opened.map((one) => one.close())));
  try {
    for (const { name, bundles, ...one } of servers) {
      const files = bundles.map((bundle) => join(packageRoot(), 'generated/bundles', `${bundle}.json`));
      const missing = files.find((file) => !existsSync(file));
      if (missing !== undefined) throw new Error(`${missing} is missing; run \`make generate\``);
      const operations = (await Promise.all(files.map((file) => getHttpOperationsFromSpec(file)))).flat();
      const server = createServer(operations, {
        cors: true,
        config: {
          isProxy: false,
          checkSecurity: true,
          validateRequest: true,
          validateResponse: true,
          errors: false,
          upstreamProxy: undefined,
          mock: { dynamic: false },
        },
        components: { logger },
      });
      const url = await server.listen(port ?? one.port, '127.0.0.1');
      opened.push({ mock: { name, url, bundles }, close: () => server.close() });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { all: opened.map(({ mock }) => mock), close };
}

async function load() {
  try {
    return {
      ...(await import('@stoplight/prism-core')),
      ...(await import('@stoplight/prism-http')),
      ...(await import('@stoplight/prism-http-server')),
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
