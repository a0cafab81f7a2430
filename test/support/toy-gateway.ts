/** A whole gateway with the toy as its only provider, free ports, a store of its own and a file sink. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createGateway } from '../../generated/gateway/client/client.ts';
import type { Configuration } from '../../src/config.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { type Gateway, type GatewayParts, openGateway } from '../../src/gateway.ts';
import { systemClock } from '../../src/running/clock.ts';
import { levelsOf } from '../../src/running/log-areas.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { openStoreAt } from '../store/test-store.ts';
import { recordingLog } from './recording-log.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { toy } from './toy/provider/provider.ts';
import { until } from './until.ts';

export const toyToken = 'test-only-toy-token-0001';

export type ToyGateway = Gateway & {
  readonly log: ReturnType<typeof recordingLog>;
  readonly push: (
    body: string,
    options?: { token?: string; source?: string; headers?: Record<string, string> },
  ) => Promise<Response>;
  readonly operator: ReturnType<typeof createGateway>;
  /** The lines of the file sink, once there are `count` of them. */
  readonly events: (count: number) => Promise<readonly { readonly id: string; readonly [name: string]: unknown }[]>;
};

export function toyConfiguration(folder: string, changes: Partial<Configuration> = {}): Configuration {
  return {
    file: join(folder, 'pushdock.yaml'),
    development: true,
    node: 'host-of-tests',
    listen: { public: { host: '127.0.0.1', port: 0 }, admin: { host: '127.0.0.1', port: 0 } },
    store: { engine: 'sqlite', path: join(folder, 'pushdock.db') },
    admin: { tokens: [] },
    sources: { box: { provider: 'toy', token: Secret.of(toyToken) } },
    sinks: {
      ledger: {
        type: 'file',
        path: join(folder, 'events.ndjson'),
        delivery: { ...sinkDefaults, filter: { types: [], sources: [], data: {} } },
      },
    },
    policy: { offContract: 'deliver', limits: { bodyBytes: 1000, unauthenticatedPerMinute: 6000 }, retention: {} },
    health: { floorMs: 900_000, sources: {} },
    alerts: {},
    warnings: [],
    writtenSecrets: [],
    oauth: {},
    log: { levels: levelsOf('info') },
    ...changes,
  };
}

export async function openToyGateway(
  t: TestContext,
  changes: Partial<Configuration> = {},
  parts: GatewayParts = {},
): Promise<ToyGateway> {
  const folder = temporaryFolder(t);
  const log = recordingLog();
  const configuration = toyConfiguration(folder, changes);
  const store = parts.store ?? (await openStoreAt(configuration.store, { clock: parts.clock ?? systemClock, log }));
  const gateway = await openGateway(configuration, { log, providers: [toy], store, ...parts });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= gateway.close();
    return closing;
  };
  t.after(close);
  return {
    ...gateway,
    close,
    log,
    push: (body, { token = toyToken, source = 'box', headers = {} } = {}) =>
      fetch(`${gateway.publicUrl}/push/toy/${source}`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      }),
    operator: createGateway({ baseUrl: gateway.operatorUrl }),
    events: async (count) => {
      await until(() => linesOf(join(folder, 'events.ndjson')).length >= count);
      return linesOf(join(folder, 'events.ndjson')).map((line) => JSON.parse(line));
    },
  };
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

/** Messages as listed, newest first. */
export async function listed(
  gateway: ToyGateway,
  query: { state?: 'processed' | 'quarantined' | 'failed' | 'received' } = {},
) {
  const answer = await gateway.operator.listMessages({ query });
  if (answer.status !== 200) throw new Error(`the list answered ${answer.status}`);
  return answer.body.items;
}
