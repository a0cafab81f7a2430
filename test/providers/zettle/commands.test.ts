/** `pushdock zettle` as a user runs it, against a gateway whose Zettle is a mock. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { providers } from '../../../src/providers/list.ts';
import { startMocks } from '../../../src/simulate/up.ts';
import { pushdock } from '../../support/command.ts';
import { contactEmail, openManaged } from './subscriptions/managed.ts';

test('the commands print whoami, events, a plan, a sync and a list; a refusal ends with a sentence and exit code 1', async (t) => {
  const { mock, start, pushUrl } = await openManaged(t);
  const { operatorUrl } = await start();
  const run = (...args: string[]) => pushdock(['zettle', ...args, '--url', operatorUrl]);

  const [whoami, events, plan] = await Promise.all([run('whoami'), run('events'), run('subscriptions', 'sync')]);
  assert.match(whoami.stdout, new RegExp(`^Organization: +${mock.organizationUuid}$`, 'm'));
  assert.equal(events.stdout.trimEnd().split('\n').length, 18);
  assert.match(events.stdout, /^InvoiceCreated +READ:FINANCE +retired/m);
  assert.match(plan.stdout, /^create +purchases +- +PurchaseCreated → .*\(needs READ:PURCHASE\)$/m);
  assert.match(plan.stdout, /Nothing was changed\. Add --yes to carry out the plan\.$/m);
  assert.equal(mock.subscriptions.all().length, 0);

  const synced = await run('subscriptions', 'sync', '--yes');
  assert.deepEqual([synced.code, synced.stderr], [0, '']);
  const [made] = mock.subscriptions.all();
  assert.ok(made);
  assert.match(synced.stdout, new RegExp(`^done: create purchases \\(${made.uuid}\\)$`, 'm'));

  const create = ['subscriptions', 'create', '--events', 'ProductCreated,PurchaseCreated', '--email', contactEmail];
  mock.setScopes(['READ:PRODUCT']);
  const [again, list, refused, unfit] = await Promise.all([
    run('subscriptions', 'sync', '--yes'),
    run('subscriptions', 'list', '--source', 'pos'),
    run(...create),
    run(...create, '--destination', 'https://hooks.example.com/elsewhere'),
  ]);
  assert.match(again.stdout, /subscriptions already match the configuration\.$/m);
  assert.match(list.stdout, new RegExp(`^${made.uuid} +purchases +ACTIVE +PurchaseCreated +${pushUrl} +hmac:`, 'm'));
  assert.equal(refused.code, 1);
  assert.match(
    refused.stderr,
    /The provider refused the request\n {2}The credentials lack a scope .*\n {2}Zettle: HTTP 403, /,
  );
  assert.match(unfit.stderr, /\n {2}destination: does not lead to this source/);

  const deleted = await run('subscriptions', 'delete', made.uuid);
  assert.match(deleted.stdout, new RegExp(`^${made.uuid} is deleted\\. Its keys are valid until `));
  for (const { stdout, stderr } of [synced, list, deleted]) assert.ok(!(stdout + stderr).includes(made.signingKey));
});

test('with one scope granted to the mock, a subscription that needs another is answered 403, and one that needs it is made', async (t) => {
  const { folder, start } = await openManaged(t);
  const settings = join(folder, 'mock.yaml');
  writeFileSync(settings, 'zettle: { path: null, scopes: [READ:PRODUCT] }\n');
  const started = await startMocks({
    from: providers,
    providers: ['zettle'],
    settings,
    timeScale: 1,
    seed: '1',
    prism: false,
    log: silentLog,
    anyPort: true,
  });
  t.after(() => started.close());
  const base = started.mocks.engine.mocks.get('zettle')?.url ?? assert.fail('the mock has no API');
  const { operatorUrl } = await start({ pusherBase: base, oauthBase: base });
  const create = (event: string) =>
    pushdock([
      ...['zettle', 'subscriptions', 'create', '--events', event, '--email', contactEmail],
      ...['--url', operatorUrl],
    ]);

  const refused = await create('PurchaseCreated');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /lacks? a scope .*\n {2}Zettle: HTTP 403, .*READ:PURCHASE/);
  const made = await create('ProductCreated');
  assert.deepEqual([made.code, made.stderr], [0, '']);
});
