/** What cases are run against: a gateway in this process with a source of each provider, and those that it asks because of a push. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { loadConfiguration } from '../../../src/config.ts';
import { type GatewayParts, openGateway } from '../../../src/gateway.ts';
import type { Log } from '../../../src/log.ts';
import type { Store } from '../../../src/store/store.ts';
import { storeSetting } from '../../support/engine.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { BODY_BYTES_MAX } from './push-case.ts';
import { provings, type Served } from './pushing.ts';

/** Whatever is like a gateway from outside, and lets one look into its store. */
export type Subject = {
  readonly publicUrl: string;
  readonly operatorUrl: string;
  readonly store: Store;
  /** Base URL of those whom it asks because of a push, such as AppDirect's marketplace. */
  readonly marketplace: string;
  /** What these serve for this token. */
  readonly serve: (token: string, document: Served) => void;
  readonly log: ReturnType<typeof recordingLog>;
  /** Of the file that its events go to. */
  readonly eventsFile: string;
};

/** What is replaced of the gateway, which keeps its store in `folder` and writes to `log`. */
export type Parts = (folder: string, log: Log) => GatewayParts | Promise<GatewayParts>;

export async function openSubject(t: TestContext, parts: Parts = () => ({})): Promise<Subject> {
  const folder = temporaryFolder(t);
  const served = new Map<string, Served>();
  const outside = createServer((request, response) => {
    request.resume();
    const asked = { method: request.method ?? '', target: request.url ?? '' };
    const [document] = [...provings.values()].flatMap((proving) => proving.outside?.(asked, served) ?? []);
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': document?.contentType || 'text/xml' });
    response.end(document?.body);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    outside.closeAllConnections();
    outside.close();
  });
  const host = `127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const file = join(folder, 'pushdock.yaml');
  writeFileSync(file, await configuration(folder, host));
  const log = recordingLog();
  const gateway = await openGateway(loadConfiguration(file, {}), { log, ...(await parts(folder, log)) });
  t.after(() => gateway.close());
  return {
    publicUrl: gateway.publicUrl,
    operatorUrl: gateway.operatorUrl,
    store: gateway.store,
    marketplace: `http://${host}`,
    serve: (token, document) => void served.set(token, document),
    log,
    eventsFile: join(folder, 'events.ndjson'),
  };
}

async function configuration(folder: string, host: string): Promise<string> {
  const sources = Object.assign({}, ...[...provings.values()].map((proving) => proving.sources(host)));
  return `
development: true
listen: { public: 127.0.0.1:0, admin: 127.0.0.1:0 }
store: ${JSON.stringify(await storeSetting(`${folder}/pushdock.db`))}
sources: ${JSON.stringify(sources)}
sinks:
  ledger: { type: file, path: ${folder}/events.ndjson }
policy: { limits: { bodyBytes: ${BODY_BYTES_MAX}, unauthenticatedPerMinute: 100000 } }
`;
}
