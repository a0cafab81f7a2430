/** The mock commands as somebody reads them: a recording's faults by the file's line, and why a push was lost. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { hearing } from '../simulate/engine/hearing.ts';
import { pushdock } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { eventually } from '../support/try-gateway.ts';

async function openMocks(t: TestContext, status = 200) {
  const gateway = await hearing(t, () => ({ status }));
  const { control, close } = await startMocks({
    ...{ from: providers, providers: ['paazl'], gateway: gateway.url, timeScale: 0, seed: 'commands' },
    ...{ prism: false, anyPort: true, log: silentLog },
  });
  t.after(() => close());
  const advance = (seconds: number) =>
    fetch(`${control.url}/__mock/time`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ seconds }) },
    });
  const mock = (...words: string[]) => pushdock(['mock', ...words, '--mock', control.url]);
  return { gateway, mock, advance };
}

test('a fault in a recording is named with its line in the file, and nothing of the file is sent', async (t) => {
  const { gateway, mock } = await openMocks(t);
  assert.equal((await mock('emit', 'paazl', 'shipment-status', '--variant', 'created')).code, 0);
  const file = join(temporaryFolder(t), 'session.ndjson');
  assert.equal((await mock('record', file)).code, 0);
  const listed = await mock('log', '--json');
  const good = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), afterMs: 0 });
  const changed = (changes: object) => JSON.stringify({ ...JSON.parse(good), ...changes });
  for (const [third, said] of [
    ['{', /session\.ndjson:4 is not JSON/],
    [changed({ evnet: 1 }), /session\.ndjson:4 evnet is an unknown key; did you mean event\?/],
    [changed({ faults: [{ kind: 'delya' }] }), /session\.ndjson:4 faults\[0\]\.kind is "delya"/],
    [changed({ event: 'shipment' }), /session\.ndjson:4 paazl has no event shipment/],
    [changed({ content: { format: 'json' } }), /session\.ndjson:4 the content is not that of paazl shipment-status/],
  ] as const) {
    // An empty line is none of the messages, and counts as a line.
    writeFileSync(file, `${good}\n\n${good}\n${third}\n`);
    const { code, stderr } = await mock('replay', file);
    assert.equal(code, 1);
    assert.match(stderr, said);
  }
  assert.equal(gateway.heard.length, 1);
  assert.equal((await mock('log', '--json')).stdout, listed.stdout);
});

test('a push that is lost is in the log with the reason, whether it had attempts or was never sent', async (t) => {
  const { mock, advance } = await openMocks(t, 500);
  // Paazl's mock disables the push at its hundredth failed call, and a message has eight.
  await mock('emit', 'paazl', 'shipment-status', '--count', '14');
  await advance(25 * 3_600);
  const lines = async () => (await mock('log')).stdout.split('\n').filter((line) => / lost /.test(line));
  await eventually(async () => (await lines()).length > 0, 'nothing is lost');
  assert.match((await lines()).join('\n'), /paazl-\d+\.1 .* lost .*Paazl has disabled the push after 100 failed calls/);
  const emitted = await mock('emit', 'paazl', 'shipment-status');
  assert.match(emitted.stdout, /paazl-15 .* lost .*Paazl has disabled the push: what happens meanwhile is never sent/);
});
