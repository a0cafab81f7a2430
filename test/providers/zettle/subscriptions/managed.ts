/** A whole gateway with one Zettle source that manages its subscriptions at a mock, and the operator API to do it with. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createGateway } from '../../../../generated/gateway/client/client.ts';
import type { Configuration, SourceSettings } from '../../../../src/config.ts';
import { type GatewayParts, openGateway } from '../../../../src/gateway.ts';
import {
  developmentClient,
  openZettleMock,
  type ZettleMockOptions,
} from '../../../../src/providers/zettle/simulate/mock.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { type HeldClock, heldClock } from '../../../store/held-clock.ts';
import { dumpOf, onPostgres, postgresPlace } from '../../../support/engine.ts';
import { freePort } from '../../../support/free-ports.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { toyConfiguration } from '../../../support/toy-gateway.ts';

export const sealingKey = Secret.of('test-only-encryption-key-of-nobody-0001');
export const contactEmail = 'operations@example.com';

export type Declared = {
  readonly name: string;
  readonly events: readonly string[];
  readonly destination: string;
  readonly contactEmail: string;
};

export type Managed = Awaited<ReturnType<typeof openManaged>>;

/** `declare`: given the push URL, since a port is free only when it is known. */
export async function openManaged(
  t: TestContext,
  options: {
    readonly declare?: (pushUrl: string) => readonly Declared[];
    readonly settings?: Partial<SourceSettings>;
    readonly mock?: Partial<ZettleMockOptions>;
    readonly clock?: HeldClock;
    readonly changes?: Partial<Configuration>;
  } = {},
) {
  const clock = options.clock ?? heldClock();
  const folder = temporaryFolder(t);
  const log = recordingLog();
  const mock = await openZettleMock({ clock, ...options.mock });
  t.after(() => mock.close());
  const port = await freePort();
  const pushUrl = `http://127.0.0.1:${port}/push/zettle/pos`;
  const place = onPostgres ? await postgresPlace() : undefined;
  const store = place && {
    engine: place.engine,
    url: place.url,
    schema: place.schema,
    connectionsMax: 12,
    standby: 'none' as const,
  };
  const declare = options.declare ?? ((url) => [purchases(url)]);

  const configurationOf = (settings: Partial<SourceSettings> = {}): Configuration =>
    toyConfiguration(folder, {
      ...(store && { store }),
      listen: { public: { host: '127.0.0.1', port }, admin: { host: '127.0.0.1', port: 0 } },
      storedSecrets: { sealedWith: sealingKey },
      policy: { offContract: 'deliver', limits: { bodyBytes: 100_000, unauthenticatedPerMinute: 6000 }, retention: {} },
      sources: {
        pos: {
          provider: 'zettle',
          organization: 'self',
          signingKeys: [],
          subscriptions: declare(pushUrl),
          clientId: developmentClient.clientId,
          apiKey: Secret.of(developmentClient.apiKey),
          pusherBase: mock.url,
          oauthBase: mock.url,
          recreate: false,
          ...options.settings,
          ...settings,
        },
      },
      ...options.changes,
    });

  async function start(settings?: Partial<SourceSettings>, parts: GatewayParts = {}) {
    const gateway = await openGateway(configurationOf(settings), {
      clock,
      log,
      read: () => configurationOf(settings),
      ...parts,
    });
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= gateway.close();
      return closing;
    };
    t.after(close);
    return { ...gateway, close, operator: createGateway({ baseUrl: gateway.operatorUrl }) };
  }

  /** All that the store keeps, as bytes in which a text can be looked for. */
  const stored = async () => (place ? dumpOf(place.schema) : readFileSync(join(folder, 'pushdock.db')));
  return { mock, clock, folder, log, pushUrl, start, configurationOf, stored };
}

export const purchases = (destination: string): Declared => ({
  name: 'purchases',
  events: ['PurchaseCreated'],
  destination,
  contactEmail,
});

/** The body of a 200. */
export async function body<Answer extends { readonly status: number | 'undeclared'; readonly body?: unknown }>(
  call: Promise<Answer>,
): Promise<Extract<Answer, { status: 200 }> extends { body: infer Body } ? Body : never> {
  const answer = await call;
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer as Extract<Answer, { status: 200 }> & { body: never }).body;
}

/** `done`: what Zettle heard from each push of the event. */
export const statusesOf = (
  pushed: readonly { readonly outcome: { readonly kind: string; readonly status?: number } }[],
) => pushed.map(({ outcome }) => outcome.status ?? outcome.kind);

export const at = { path: { source: 'pos' } } as const;
