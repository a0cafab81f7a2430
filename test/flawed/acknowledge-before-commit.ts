/**
 * A gateway with the commonest mistake of its kind: it keeps what arrives in memory, says yes, and writes a little later. Everything
 * else is the real one. Started like the real one, `serve --config <file>`; the checks that guard the ack must catch it.
 */
import { parseArgs } from 'node:util';
import { storePlace } from '../../src/config/store-settings.ts';
import { loadConfiguration } from '../../src/config.ts';
import { openGateway } from '../../src/gateway.ts';
import { openLog } from '../../src/log.ts';
import { systemClock } from '../../src/running/clock.ts';
import { openStore } from '../../src/store/open.ts';
import type { NewMessage, OpenedStore } from '../../src/store/store.ts';

const WRITE_EVERY_MS = 100;

function hasty(store: OpenedStore): OpenedStore {
  let waiting: NewMessage[] = [];
  const write = () => {
    for (const message of waiting) store.append(message).catch(() => undefined);
    waiting = [];
  };
  setInterval(write, WRITE_EVERY_MS).unref();
  return {
    ...store,
    append: async (message) => {
      waiting.push(message);
      return { outcome: 'stored', messageId: message.id };
    },
  };
}

const { values } = parseArgs({ options: { config: { type: 'string' } }, allowPositionals: true });
const configuration = loadConfiguration(values.config ?? '', process.env);
const log = openLog();
const gateway = await openGateway(configuration, {
  log,
  store: hasty(await openStore(storePlace(configuration.store), { clock: systemClock, log, witnesses: [] })),
});
process.once('SIGTERM', () => void gateway.close());
