/** What the stand-in for 1ShoppingCart does when a test is asked for: it pushes the contract's `Test` to every source of that account. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { oneshoppingcartSettings } from '../providers/oneshoppingcart/settings.ts';
import { packageRoot } from '../running/package-root.ts';
import { messageOf } from '../running/thrown.ts';

export type PushTest = {
  /** Begins to push and waits for nobody, as the provider does. */
  (merchantId: string): void;
  /** Breaks off what is under way. */
  stop(): Promise<void>;
};

/** `pushBase`: where the gateway takes pushes, once it does. */
export function openTestPushes(
  sources: Configuration['sources'],
  pushBase: () => string | undefined,
  log: Log,
): PushTest {
  const body = readFileSync(join(packageRoot(), 'spec/providers/oneshoppingcart/examples/notification.test.xml'));
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function push(url: string, source: string): Promise<void> {
    try {
      const headers = { 'content-type': 'text/xml' };
      const { status } = await fetch(url, { method: 'POST', headers, body, signal: stopping.signal });
      log.info('stand_in.pushed', { provider: 'oneshoppingcart', source, status });
    } catch (error) {
      // The URL holds the source's key, and the message of a failed fetch does not repeat it.
      const reason = messageOf(error);
      log.warn('stand_in.push_failed', { provider: 'oneshoppingcart', source, reason });
    }
  }

  const start = (merchantId: string): void => {
    const base = pushBase();
    for (const [name, settings] of Object.entries(sources)) {
      if (base === undefined || settings.provider !== 'oneshoppingcart') continue;
      const account = oneshoppingcartSettings.of(settings);
      if (account.merchantId !== merchantId) continue;
      const url = `${base}/push/oneshoppingcart/${name}/${encodeURIComponent(account.key.reveal())}`;
      const pushing = push(url, name).finally(() => underWay.delete(pushing));
      underWay.add(pushing);
    }
  };
  return Object.assign(start, {
    stop: async () => {
      stopping.abort();
      await Promise.all(underWay);
    },
  });
}
