/** A whole gateway in this process, from a configuration as a text, on free ports, with a store of its own. Released with the test. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { loadConfiguration } from '../../src/config.ts';
import { type Gateway, openGateway } from '../../src/gateway.ts';
import { openStoreAt } from '../store/test-store.ts';
import { storeSetting } from './engine.ts';
import { recordingLog } from './recording-log.ts';
import { until } from './until.ts';

export type ConfiguredGateway = Gateway & {
  readonly log: ReturnType<typeof recordingLog>;
  readonly folder: string;
  /** Of its configuration. */
  readonly file: string;
  /** GET of the operator API, as JSON. */
  ask(path: string, method?: 'GET' | 'POST'): Promise<unknown>;
  /** POST to the public listener. */
  push(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
  /** Waits until no message is in work. */
  settled(): Promise<void>;
};

/** `text` may speak of `./data/`, which is in `folder`. */
export async function openConfiguredGateway(t: TestContext, text: string): Promise<ConfiguredGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-configured-'));
  const file = join(folder, 'pushdock.yaml');
  const setting = JSON.stringify(await storeSetting('./data/store.db'));
  const head = `development: true\nlisten: { public: 127.0.0.1:0, admin: 127.0.0.1:0 }\nstore: ${setting}\n`;
  writeFileSync(file, (head + text).replaceAll('./data/', `${folder}/data/`));
  const log = recordingLog();
  const configuration = loadConfiguration(file, {});
  const store = await openStoreAt(configuration.store, { log });
  const gateway = await openGateway(configuration, { log, store });
  t.after(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...gateway,
    log,
    folder,
    file,
    ask: async (path, method = 'GET') => (await fetch(`${gateway.operatorUrl}${path}`, { method })).json(),
    push: (path, body, headers = {}) =>
      fetch(`${gateway.publicUrl}${path}`, { method: 'POST', body: Buffer.from(body), headers }),
    settled: () =>
      until(async () => (await gateway.store.backlog()).work === 0, { otherwise: 'the work does not come to an end' }),
  };
}
