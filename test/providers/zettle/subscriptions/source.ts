/** One Zettle source without a gateway around it: its subscriptions at a mock, and a listener that answers pushes by its proof alone. */
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import type { SourceSettings } from '../../../../src/config.ts';
import { openOutbound } from '../../../../src/outbound/client.ts';
import type { KeptStore } from '../../../../src/providers/kept-values.ts';
import type { OpenProvider, Source } from '../../../../src/providers/provider.ts';
import type { Asked, Reconciling, Subscribing } from '../../../../src/providers/subscribing.ts';
import { openZettle } from '../../../../src/providers/zettle/open.ts';
import { developmentClient, openZettleMock } from '../../../../src/providers/zettle/simulate/mock.ts';
import { listen } from '../../../../src/running/listening.ts';
import { openSealing } from '../../../../src/trust/sealing.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { heldClock } from '../../../store/held-clock.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { passing as passClock } from '../../../support/until.ts';
import { requestWith } from '../../../trust/schemes/request.ts';
import { type Declared, purchases, sealingKey } from './managed.ts';
import { memoryKept } from './memory-kept.ts';

export type Bench = Awaited<ReturnType<typeof openBench>>;
export type Opened = Source & { readonly subscribing: Subscribing; readonly reconciling: Reconciling };

export async function openBench(
  t: TestContext,
  declare: (pushUrl: string) => readonly Declared[] = (url) => [purchases(url)],
) {
  const clock = heldClock();
  const log = recordingLog();
  const mock = await openZettleMock({ clock });
  const keys = memoryKept();
  const outbound = openOutbound({ development: true, log, clock });
  let inForce: Source | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = { ...requestWith({}), headers: textHeaders(request.headers), bytes: Buffer.concat(chunks) };
    const proven = await inForce?.receiving.verify({ path: { source: 'pos' }, request: raw }, clock.now());
    response.writeHead(proven?.ok ? 200 : 401).end();
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  const pushUrl = `${url}/push/zettle/pos`;
  t.after(() => Promise.all([mock.close(), outbound.close(), stop(0)]));

  type Options = {
    readonly settings?: Partial<SourceSettings>;
    readonly keys?: KeptStore;
    readonly encryptionKey?: Secret | 'none';
  };
  let provider: OpenProvider | undefined;

  /** As a gateway would after a start: nothing is left in memory of the source before. */
  async function start({ encryptionKey = sealingKey, ...options }: Options = {}): Promise<Opened> {
    const keeping =
      encryptionKey === 'none'
        ? undefined
        : {
            store: options.keys ?? keys,
            sealing: openSealing({ sealedWith: encryptionKey }),
            now: () => clock.now(),
          };
    provider = openZettle({ outbound, development: true, keeping, log });
    return reopen(options.settings);
  }

  /** As a reload would, with changed settings. */
  async function reopen(settings: Partial<SourceSettings> = {}): Promise<Opened> {
    const source = await provider?.open({
      name: 'pos',
      publicUrl: url,
      clock,
      settings: {
        provider: 'zettle',
        organization: 'self',
        signingKeys: [],
        subscriptions: declare(pushUrl),
        clientId: developmentClient.clientId,
        apiKey: Secret.of(developmentClient.apiKey),
        pusherBase: mock.url,
        oauthBase: mock.url,
        recreate: false,
        ...settings,
      },
    });
    inForce = source;
    const subscribing = source?.capabilities?.subscriptions;
    if (source === undefined || subscribing === undefined) throw new Error('the source manages nothing');
    const { reconciling = { look: async () => {}, conditions: () => [] } } = subscribing;
    return Object.assign(source, { subscribing, reconciling });
  }

  return { mock, clock, log, keys, pushUrl, outbound, start, reopen };
}

/** Lets the waits between tries pass, twenty times as fast as they are: an answer of the mock takes real time, and has ten seconds of the clock for it. */
export const passing = <T>({ clock }: Pick<Bench, 'clock'>, call: Promise<T>): Promise<T> =>
  passClock(clock, call, { everyMs: 5, otherwise: 'the call of the subscriptions is not answered' });

/** Of an answer that is a yes. */
export async function value<T>(asked: Promise<Asked<T> | { readonly ok: false }>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

const textHeaders = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
