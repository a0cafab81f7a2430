/** The flow of one push, without a listener: the toy's source, and a store or a part of one. */

import type { Opening, PushInput } from '../../src/providers/provider.ts';
import { openReceive, type ReceiveParts } from '../../src/receive/receive.ts';
import { systemClock } from '../../src/running/clock.ts';
import type { OpenedStore, StoreUnavailable } from '../../src/store/store.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { recordingLog } from './recording-log.ts';
import { openToy } from './toy/provider/provider.ts';
import { toyToken } from './toy-gateway.ts';

/** A store in which only these calls are expected; any other is the test's failure. */
export function storeWith(calls: Partial<OpenedStore>): OpenedStore {
  return new Proxy({} as OpenedStore, {
    get: (_target, name) => {
      const call: unknown = Reflect.get(calls, name);
      if (call === undefined) throw new Error(`the store is not expected to be asked for ${String(name)}`);
      return call;
    },
  });
}

export async function openToyReceiving(store: OpenedStore, settings: Partial<Opening['settings']> = {}) {
  const log = recordingLog();
  const fatal: StoreUnavailable[] = [];
  const source = await openToy().open({
    name: 'box',
    settings: { provider: 'toy', token: Secret.of(toyToken), ...settings },
    publicUrl: 'http://gateway.test',
    clock: systemClock,
  });
  const parts: ReceiveParts = {
    provider: 'toy',
    source: (provider, name) => (provider === 'toy' && name === 'box' ? source : undefined),
    store,
    clock: systemClock,
    log,
    onFatal: (error) => void fatal.push(error),
  };
  const receive = openReceive(parts);
  return { push: (input: PushInput) => receive('receiveToy', input), log, fatal, source };
}

export function toyPush(body: string, headers: Record<string, string> = {}, source = 'box'): PushInput {
  const path = `/push/toy/${source}`;
  return {
    path: { source },
    request: {
      method: 'POST',
      path,
      query: '',
      publicUrl: `http://gateway.test${path}`,
      headers: { authorization: `Bearer ${toyToken}`, ...headers },
      bytes: Buffer.from(body),
      remoteAddress: '192.0.2.1',
      receivedAtMs: 1_795_000_000_000,
    },
  };
}
