/** AppDirect's leaves in the real flow: receiving, a real store, the worker, and a marketplace and a responder on real sockets. Time is held. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startWorker } from '../../../src/deliver/worker.ts';
import { silentLog } from '../../../src/log.ts';
import { resultHandlers } from '../../../src/operator/results.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { openAppDirect } from '../../../src/providers/appdirect/open.ts';
import type { AppDirectSettings, ResponderSettings } from '../../../src/providers/appdirect/settings.ts';
import type { Answer, Source } from '../../../src/providers/provider.ts';
import { openReceive } from '../../../src/receive/receive.ts';
import type { Store } from '../../../src/store/store.ts';
import { signBasic } from '../../../src/trust/schemes/basic.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { RawRequest } from '../../../src/trust/trust.ts';
import { type HeldClock, heldClock } from '../../store/held-clock.ts';
import { openTestStore } from '../../store/test-store.ts';
import { until } from '../../support/until.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { example } from './example-files.ts';
import { type Heard, listening, type Said, type Server } from './listening.ts';

export const inbound = { user: 'appdirect', password: Secret.of('test-only-password-0001') };
export const inboundOauth = { consumerKey: 'test-consumer', secret: Secret.of('test-only-secret-0001') };
export const outboundOauth = { consumerKey: 'test-product', secret: Secret.of('test-only-secret-0002') };
const responderSecret = Secret.of('test-only-responder-0001');
export const path = '/push/appdirect/market';
export const publicUrl = 'https://hooks.example.com';

/** How long a connection waits for the result. */
export const AWAIT_MS = 15_000;

export type Market = {
  /** The one in force; `restart` opens another on the same file. */
  readonly store: Store;
  readonly source: Source;
  readonly clock: HeldClock;
  readonly marketplace: Server;
  readonly responder: Server;
  /** The URL of an event at this marketplace. */
  readonly eventUrl: (token: string) => string;
  /** Notifies as AppDirect does, over Basic; `over` changes the request. */
  readonly notify: (token: string, over?: Partial<RawRequest>) => Promise<Answer>;
  /** The same with a query of the caller's own. */
  readonly push: (over: Partial<RawRequest>) => Promise<Answer>;
  /** Results that were POSTed to the marketplace. */
  readonly posted: () => readonly Heard[];
  readonly fetches: () => readonly Heard[];
  /** How many connections have begun to wait for a result. */
  readonly waits: () => number;
  /** The worker stops and the store is opened again: what another start would find. */
  readonly restart: () => Promise<void>;
  readonly until: (holds: () => boolean | Promise<boolean>) => Promise<void>;
};

export async function openMarket(
  t: TestContext,
  {
    file = 'subscription-order.typical.json',
    settings = {},
    budget = { timeoutMs: 60_000, lateAnswerMs: 60_000 },
    responder: mode = (url) => ({ mode: 'http', url, ...budget, secret: responderSecret }),
  }: {
    file?: string;
    settings?: Partial<AppDirectSettings>;
    /** Of the responder over HTTP. */
    budget?: { timeoutMs: number; lateAnswerMs: number };
    /** In place of it; `url` is where the responder of this market listens. */
    responder?: (url: string) => ResponderSettings;
  } = {},
): Promise<Market> {
  const held = heldClock();
  let waits = 0;
  const sleep: HeldClock['sleep'] = (ms, signal) => {
    if (ms === AWAIT_MS) waits += 1;
    return held.sleep(ms, signal);
  };
  const clock = { ...held, sleep };
  const { store: first, reopen } = await openTestStore(t, clock);
  let store = first;
  const marketplace = await listening(t, ({ method }) =>
    method === 'GET' ? sent(file, marketplace.url) : { status: 200 },
  );
  const responder = await listening(t, () => said({ success: true, accountIdentifier: 'ACC-7' }));
  const outbound = openOutbound({ development: true, log: silentLog, clock });
  t.after(() => outbound.close());
  const provider = openAppDirect({ outbound, development: true });
  const source = await provider.open({
    name: 'market',
    settings: {
      provider: 'appdirect',
      auth: { basic: inbound },
      eventHosts: [marketplace.host],
      outbound: { oauth1: outboundOauth },
      parameter: 'eventUrl',
      eventFormat: 'json',
      responder: mode(`${responder.url}/decide`),
      result: { format: 'json', style: 'documented' },
      ...settings,
    },
    publicUrl,
    clock,
  });
  const find = (_provider: string, name: string) => (name === 'market' ? source : undefined);
  const onFatal = (cause: Error) => assert.fail(cause);
  const begin = () => {
    const receive = openReceive({ provider: 'appdirect', source: find, store, clock, log: silentLog, onFatal });
    const handle = provider.handlers(receive).receiveEventNotification;
    assert.ok(handle);
    return { handle, worker: startWorker({ store, source: find, sinks: [], clock, log: silentLog }) };
  };
  let running = begin();
  t.after(() => running.worker.stop());

  const push = (over: Partial<RawRequest>) => {
    const base = { method: 'GET', path, publicUrl: `${publicUrl}${path}`, receivedAtMs: clock.now() };
    return running.handle({
      path: { source: 'market' },
      request: requestWith({ ...base, headers: signBasic(inbound), ...over }),
    });
  };
  const eventUrl = (token: string) => `${marketplace.url}/api/integration/v1/events/${token}`;
  return {
    get store() {
      return store;
    },
    source,
    restart: async () => {
      await running.worker.stop();
      store = await reopen();
      running = begin();
    },
    clock,
    marketplace,
    responder,
    eventUrl,
    push,
    notify: (token, over = {}) => push({ query: `eventUrl=${encodeURIComponent(eventUrl(token))}`, ...over }),
    posted: () => marketplace.heard.filter(({ method }) => method === 'POST'),
    fetches: () => marketplace.heard.filter(({ method }) => method === 'GET'),
    waits: () => waits,
    until: (holds) => until(holds, { msMax: 60_000 }),
  };
}

/** The operator API's three operations on results, over this market's store. */
export const operatorOf = ({ store, source, clock }: Market) =>
  resultHandlers({
    store,
    clock,
    sources: {
      all: [source],
      find: (_provider, name) => (name === 'market' ? source : undefined),
      findSandbox: () => undefined,
    },
  });

/** Lets everything run that is ready to. */
export async function settled() {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** An event of the contract's examples, of the marketplace that sends it. */
export function sent(file: string, marketplaceUrl: string): Said {
  const body = example(file)
    .toString('utf8')
    .replace(/(baseUrl(?:": "|>))[^"<]*/, (_, name: string) => name + marketplaceUrl);
  return { status: 200, contentType: file.endsWith('.xml') ? 'application/xml' : 'application/json', body };
}

export const said = (document: object, status = 200): Said => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(document),
});

export const messagesOf = async ({ store }: Market) => (await store.listMessages({}, { limit: 100 })).items;
export const eventsOf = async ({ store }: Market) => (await store.listEvents({}, { limit: 100 })).items;
