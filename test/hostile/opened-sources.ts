/** The sources of the ready-to-try configuration, opened without a gateway; calls to providers' APIs hear what the test says. */
import { resolve } from 'node:path';
import { loadConfiguration } from '../../src/config.ts';
import type { Outbound } from '../../src/outbound/client.ts';
import { providers } from '../../src/providers/list.ts';
import type { ProcessingContext, PushInput, Source } from '../../src/providers/provider.ts';
import { openSources } from '../../src/providers/sources.ts';
import { systemClock } from '../../src/running/clock.ts';
import type { StoredMessage } from '../../src/store/store.ts';
import type { RawRequest, Verified } from '../../src/trust/trust.ts';
import { recordingLog } from '../support/recording-log.ts';

export type OpenedSources = {
  readonly find: (name: string) => Source;
  /** What every call to a provider's API hears from now on. */
  readonly answerWith: (bytes: Uint8Array) => void;
};

export async function openTrySources(): Promise<OpenedSources> {
  let answer: Uint8Array = new Uint8Array();
  const fetch = async () =>
    new Response(Buffer.from(answer), { headers: { 'content-type': 'application/octet-stream' } });
  const outbound: Outbound = { fetch, within: () => fetch, close: async () => {} };
  const configuration = loadConfiguration(resolve(import.meta.dirname, '../../spec/config.try.yaml'), {});
  const services = { outbound, development: true };
  const { all } = await openSources(
    configuration,
    await Promise.all(providers.map((one) => one.open(services))),
    systemClock,
  );
  return {
    find: (name) => {
      const source = all.find((one) => one.name === name);
      if (source === undefined) throw new Error(`no source ${name}`);
      return source;
    },
    answerWith: (bytes) => {
      answer = bytes;
    },
  };
}

export const pushInput = (source: Source, request: Partial<RawRequest>, key = ''): PushInput => ({
  path: { source: source.name, ...(key !== '' && { key }) },
  request: {
    method: 'POST',
    path: `/push/${source.provider}/${source.name}`,
    query: '',
    publicUrl: `http://127.0.0.1:8080/push/${source.provider}/${source.name}`,
    headers: {},
    bytes: new Uint8Array(),
    remoteAddress: '192.0.2.1',
    receivedAtMs: 1_795_000_000_000,
    ...request,
  },
});

export const storedOf = (source: Source, verified: Verified, target = verified.path): StoredMessage => ({
  id: '019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37',
  provider: source.provider,
  source: source.name,
  operation: 'receive',
  receivedAtMs: verified.receivedAtMs,
  method: verified.method,
  target,
  headers: { ...verified.headers },
  bytes: verified.bytes,
  state: 'received',
  findings: [],
  receipts: 1,
});

/** Nobody waits for a result, and whatever is kept is kept nowhere. */
export const idleContext = (): ProcessingContext => ({
  log: recordingLog(),
  clock: systemClock,
  signal: new AbortController().signal,
  alone: (work) => work(),
  outside: (_, work) => work(),
  defer: async () => {},
  keep: async () => {},
  settle: async () => ({ answerOwed: false }),
  answered: async () => {},
});
