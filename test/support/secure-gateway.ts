/** A gateway with the real providers, from a configuration file of the test's own, and requests to it with a certificate and from an address of choice. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpRequest } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createGateway } from '../../generated/gateway/client/client.ts';
import { loadConfiguration } from '../../src/config.ts';
import { type GatewayParts, openGateway } from '../../src/gateway.ts';
import { openStoreAt } from '../store/test-store.ts';
import { recordingLog } from './recording-log.ts';

/** `text` holds neither development, listeners nor store; those are put before it. A `path: ./…` lies beside the file. */
export async function openSecureGateway(t: TestContext, listen: string, text: string, parts: GatewayParts = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-secure-'));
  const file = join(folder, 'pushdock.yaml');
  const write = (inner: string) =>
    writeFileSync(
      file,
      `development: true\nlisten: { public: '127.0.0.1:0', admin: '127.0.0.1:0', ${listen} }\nstore: 'sqlite:${folder}/pushdock.db'\n${inner.replaceAll('path: ./', `path: ${folder}/`)}`,
    );
  write(text);
  const log = recordingLog();
  const configuration = loadConfiguration(file, {});
  const store = await openStoreAt(configuration.store, { log });
  const gateway = await openGateway(configuration, {
    log,
    store,
    read: () => loadConfiguration(file, {}),
    ...parts,
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= gateway.close();
    return closing;
  };
  t.after(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...gateway, close, folder, file, write, log, operator: createGateway({ baseUrl: gateway.operatorUrl }) };
}

export type Sent = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type Sending = {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A PKCS12 without a password, to be presented. */
  readonly p12?: string;
  /** Of this machine, such as 127.0.0.9. */
  readonly from?: string;
  /** Keeps the connection for the next request; absent: each has one of its own. */
  readonly agent?: Agent;
};

/** One request. The server's certificate is not looked at: that is not what these tests are about. */
export function send(
  url: string,
  { method = 'POST', body = '', headers = {}, p12, from, agent }: Sending,
): Promise<Sent> {
  const secure = url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: agent ?? false,
        ...(from !== undefined && { localAddress: from }),
        ...(secure && { rejectUnauthorized: false, ...(p12 !== undefined && { pfx: readFileSync(p12) }) }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
