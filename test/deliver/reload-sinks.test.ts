import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigurationError } from '../../src/config.ts';
import { reloadSinks } from '../../src/deliver/reload-sinks.ts';
import type { SinkExchange } from '../../src/deliver/running-sinks.ts';
import { firstAttempt } from '../support/claims.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toyConfiguration } from '../support/toy-gateway.ts';
import { delivery, eventOf } from './sinks/events.ts';

test('a reload loads the module of a sink again, also when only its code has changed, and a fault in it leaves the old one', async (t) => {
  const folder = temporaryFolder(t);
  const [path, imported] = [join(folder, 'handlers.mjs'), join(folder, 'imported.mjs')];
  const says = (text: string) =>
    writeFileSync(imported, `export const handle = () => { throw new Error('${text}'); };`);
  says('old');
  writeFileSync(path, `import { handle } from './imported.mjs'; export const h = { type: '*', handle };`);
  const configuration = toyConfiguration(folder, {
    sinks: { own: { type: 'module', path, timeoutMs: 5_000, delivery } },
  });
  const exchanged: SinkExchange[] = [];
  const reload = reloadSinks((exchange) => void exchanged.push(exchange));
  const reloaded = async () => {
    const { changes, commit } = await reload.prepare(configuration, configuration);
    commit();
    const [own] = exchanged.at(-1)?.added ?? [];
    assert.ok(own);
    t.after(() => own.close());
    return { changes, said: (await own.deliver(eventOf('com.toy.moved', {}), firstAttempt)).detail };
  };
  const changes = [{ kind: 'sink', name: 'own', change: 'changed' }];
  assert.deepEqual(await reloaded(), { changes, said: 'the handler threw Error: old' });
  assert.deepEqual(exchanged[0]?.removed, ['own']);
  says('new');
  assert.deepEqual(await reloaded(), { changes, said: 'the handler threw Error: new' });
  writeFileSync(imported, 'export const handle = ;');
  await assert.rejects(reload.prepare(configuration, configuration), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.match(error.message, /sinks\.own\.path: the module .* cannot be loaded/);
    return true;
  });
});
