import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { openToyGateway } from '../support/toy-gateway.ts';

test('the audit log lists who did what, newest first, a page at a time, and as JSON for scripts', async (t) => {
  const gateway = await openToyGateway(t);
  const run = (...args: string[]) => pushdock([...args, '--url', gateway.operatorUrl]);
  const empty = await run('audit');
  assert.deepEqual([empty.code, empty.stdout], [0, 'Nothing was done yet.\n']);

  assert.equal((await run('sinks', 'pause', 'ledger', '--reason', 'moving house')).code, 0);
  assert.equal((await run('sinks', 'resume', 'ledger')).code, 0);
  const { code, stdout, stderr } = await run('audit', 'list');
  assert.equal(code, 0, stderr);
  const [head, ...rows] = stdout.trimEnd().split('\n');
  assert.match(head ?? '', /^WHEN +WHO +ROLE +BY +ACTION +TARGET +FROM +STATUS$/);
  assert.match(
    rows[0] ?? '',
    /development +operator +development +resumeSink +\/api\/sinks\/ledger\/resume +••• +200$/,
  );
  assert.match(rows[1] ?? '', /pauseSink +\/api\/sinks\/ledger\/pause\?reason=moving(\+|%20)house/);
  assert.equal(rows.length, 2);

  const named = await run('audit', '--output', 'json', '--limit', '1');
  assert.equal(named.stdout, (await run('audit', '--json', '--limit', '1')).stdout);
  const { items, nextCursor } = JSON.parse(named.stdout);
  assert.deepEqual(
    items.map(({ action }: { action: string }) => action),
    ['resumeSink'],
  );
  const older = await run('audit', '--limit', '1', '--cursor', nextCursor);
  assert.match(older.stdout, /pauseSink/);
  assert.doesNotMatch(older.stdout, /resumeSink/);

  const revealed = await run('audit', '--reveal');
  assert.match(revealed.stdout, /resumeSink .* 127\.0\.0\.1 +200$/m);
  assert.match((await run('audit')).stdout, /listAudit +\/api\/audit/);
});
