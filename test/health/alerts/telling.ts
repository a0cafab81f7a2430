/** A store, a clock and one target of alerts: what is told when conditions begin and end. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { AlertTargetSettings } from '../../../src/config/settings.ts';
import { openAlerts } from '../../../src/health/alerts/alerts.ts';
import type { Condition } from '../../../src/running/conditions.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { heldClock } from '../../store/held-clock.ts';
import { openStoreAt } from '../../store/test-store.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { passingUntil } from '../../support/until.ts';

export const atMs = Date.UTC(2026, 0, 15, 12);
export const whsec = Secret.of(`whsec_${Buffer.from('test-only-secret-of-the-alerts!!').toString('base64')}`);
export const common = { conditions: [], severity: 'warning', reach: 'any' } as const;
export const risk: Condition = {
  kind: 'source-at-risk',
  about: 'source pos',
  detail: 'Zettle <soon> deletes it.',
  sinceMs: atMs,
};
export const letters: Condition = {
  kind: 'dead-letters',
  about: 'sink orders',
  detail: '16 dead letters.',
  sinceMs: atMs,
};

export type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A web server on loopback that keeps what it hears. */
export async function listening(
  t: TestContext,
  status: () => number = () => 200,
  answer: (path: string) => string = () => '',
) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status()).end(answer(`http://${request.headers.host}${request.url}`));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook-of-the-test` };
}

export async function openTelling(
  t: TestContext,
  target: AlertTargetSettings,
  path = `${temporaryFolder(t)}/pushdock.db`,
  looked = () => {},
) {
  const clock = heldClock(atMs + 10_000);
  const log = recordingLog();
  const store = await openStoreAt({ path }, { clock, log });
  const applying: Condition[] = [];
  const open = () =>
    openAlerts({
      configuration: { alerts: { tried: target }, development: true },
      store,
      gateway: () => 'hooks.example.com',
      linkOf: (kind) => `https://hooks.example.com/contracts/guides/conditions.html#${kind}`,
      clock,
      log,
    });
  const alerts = open();
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await alerts.close();
    await store.close();
  };
  t.after(close);
  alerts.start({
    examine: async () => {
      looked();
      return applying;
    },
  });
  return {
    alerts,
    applying,
    clock,
    log,
    close,
    /** Of another gateway on the same store. */
    beside: (test: TestContext) => {
      const other = open();
      test.after(() => other.close());
      return other;
    },
    /** Whether nothing is under way, so that a clock that jumps ahead cuts no request off. */
    settled: async () => (await alerts.list())[0]?.waiting === 0,
    /** Moves the clock until it holds. A request has ten seconds of the clock: forty turns of the loop in which it is also answered. */
    passes: (holds: () => boolean | Promise<boolean>) => passingUntil(clock, holds, { stepMs: 250, everyMs: 1 }),
  };
}

/** What Teams was sent. */
export const cardOf = (heard: Heard | undefined) => JSON.parse(heard?.body ?? '').attachments[0];
