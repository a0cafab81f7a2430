import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigurationError } from '../../src/config.ts';
import { reloadSinks } from '../../src/deliver/reload-sinks.ts';
import type { SinkExchange } from '../../src/deliver/running-sinks.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { firstAttempt } from '../support/claims.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { toyConfiguration } from '../support/toy-gateway.ts';
import { delivery, eventOf } from './sinks/events.ts';
import { serve } from './sinks/serve.ts';

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

test('a reload takes up a changed secret of a receiver, and leaves a sink whose secrets are the same', async (t) => {
  const { url, received } = await serve(t);
  const signing = Secret.of(`whsec_${Buffer.from('not-a-real-secret-older-0001').toString('base64')}`);
  const http = {
    type: 'http',
    url,
    secrets: [signing],
    mode: 'structured',
    timeoutMs: 5_000,
    reach: 'any',
    delivery,
  } as const;
  const basic = (password: string) => ({ basic: { user: 'pushdock', password: Secret.of(password) } });
  const oauth2 = (secret: string) => ({ oauth2: { tokenUrl: url, clientId: 'us', clientSecret: Secret.of(secret) } });
  const folder = temporaryFolder(t);
  const configured = (password: string, secret: string) =>
    toyConfiguration(folder, {
      sinks: { basic: { ...http, auth: basic(password) }, oauth2: { ...http, auth: oauth2(secret) } },
    });
  const exchanged: SinkExchange[] = [];
  const reload = reloadSinks((exchange) => void exchanged.push(exchange));
  const old = configured('not-a-real-one', 'not-a-real-secret');
  assert.deepEqual((await reload.prepare(configured('not-a-real-one', 'not-a-real-secret'), old)).changes, []);
  const { changes, commit } = await reload.prepare(configured('not-a-real-two', 'not-a-new-secret'), old);
  commit();
  const added = exchanged[0]?.added ?? [];
  t.after(() => Promise.all(added.map((sink) => sink.close())));
  assert.deepEqual(
    changes.map(({ name, change }) => [name, change]),
    [
      ['basic', 'changed'],
      ['oauth2', 'changed'],
    ],
  );
  for (const sink of added) await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
  assert.deepEqual(
    received.map(({ headers }) =>
      Buffer.from(String(headers.authorization).slice('Basic '.length), 'base64').toString(),
    ),
    ['pushdock:not-a-real-two', 'us:not-a-new-secret'],
  );
});
