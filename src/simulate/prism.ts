/**
 * Mocks made from the contracts alone, by Prism: of every provider API that we call, and of the gateway's inbound side for partner teams.
 * They have no memory and no schedule; `Prefer: code=…` and `Prefer: example=…` choose an answer. Prism is a development dependency.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import { packageRoot } from '../running/package-root.ts';
import { codeOf } from '../running/thrown.ts';
import { type ApiTls, type MockAnswer, type MockRequest, openBoundedListener } from './listener.ts';
import { mockPorts } from './ports.ts';
import { prismAnswer, prismSettings } from './prism-answer.ts';
import type { Simulated, Simulations } from './simulation.ts';

export type PrismMock = Pick<PrismServer, 'name' | 'bundles' | 'asGateway'> & { readonly url: string };
export type PrismMocks = { readonly all: readonly PrismMock[]; close(): Promise<void> };

export type PrismServer = {
  readonly name: string;
  readonly port: number;
  readonly bundles: readonly string[];
  /** The gateway's own side: whatever it is asked, it answers what the contract declares. */
  readonly asGateway: boolean;
};

/** One for each provider's API that says so, and one for everything that providers push. */
export function prismServers(providers: readonly Simulated[], simulations: Simulations): readonly PrismServer[] {
  const apis = Object.entries(simulations).flatMap(([provider, { prism }]) =>
    prism === undefined ? [] : [{ ...prism, bundles: [`${provider}-api`], asGateway: false }],
  );
  const bundles = [...providers.map(({ name }) => `${name}-push`), 'oauth'];
  return [...apis, { name: 'the gateway, as partners see it', port: mockPorts.prismInbound, bundles, asGateway: true }];
}

/** `undefined` where Prism is not installed, as in a production installation. Resolves when all of them answer. `portOf`: 0 is any free one. */
export async function openPrismMocks(
  servers: readonly PrismServer[],
  portOf: (port: number) => number,
  log: Log,
  tls?: ApiTls,
): Promise<PrismMocks | undefined> {
  const packages = await load();
  if (packages === undefined) return undefined;
  const { createLogger, createInstance, getHttpOperationsFromSpec } = packages;
  const logger = createLogger('prism', { level: 'silent' });
  const opened: { readonly mock: PrismMock; readonly close: () => Promise<void> }[] = [];
  const close = async () => void (await Promise.all(opened.map((one) => one.close())));
  try {
    for (const { name, bundles, asGateway, port } of servers) {
      const files = bundles.map((bundle) => join(packageRoot(), 'generated/bundles', `${bundle}.json`));
      const missing = files.find((file) => !existsSync(file));
      if (missing !== undefined) throw new Error(`${missing} is missing; run \`make generate\``);
      const operations = (await Promise.all(files.map((file) => getHttpOperationsFromSpec(file)))).flat();
      const parts = { prism: createInstance(prismSettings, { logger }), operations, asGateway };
      const address = { host: '127.0.0.1', port: portOf(port), ...(tls === undefined ? {} : { tls }) };
      const { url, close } = await openBoundedListener('prism', address, log, limits.body_bytes_max, (request) =>
        isPreflight(request) ? preflight(request) : forPages(prismAnswer(parts, request)),
      );
      opened.push({ mock: { name, url, bundles, asGateway }, close });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { all: opened.map(({ mock }) => mock), close };
}

/** A page of a partner may call them, as `prism mock` allows it. */
const anyOrigin = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
const preflight = ({ headers }: MockRequest): MockAnswer => ({
  status: 204,
  headers: {
    ...anyOrigin,
    'access-control-allow-headers': String(headers['access-control-request-headers'] ?? '*'),
    'access-control-allow-methods': 'GET,DELETE,HEAD,PATCH,POST,PUT',
  },
});
const isPreflight = ({ method, headers }: MockRequest): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
const forPages = async (answer: Promise<MockAnswer>): Promise<MockAnswer> => {
  const given = await answer;
  return { ...given, headers: { ...given.headers, ...anyOrigin } };
};

async function load() {
  try {
    return {
      ...(await import('@stoplight/prism-core')),
      ...(await import('@stoplight/prism-http')),
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
